import { useMemo } from 'react';
import { whole } from '../../text/number.ts';
import Areas from '../../ui/areas.tsx';
import style from './range.module.css';
import type { Step, Story } from './story.ts';

const sums = (values: readonly number[], upTo: number): number[] => {
  let sum = 0;
  return values.map((n, i) => (i < upTo ? (sum += n) : 0));
};

/** All traffic with the harvest in it, and the harvest alone: what leaked beside what was stopped. */
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
  const all = useMemo(
    () => [
      { name: 'harvest, stopped', values: stopped, colour: '--green' },
      // What no step has reached is neither yet.
      {
        name: 'harvest',
        values: harvest.map((n, i) => n - (stopped[i] ?? 0)),
        colour: '--red',
      },
      {
        name: 'ordinary traffic',
        values: traffic.map((n, i) => n - (harvest[i] ?? 0)),
        colour: '--traffic',
      },
    ],
    [traffic, harvest, stopped],
  );
  const alone = useMemo(
    () => [
      { name: 'leaked', values: sums(leaked, known), colour: '--red' },
      { name: 'stopped', values: sums(stopped, known), colour: '--green' },
    ],
    [leaked, stopped, known],
  );
  return (
    <div className={style.plots}>
      <Areas
        label={`Exchanges by hour; at ${now} ${whole(step?.exchanges_seen ?? 0)} have been sent`}
        from={from}
        step={3600}
        areas={all}
        now={now}
        marks={marks}
        onPick={onPick}
        unit="exchanges by hour"
      />
      {harvest.some(n => n > 0) ? (
        <Areas
          label={`Harvest so far: ${whole(step?.truth.leaked ?? 0)} leaked, ${whole(step?.truth.stopped ?? 0)} stopped`}
          from={from}
          step={3600}
          areas={alone}
          now={now}
          marks={marks}
          onPick={onPick}
          unit="the harvest, exchanges in all"
        />
      ) : null}
    </div>
  );
}
