import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { actionsQuery, lifeQuery } from '../../../api/queries.ts';
import type { LifeView } from '../../../api/types.ts';
import { useSettings } from '../../../app/settings.tsx';
import { count, whole } from '../../../text/number.ts';
import { moment } from '../../../text/time.ts';
import { countColumn } from '../../../ui/columns.tsx';
import { Figures } from '../../../ui/page.tsx';
import { Figure, Legend, Plot } from '../../../ui/plot/index.ts';
import { Empty, Loaded } from '../../../ui/states.tsx';
import type { Column } from '../../../ui/table.tsx';
import { Burned } from './burned.tsx';
import { replacedAfter } from './life.ts';
import { Moves } from './moves.tsx';

/** How it lives: who comes, who goes, what becomes of those who are cut off, and which models it moves to. */
export function CampaignLife() {
  const { id } = useParams({ from: '/shell/campaigns/$id' });
  const query = useQuery(lifeQuery(id));
  return <Loaded query={query}>{view => <Life campaign={id} view={view} />}</Loaded>;
}

interface Row {
  at: number;
  active: number;
  joined: number;
  left: number;
}

const columns: Column<Row>[] = [
  {
    id: 'at',
    name: 'Day',
    width: '140px',
    value: row => new Date(row.at).toISOString().slice(0, 10),
    order: row => row.at,
  },
  countColumn('active', 'Active', 'minmax(100px, 1fr)'),
  countColumn('joined', 'For the first time', 'minmax(100px, 1fr)'),
  countColumn('left', 'For the last time', 'minmax(100px, 1fr)'),
];

function Life({ campaign, view }: { campaign: string; view: LifeView }) {
  const { zone } = useSettings();
  const { data: actions = [] } = useQuery(actionsQuery);
  const [point, setPoint] = useState<number | null>(null);
  const rows = useMemo(() => {
    const begin = Date.parse(view.from);
    return view.active.map(
      (active, i): Row => ({
        at: begin + i * view.step * 1000,
        active,
        joined: view.joined[i] ?? 0,
        left: view.left[i] ?? 0,
      }),
    );
  }, [view]);
  const times = useMemo(() => rows.map(({ at }) => at), [rows]);
  const active = useMemo(
    () => [{ name: 'Active', colour: 'series-2', values: view.active, as: 'bars' as const }],
    [view],
  );
  const turnover = useMemo(
    () => [
      {
        name: 'For the first time',
        colour: 'series-4',
        values: view.joined.map((n, i) => (i ? n : 0)),
        as: 'bars' as const,
      },
      {
        name: 'For the last time',
        colour: 'series-1',
        values: view.left.map((n, i) => (i < view.left.length - 1 ? -n : 0)),
        as: 'bars' as const,
      },
    ],
    [view],
  );
  const burns = useMemo(
    () =>
      replacedAfter(
        view,
        actions
          .filter(one => one.campaign === campaign)
          .map(({ id, at, begun }) => ({ id, at, accounts: begun }))
          .sort((a, b) => a.at.localeCompare(b.at)),
      ),
    [view, actions, campaign],
  );
  if (!rows.length)
    return <Empty title="Nothing is known of its days yet">Its views are made after each detection.</Empty>;
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const peak = view.active.indexOf(Math.max(...view.active));
  const under = point === null ? undefined : rows[point];
  const day = (at: number) => moment(at, zone).slice(0, 10);
  return (
    <>
      <Figures
        of={[
          { name: 'Days', value: whole(rows.length), note: `${day(rows[0]!.at)} to ${day(rows.at(-1)!.at)}` },
          {
            name: 'Most active',
            value: whole(view.active[peak] ?? 0),
            note: `accounts, on ${day(rows[peak]!.at)}`,
          },
          { name: 'Active on its last day', value: whole(view.active.at(-1) ?? 0) },
          { name: 'Joined after the first day', value: whole(sum(view.joined.slice(1))) },
          {
            name: 'Contained',
            value: whole(sum(burns.map(({ accounts }) => accounts))),
            note: burns.length ? `by ${count(burns.length, 'containment')}` : 'nothing was done yet',
          },
        ]}
      />
      <Figure
        title="Accounts by day"
        about="Days are UTC. Below: upwards who sent for the first time, downwards for the last; not of the first day and the last, where what was looked at begins and ends."
        name={`${campaign}-life`}
        columns={columns}
        rows={rows}
        keyOf={row => String(row.at)}
        sort="at.asc"
      >
        <Legend
          of={[{ name: 'Active', colour: 'series-2', value: under ? whole(under.active) : undefined }]}
        />
        <Plot
          label={`Accounts that sent something, by day: most on ${day(rows[peak]!.at)}, ${whole(view.active[peak] ?? 0)}`}
          times={times}
          step={view.step * 1000}
          series={active}
          height={150}
          onPoint={setPoint}
        />
        <Legend
          of={[
            {
              name: 'For the first time',
              colour: 'series-4',
              value: under ? whole(under.joined) : undefined,
            },
            { name: 'For the last time', colour: 'series-1', value: under ? whole(under.left) : undefined },
          ]}
        />
        <Plot
          label={`Accounts that came: ${whole(sum(view.joined))}; that were last seen: ${whole(sum(view.left))}`}
          times={times}
          step={view.step * 1000}
          series={turnover}
          height={110}
          onPoint={setPoint}
        />
        <p className="quiet num">{under ? day(under.at) : 'Point at a day to read it.'}</p>
      </Figure>
      <Burned campaign={campaign} of={burns} />
      <Moves campaign={campaign} view={view} />
    </>
  );
}
