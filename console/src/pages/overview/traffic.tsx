import { SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import type { Overview, Verdict } from '../../api/types.ts';
import { whole } from '../../text/number.ts';
import { hoursTogether } from '../../text/time.ts';
import { Export } from '../../ui/export.tsx';
import { Panel } from '../../ui/page.tsx';
import { Waiting } from '../../ui/states.tsx';
import style from './overview.module.css';

const Areas = lazy(() => import('../../ui/areas.tsx'));

const colours: Record<Verdict, string> = {
  harvesting: '--red',
  'pooled-access': '--amber',
  watch: '--teal',
};
const verdicts = Object.keys(colours) as Verdict[];

const spans = { all: Number.POSITIVE_INFINITY, '30 days': 30, '7 days': 7, '2 days': 2 };
type Span = keyof typeof spans;

type Row = { at: string; ordinary: number } & Record<Verdict, number>;

const columns = [
  { name: 'from', value: (row: Row) => row.at },
  { name: 'ordinary', value: (row: Row) => row.ordinary },
  ...verdicts.map(name => ({ name, value: (row: Row) => row[name] })),
];

/** All that was sent over time, with what belongs to campaigns in colour. */
export function TrafficPanel({ overview }: { overview: Overview }) {
  const { of = 'exchanges', days } = useSearch({ from: '/shell/overview' });
  const navigate = useNavigate({ from: '/overview' });
  const change = (next: { of?: 'tokens' | undefined; days?: number | undefined }) =>
    navigate({
      search: { ...(of === 'tokens' ? { of } : {}), ...(days ? { days } : {}), ...next },
      replace: true,
    });
  const span = (Object.keys(spans) as Span[]).find(name => spans[name] === days) ?? 'all';
  const { from, step, areas, rows } = useMemo(() => shown(overview, of, spans[span]), [overview, of, span]);
  const every = step === 3600 ? 'an hour' : step === 86_400 ? 'a day' : `in ${step / 3600} hours`;
  return (
    <Panel
      title="Traffic"
      about={`${of === 'tokens' ? 'Tokens, in and out,' : 'Exchanges'} ${every}; what belongs to a campaign in colour.`}
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label="Of what"
            value={of}
            onChange={value => change({ of: value === 'tokens' ? 'tokens' : undefined })}
            data={['exchanges', 'tokens']}
          />
          <SegmentedControl
            size="xs"
            aria-label="How far back"
            value={span}
            onChange={value => change({ days: value === 'all' ? undefined : spans[value as Span] })}
            data={Object.keys(spans)}
          />
          <Export name="traffic" columns={columns} rows={rows} />
        </>
      }
    >
      <Suspense fallback={<Waiting />}>
        <div className={style.traffic}>
          <Areas
            label={`${whole(rows.reduce((sum, row) => sum + row.ordinary, 0))} ${of} of ordinary traffic, ${whole(rows.reduce((sum, row) => sum + row.harvesting, 0))} of campaigns that harvest`}
            from={from}
            step={step}
            areas={areas}
            height={210}
            unit={`${of} ${every}`}
          />
          {areas.length > 1 ? (
            <Areas
              label="What belongs to campaigns, by itself"
              from={from}
              step={step}
              areas={areas.slice(0, -1)}
              height={110}
              unit="campaigns alone, on a scale of their own"
            />
          ) : null}
        </div>
      </Suspense>
    </Panel>
  );
}

function shown({ from, exchanges, tokens, campaigns }: Overview, of: 'exchanges' | 'tokens', days: number) {
  const all = of === 'tokens' ? tokens : exchanges;
  const start = Math.max(0, all.length - days * 24);
  const width = hoursTogether(all.length - start);
  // Whole days and quarters of them, whatever the first hour was; the first may be a part.
  const first = Date.parse(from!) / 3_600_000 + start;
  const offset = ((first % width) + width) % width;
  const parts = (values: readonly number[]): number[] => {
    const sums: number[] = [];
    for (let i = start; i < values.length; i++) {
      const at = Math.floor((i - start + offset) / width);
      sums[at] = (sums[at] ?? 0) + values[i]!;
    }
    return sums;
  };
  const total = parts(all);
  const by = Object.fromEntries(
    verdicts.map(verdict => {
      const sums = total.map(() => 0);
      for (const one of campaigns)
        if (one.verdict === verdict) for (const [i, n] of parts(one[of]).entries()) sums[i]! += n;
      return [verdict, sums];
    }),
  ) as Record<Verdict, number[]>;
  const ordinary = total.map((n, i) =>
    Math.max(
      0,
      verdicts.reduce((left, name) => left - by[name][i]!, n),
    ),
  );
  const begin = (first - offset) * 3_600_000;
  return {
    from: new Date(begin).toISOString(),
    step: width * 3600,
    areas: [
      ...verdicts
        .filter(name => by[name].some(n => n > 0))
        .map(name => ({ name, values: by[name], colour: colours[name] })),
      { name: 'ordinary', values: ordinary, colour: '--traffic' },
    ],
    rows: total.map(
      (_, i): Row => ({
        at: new Date(begin + i * width * 3_600_000).toISOString(),
        ordinary: ordinary[i]!,
        harvesting: by.harvesting[i]!,
        'pooled-access': by['pooled-access'][i]!,
        watch: by.watch[i]!,
      }),
    ),
  };
}
