import { Link } from '@tanstack/react-router';
import type { CampaignAccount, Verdict } from '../../api/types.ts';
import { cleanLine } from '../../text/clean.ts';
import { percent, signed, surely, whole } from '../../text/number.ts';
import { because, contribution, roles } from '../../text/words.ts';
import { Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { RoleTag, VerdictTag } from '../../ui/tag.tsx';
import style from './account.module.css';
import { stepsOf } from './steps.ts';

interface Props {
  campaign: string;
  verdict: Verdict;
  account: CampaignAccount;
}

/** Its place in a campaign, and what speaks for and against that: each part goes on where the one before it ends. */
export function Why({
  campaign,
  verdict,
  account: { role, membership, exchanges, why, apart, because: said },
}: Props) {
  return (
    <Panel
      title={`In ${cleanLine(campaign)}`}
      about={
        <>
          <VerdictTag verdict={verdict} /> <RoleTag role={role} /> {roles[role]}. It belongs with{' '}
          <b>{surely(membership)}</b>
          {exchanges === undefined ? '' : `; ${whole(exchanges)} of its exchanges do`}
          {said ? `. It stands by: ${because[said] ?? said}` : ''}.
        </>
      }
      actions={
        <Link to="/campaigns/$id" params={{ id: campaign }}>
          Open the campaign
        </Link>
      }
    >
      {why ? (
        <Waterfall title="Why it belongs" why={why} end="log-odds that it belongs" />
      ) : (
        <p className="quiet">What its membership is made of is not kept with it.</p>
      )}
      {apart ? (
        <Waterfall
          title="Why it is left alone"
          why={apart}
          end="log-odds that it is used as the harvest’s accounts are"
        />
      ) : null}
    </Panel>
  );
}

function Waterfall({ title, why, end }: { title: string; why: Record<string, number>; end: string }) {
  const { steps, sum } = stepsOf(why);
  const all = [0, sum, ...steps.flatMap(({ from, to }) => [from, to])];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const at = (value: number) => `${((value - low) / (high - low || 1)) * 100}%`;
  const bar = (from: number, to: number) => ({
    left: at(Math.min(from, to)),
    width: `max(2px, ${(Math.abs(to - from) / (high - low || 1)) * 100}%)`,
  });
  return (
    <section className={style.why}>
      <h3>{title}</h3>
      <ol>
        {steps.map(({ name, value, from, to }) => (
          <li key={name}>
            <span>
              <Said>{contribution(name)}</Said>
            </span>
            <span className={style.lane} aria-hidden="true">
              <span className={style.zero} style={{ left: at(0) }} />
              <span
                className={`${style.part} ${name === 'prior' ? style.prior : value < 0 ? style.less : ''}`}
                style={bar(from, to)}
              />
            </span>
            <span className="num">{signed(value)}</span>
          </li>
        ))}
        <li className={style.sum}>
          <span>{end}</span>
          <span className={style.lane} aria-hidden="true">
            <span className={style.zero} style={{ left: at(0) }} />
            <span className={`${style.part} ${style.total}`} style={bar(0, sum)} />
          </span>
          <span className="num" title={`as a probability ${percent(1 / (1 + Math.exp(-sum)))}`}>
            {signed(sum)}
          </span>
        </li>
      </ol>
    </section>
  );
}
