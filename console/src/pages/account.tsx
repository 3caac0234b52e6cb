import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { accountQuery } from '../api/queries.ts';
import type { AccountFacts } from '../api/types.ts';
import { cleanLine } from '../text/clean.ts';
import { span } from '../text/time.ts';
import { Facts } from '../ui/facts.tsx';
import { Moment } from '../ui/moment.tsx';
import { Page, Panel } from '../ui/page.tsx';
import { Said } from '../ui/said.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { Tag } from '../ui/tag.tsx';

export function AccountPage() {
  const { account } = useParams({ from: '/shell/accounts/$account' });
  const query = useQuery(accountQuery(account));
  return (
    <Page
      title={cleanLine(account)}
      head={
        <span className="mono">
          <Said>{account}</Said>
        </span>
      }
      about="What was decided about this account."
    >
      <Loaded query={query}>{facts => <Decided facts={facts} />}</Loaded>
    </Page>
  );
}

function Decided({ facts: { containments, undone, appeals, grants, attested } }: { facts: AccountFacts }) {
  const isBare = [containments, undone, appeals, grants, attested].every(all => all.length === 0);
  if (isBare)
    return (
      <Empty title="Nothing was decided about it">
        Nothing contains it, nobody has appealed for it, and it has no grant. Its place in a campaign stands
        with the campaign's accounts.
      </Empty>
    );
  return (
    <>
      {containments.length ? (
        <Panel title="Contained by">
          <Facts
            of={containments.map(one => [
              one.id,
              <span key={one.id}>
                <Tag tone={one.state === 'in force' ? 'red' : 'plain'}>{one.state}</Tag> {one.grade},{' '}
                {one.state === 'in force' ? `${span(Date.parse(one.until) - Date.now())} left` : 'over'},
                reference <span className="mono">{one.reference}</span>, of{' '}
                <Link to="/campaigns/$id" params={{ id: one.campaign }}>
                  <Said>{one.campaign}</Said>
                </Link>
                ,{' '}
                <Link to={'/act/containments/$id' as string} params={{ id: one.id } as never}>
                  open
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
            ['Appeals', appeals.join(', ') || 'none'],
            ['Grants', grants.join(', ') || 'none'],
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
