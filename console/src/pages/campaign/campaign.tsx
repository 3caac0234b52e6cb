import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { campaignQuery } from '../../api/queries.ts';
import type { Campaign } from '../../api/types.ts';
import { compact, count, percent, small, whole } from '../../text/number.ts';
import { daysBetween } from '../../text/time.ts';
import { meaning } from '../../text/words.ts';
import { Bar } from '../../ui/bar.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Figures, Page, Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Loaded, Waiting } from '../../ui/states.tsx';
import { VerdictTag } from '../../ui/tag.tsx';
import { Accounts } from './accounts.tsx';
import style from './campaign.module.css';
import { Done } from './done.tsx';
import { Dossier } from './dossier.tsx';
import { Explanations } from './explanations.tsx';
import { PlanButton } from './plan-button.tsx';
import { Waterfall } from './waterfall.tsx';

const Activity = lazy(() => import('./activity.tsx'));

export function CampaignPage() {
  const { id } = useParams({ from: '/shell/campaigns/$id' });
  const query = useQuery(campaignQuery(id));
  return <Loaded query={query}>{campaign => <Whole campaign={campaign} />}</Loaded>;
}

/** What it is, in one sentence. */
const sentence = ({ accounts, exchanges, first_seen, last_seen, verdict, models }: Campaign): string => {
  const inside = accounts.filter(({ role }) => role !== 'bystander').length;
  return `${count(inside, 'account')} sent ${count(exchanges, 'exchange')} to ${count(Object.keys(models).length, 'model')} within ${count(daysBetween(first_seen, last_seen), 'day')}: ${meaning[verdict]}.`;
};

function Whole({ campaign }: { campaign: Campaign }) {
  const {
    id,
    verdict,
    error_bound,
    accounts,
    exchanges,
    input_tokens,
    output_tokens,
    first_seen,
    last_seen,
  } = campaign;
  const of = (role: string) => accounts.filter(one => one.role === role).length;
  const mine = { harvester: of('harvester'), cover: of('cover'), bystander: of('bystander') };
  return (
    <Page
      title={id}
      head={
        <>
          <Said>{id}</Said> <VerdictTag verdict={verdict} />
        </>
      }
      about={sentence(campaign)}
      actions={
        <>
          <Dossier campaign={id} />
          <PlanButton campaign={campaign} />
        </>
      }
    >
      <Figures
        of={[
          { name: 'False alarm, at most', value: small(error_bound), note: 'however often one looks' },
          {
            name: 'Accounts',
            value: whole(accounts.length),
            note: `${whole(mine.harvester)} harvest, ${whole(mine.cover)} cover, ${whole(mine.bystander)} stand by`,
          },
          {
            name: 'Exchanges',
            value: whole(exchanges),
            note: campaign.templates ? 'made with templates' : undefined,
          },
          { name: 'Tokens in', value: compact(input_tokens) },
          { name: 'Tokens out', value: compact(output_tokens) },
          {
            name: 'Seen',
            value: count(daysBetween(first_seen, last_seen), 'day'),
            note: (
              <>
                <Moment at={first_seen} /> to
                <br />
                <Moment at={last_seen} />
              </>
            ),
          },
        ]}
      />
      <Panel title="Activity" about="Its exchanges over the whole time looked at, in 32 equal parts.">
        <Suspense fallback={<Waiting />}>
          <Activity activity={campaign.activity} />
        </Suspense>
      </Panel>
      <Panel
        title="Why one operator"
        about="How much likelier each finding is under one operator than under independent people, in natural log units. Open one to see what was counted."
      >
        <Waterfall evidence={campaign.evidence} errorBound={error_bound} />
      </Panel>
      <Panel
        title="Why not something innocent"
        about="Each innocent explanation that was tried, with its own figure and the limit up to which it is ruled out."
      >
        <Explanations of={campaign.explanations} />
      </Panel>
      <div className={style.pair}>
        <Shares title="Models" unit="of its exchanges" of={shareOf(campaign.models)} />
        <Shares
          title={verdict === 'harvesting' ? 'What was harvested' : 'What was asked for'}
          unit="of its exchanges ask for it"
          of={Object.entries(campaign.capabilities).map(([name, share]) => ({
            name: name.replaceAll('_', ' '),
            share,
          }))}
        />
      </div>
      <Panel
        title="Accounts"
        about="Surest first. The bars are the log-odds of belonging: grey before anything was known, red for, teal against."
        flush
        actions={
          <Button
            variant="default"
            renderRoot={props => <Link {...props} to="/campaigns/$id/accounts" params={{ id }} />}
          >
            {`All ${whole(accounts.length)}`}
          </Button>
        }
      >
        <Accounts accounts={accounts} campaign={id} height={420} />
      </Panel>
      <Done campaign={id} />
    </Page>
  );
}

interface Share {
  name: string;
  share: number;
  note?: string;
}

const shareOf = (counts: Record<string, number>): Share[] => {
  const total = Object.values(counts).reduce((a, b) => a + b, 0) || 1;
  return Object.entries(counts).map(([name, n]) => ({ name, share: n / total, note: whole(n) }));
};

function Shares({ title, unit, of }: { title: string; unit: string; of: readonly Share[] }) {
  const shown = of.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share);
  return (
    <Panel title={title} about={`Share ${unit}.`}>
      {shown.length === 0 ? <p className="quiet">Not known.</p> : null}
      <ul className={style.shares}>
        {shown.slice(0, 12).map(({ name, share, note }) => (
          <li key={name}>
            <span className={style.shareName}>
              <Said>{name}</Said>
            </span>
            <Bar share={share} label={percent(share)} />
            <span className="num">{percent(share)}</span>
            <span className="num quiet">{note ?? ''}</span>
          </li>
        ))}
      </ul>
      {shown.length > 12 ? <p className="quiet">and {count(shown.length - 12, 'other')}</p> : null}
    </Panel>
  );
}
