import { useQuery } from '@tanstack/react-query';
import { actionsQuery, campaignsQuery, overviewQuery, plansQuery } from '../../api/queries.ts';
import type { Overview } from '../../api/types.ts';
import { compact, count, percent, whole } from '../../text/number.ts';
import { Figures, Page } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Begin } from './begin.tsx';
import { Found } from './found.tsx';
import { Health } from './health.tsx';
import { Leaked } from './leaked.tsx';
import style from './overview.module.css';
import { TrafficPanel } from './traffic.tsx';

export function OverviewPage() {
  const query = useQuery(overviewQuery);
  return (
    <Loaded query={query}>
      {overview => (overview.from === null ? <Begin overview={overview} /> : <Whole overview={overview} />)}
    </Loaded>
  );
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const none: never[] = [];

function Whole({ overview }: { overview: Overview }) {
  const { exchanges, tokens, campaigns, leaked } = overview;
  const { data: found = none } = useQuery(campaignsQuery);
  const { data: actions = none } = useQuery(actionsQuery);
  const { data: plans = none } = useQuery(plansQuery);
  const harvest = campaigns.filter(({ verdict }) => verdict === 'harvesting');
  const harvested = sum(harvest.map(one => sum(one.exchanges)));
  const all = sum(exchanges);
  const [before, after] = [sum(leaked.map(one => one.before)), sum(leaked.map(one => one.after))];
  const contained = sum(leaked.map(one => one.contained_accounts));
  const days = Math.max(1, Math.round(exchanges.length / 24));
  return (
    <Page
      title="Overview"
      about={
        harvest.length
          ? `${count(harvest.length, 'campaign harvests', 'campaigns harvest')}: ${percent(all ? harvested / all : 0)} of what was sent in ${count(days, 'day')}.`
          : `Nothing is known to be harvested in ${count(days, 'day')}.`
      }
    >
      <Figures
        of={[
          { name: 'Exchanges', value: compact(all), note: `in ${count(days, 'day')}` },
          { name: 'Tokens', value: compact(sum(tokens)), note: 'in and out' },
          {
            name: 'Harvested',
            value: compact(harvested),
            note: `${percent(all ? harvested / all : 0)} of the exchanges`,
          },
          {
            name: 'Sent before containment',
            value: <span className={before ? style.bad : undefined}>{compact(before)}</span>,
            note: 'has leaked',
          },
          {
            name: 'Sent after it',
            value: compact(after),
            note: after
              ? 'while it was in force'
              : contained
                ? 'nothing got through'
                : 'nothing is contained yet',
          },
          {
            name: 'Accounts contained',
            value: whole(contained),
            note: `of ${whole(sum(leaked.map(one => one.accounts)))} that harvest`,
          },
        ]}
      />
      <TrafficPanel overview={overview} />
      <div className={style.pair}>
        <Found campaigns={found} actions={actions} plans={plans} />
        <Leaked of={leaked} />
      </div>
      <Health rejects={overview.rejects} />
    </Page>
  );
}
