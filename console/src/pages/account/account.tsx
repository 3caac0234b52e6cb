import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { accountQuery, trafficQuery } from '../../api/queries.ts';
import type { AccountTraffic } from '../../api/types.ts';
import { cleanLine } from '../../text/clean.ts';
import { compact, count, whole } from '../../text/number.ts';
import { daysBetween } from '../../text/time.ts';
import { Moment } from '../../ui/moment.tsx';
import { Figures, Page, Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { RoleTag, Tag } from '../../ui/tag.tsx';
import { Days } from './days.tsx';
import { Decided, isToCome } from './decided.tsx';
import { Known } from './known.tsx';
import { Neighbours } from './neighbours.tsx';
import { Streams } from './streams.tsx';
import { Why } from './why.tsx';

/** One account: what it sent, whether and why it belongs to somebody's campaign, who is like it, and what was decided about it. */
export function AccountPage() {
  const { account } = useParams({ from: '/shell/accounts/$account' });
  const decided = useQuery(accountQuery(account));
  const traffic = useQuery(trafficQuery(account));
  const contained = decided.data?.containments.find(({ state }) => state === 'in force');
  return (
    <Page
      title={cleanLine(account)}
      head={
        <>
          <span className="mono">
            <Said>{account}</Said>
          </span>
          {traffic.data?.campaigns.map(({ id, account: { role } }) => (
            <RoleTag key={id} role={role} />
          ))}
          {contained ? (
            isToCome(contained) ? (
              <Tag tone="amber">to be contained: {contained.grade}</Tag>
            ) : (
              <Tag tone="red">contained: {contained.grade}</Tag>
            )
          ) : null}
          {decided.data?.grants.length ? <Tag tone="green">granted</Tag> : null}
        </>
      }
      about={traffic.data ? <Headline of={traffic.data} /> : undefined}
    >
      <Loaded query={traffic}>{data => <Traffic of={data} />}</Loaded>
      <Loaded query={decided}>{facts => <Decided facts={facts} />}</Loaded>
    </Page>
  );
}

function Headline({ of: { exchanges, first, last, campaigns } }: { of: AccountTraffic }) {
  if (!first || !last) return 'Nothing that it sent is stored.';
  return (
    <>
      Sent {count(exchanges, 'exchange')} within {count(daysBetween(first, last), 'day')}
      {campaigns.length ? (
        <>
          ; stands in{' '}
          {campaigns.map(({ id, verdict }, i) => (
            <span key={id}>
              {i ? ', ' : ''}
              <Link to="/campaigns/$id" params={{ id }}>
                <Said>{id}</Said>
              </Link>{' '}
              ({verdict})
            </span>
          ))}
        </>
      ) : (
        '; stands in no campaign'
      )}
      .
    </>
  );
}

function Traffic({ of }: { of: AccountTraffic }) {
  const { account, known, first, last, exchanges, input_tokens, output_tokens, days, streams } = of;
  if (exchanges === 0 && !known && of.campaigns.length === 0)
    return (
      <Empty
        title="Nothing is stored of this account"
        action={
          <Link to="/accounts" search={{ q: account }}>
            Look for another
          </Link>
        }
      >
        Names stand here as they are stored: what looks like an address or a key is kept as a pseudonym. The
        search finds it by what was sent.
      </Empty>
    );
  return (
    <>
      <Figures
        of={[
          { name: 'Exchanges', value: whole(exchanges), note: count(streams.length, 'stream') },
          { name: 'Tokens out', value: compact(output_tokens), note: `${compact(input_tokens)} in` },
          {
            name: 'Days it sent on',
            value: whole(days.filter(n => n > 0).length),
            note: `of ${count(days.length, 'calendar day')}`,
          },
          {
            name: 'Seen',
            value: first && last ? count(daysBetween(first, last), 'day') : 'never',
            note: (
              <>
                <Moment at={first} /> to <Moment at={last} />
              </>
            ),
          },
        ]}
      />
      {of.campaigns.map(({ id, verdict, account }) => (
        <Why key={id} campaign={id} verdict={verdict} account={account} />
      ))}
      {of.from && days.length ? (
        <Panel title="By day" about="Exchanges a day, UTC.">
          <Days from={of.from} step={of.step} counts={days} />
        </Panel>
      ) : null}
      <Streams account={account} streams={streams} />
      <Neighbours account={account} neighbours={of.neighbours} isOfCampaign={of.campaigns.length > 0} />
      {known ? <Known of={known} /> : null}
    </>
  );
}
