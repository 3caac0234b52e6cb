import { Link } from '@tanstack/react-router';
import type { AccountFacts } from '../../api/types.ts';
import { span } from '../../text/time.ts';
import { Facts } from '../../ui/facts.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Tag } from '../../ui/tag.tsx';

/** In force, but not for this account yet: its wave begins later, and until then it sends as before. */
export const isToCome = ({ state, from }: AccountFacts['containments'][number]): boolean =>
  state === 'in force' && Date.parse(from) > Date.now();

/** What was decided about an account, and what it may. */
export function Decided({
  facts: { containments, undone, appeals, grants, attested },
}: {
  facts: AccountFacts;
}) {
  const isBare = [containments, undone, appeals, grants, attested].every(all => all.length === 0);
  if (isBare)
    return (
      <Panel title="What was decided">
        <p className="quiet">
          Nothing: nothing contains it, nobody has appealed for it, it has no grant, and nobody attests
          anything of it.
        </p>
      </Panel>
    );
  return (
    <>
      {containments.length ? (
        <Panel title="Contained by">
          <Facts
            of={containments.map(one => [
              one.id,
              <span key={one.id}>
                {isToCome(one) ? (
                  <>
                    <Tag tone="amber">to come</Tag> {one.grade} from <Moment at={one.from} />,{' '}
                  </>
                ) : (
                  <>
                    <Tag tone={one.state === 'in force' ? 'red' : 'plain'}>{one.state}</Tag> {one.grade},{' '}
                  </>
                )}
                {one.state === 'in force' ? `${span(Date.parse(one.until) - Date.now())} left` : 'over'},
                reference <span className="mono">{one.reference}</span>, of{' '}
                <Link to="/campaigns/$id" params={{ id: one.campaign }}>
                  <Said>{one.campaign}</Said>
                </Link>
                ;{' '}
                <Link to={'/act/containments/$id' as string} params={{ id: one.id } as never}>
                  open the containment
                </Link>
              </span>,
            ])}
          />
        </Panel>
      ) : null}
      {undone.length ? (
        <Panel title="Let go">
          <Facts
            of={undone.map(({ action, at, by, reason }) => [
              action,
              <span key={action}>
                <Moment at={at} /> by <Said>{by}</Said>: <Said>{reason}</Said>
              </span>,
            ])}
          />
        </Panel>
      ) : null}
      <Panel title="Rights">
        <Facts
          of={[
            ['Appeals', <Listed key="a" of={appeals} to="/act/appeals" />],
            ['Grants', <Listed key="g" of={grants} to="/act/grants" />],
            [
              'Attested',
              attested.length
                ? attested.map(({ attribute, attested_by, until }) => (
                    <div key={attribute}>
                      <Said>{attribute}</Said> by <Said>{attested_by}</Said> until <Moment at={until} />
                    </div>
                  ))
                : 'nothing',
            ],
          ]}
        />
      </Panel>
    </>
  );
}

const Listed = ({ of, to }: { of: readonly string[]; to: string }) =>
  of.length ? <Link to={to as string}>{of.join(', ')}</Link> : <span className="quiet">none</span>;
