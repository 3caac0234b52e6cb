import { useMemo } from 'react';
import { count, whole } from '../../text/number.ts';
import { hoursTogether } from '../../text/time.ts';
import Areas from '../../ui/areas.tsx';
import style from './range.module.css';
import type { Step, Story } from './story.ts';

const sums = (values: readonly number[]): number[] => {
  let sum = 0;
  return values.map(n => (sum += n));
};

/** Sums of so many hours. */
const together = (values: readonly number[], hours: number): number[] =>
  Array.from({ length: Math.ceil(values.length / hours) }, (_, i) =>
    values.slice(i * hours, (i + 1) * hours).reduce((a, b) => a + b, 0),
  );

/** A scale on which most of it can be seen: some send in an hour what all others send in a day. */
function topOf(traffic: readonly number[]): { top: number; above: number } {
  const sorted = traffic.toSorted((a, b) => a - b);
  const high = sorted[Math.floor(sorted.length * 0.97)] ?? 1;
  const most = sorted.at(-1) ?? 1;
  const top = most > 2 * high ? 1.5 * high : 1.06 * most;
  return { top: Math.max(1, top), above: traffic.filter(n => n > top).length };
}

/** All traffic with the harvest in it; the harvest alone, on its own scale; and how it adds up: what leaked beside what was stopped. */
export default function Plots({
  story: { world, steps, leaked, stopped, finds },
  step,
  onPick,
}: {
  story: Story;
  step: Step | undefined;
  onPick: (at: string) => void;
}) {
  const { from, traffic, harvest, release } = world!;
  const first = steps[(finds[0] ?? 0) - 1];
  const now = step?.at ?? from;
  const last = steps.at(-1);
  // The hours that lie behind the last step there is.
  const known = last ? Math.ceil((Date.parse(last.at) - Date.parse(from)) / 3_600_000) : 0;
  const marks = useMemo(
    () => [
      { at: release, name: 'new model', colour: '--quiet' },
      ...(first && first.at <= now ? [{ at: first.at, name: 'found', colour: '--green' }] : []),
    ],
    [release, first, now],
  );
  const width = hoursTogether(traffic.length);
  const every = width === 1 ? 'an hour' : width === 24 ? 'a day' : `in ${width} hours`;
  const all = useMemo(() => {
    const [sent, harvested, kept] = [traffic, harvest, stopped].map(values => together(values, width)) as [
      number[],
      number[],
      number[],
    ];
    return [
      { name: 'harvest, stopped', values: kept, colour: '--green' },
      // What no step has reached is neither yet.
      { name: 'harvest', values: harvested.map((n, i) => n - kept[i]!), colour: '--red' },
      { name: 'ordinary traffic', values: sent.map((n, i) => n - harvested[i]!), colour: '--traffic' },
    ];
  }, [traffic, harvest, stopped, width]);
  const harvested = useMemo(() => all.slice(0, 2), [all]);
  const alone = useMemo(() => {
    // What no step has reached yet is neither: it stands as it will come.
    const upTo = (values: readonly number[]) => sums(values).map((n, i) => (i < known ? n : 0));
    const [gone, kept] = [upTo(leaked), upTo(stopped)];
    const open = sums(harvest).map((n, i) => (i < known ? 0 : n));
    return [
      { name: 'leaked', values: gone, colour: '--red' },
      { name: 'stopped', values: kept, colour: '--green' },
      ...(open.some(n => n > 0) ? [{ name: 'to come', values: open, colour: '--traffic' }] : []),
    ];
  }, [harvest, leaked, stopped, known]);
  const total = harvest.reduce((a, b) => a + b, 0);
  const { top, above } = useMemo(() => topOf(together(traffic, width)), [traffic, width]);
  return (
    <div className={style.plots}>
      <Areas
        label={`Exchanges ${every}; at ${now} ${whole(step?.exchanges_seen ?? 0)} have been sent`}
        from={from}
        step={width * 3600}
        areas={all}
        now={now}
        marks={marks}
        onPick={onPick}
        unit={`exchanges ${every}${above ? `; ${count(above, 'bar')} higher than this` : ''}`}
        top={top}
        height={130}
      />
      {total > 0 ? (
        <Areas
          label={`The harvest alone, exchanges ${every}`}
          from={from}
          step={width * 3600}
          areas={harvested}
          now={now}
          marks={marks}
          onPick={onPick}
          unit="the harvest alone, on a scale of its own"
          height={110}
        />
      ) : null}
      {total > 0 ? (
        <Areas
          label={`Harvest so far: ${whole(step?.truth.leaked ?? 0)} leaked, ${whole(step?.truth.stopped ?? 0)} stopped`}
          from={from}
          step={3600}
          areas={alone}
          now={now}
          marks={marks}
          onPick={onPick}
          unit="the harvest, exchanges up to the hour"
          top={total * 1.04}
          height={130}
        />
      ) : null}
    </div>
  );
}
