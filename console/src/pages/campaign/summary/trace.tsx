import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { activityQuery } from '../../../api/queries.ts';
import type { ActivityView } from '../../../api/types.ts';
import { useSettings } from '../../../app/settings.tsx';
import { compact, count } from '../../../text/number.ts';
import { clockOf } from '../../../text/time.ts';
import { Legend, Plot, seriesColour } from '../../../ui/plot/index.ts';
import { Loaded } from '../../../ui/states.tsx';
import { stacked, stretchOf, wholeOf } from '../activity/stretch.ts';

/** Its exchanges by day and model, small; loaded by itself, for it brings the plotting with it. */
export default function Trace({ campaign }: { campaign: string }) {
  const query = useQuery(activityQuery(campaign));
  return <Loaded query={query}>{view => <Drawn view={view} />}</Loaded>;
}

function Drawn({ view }: { view: ActivityView }) {
  const { zone } = useSettings();
  const { times, step, models } = useMemo(
    () => stretchOf(view, ...wholeOf(view), clockOf(zone)),
    [view, zone],
  );
  const series = useMemo(
    () =>
      stacked(models)
        .map((values, i) => ({
          name: models[i]!.model,
          colour: seriesColour(i),
          values,
          as: 'bars' as const,
        }))
        .reverse(),
    [models],
  );
  const sums = models.map(({ values }) => values.reduce((a, b) => a + b, 0));
  return (
    <>
      <Legend
        of={models.map(({ model }, i) => ({
          name: model,
          colour: seriesColour(i),
          value: compact(sums[i]!),
        }))}
      />
      <Plot
        label={`${count(
          sums.reduce((a, b) => a + b, 0),
          'exchange',
        )} in ${count(times.length, step < 86_400_000 ? 'hour' : 'day')}; by itself and as a table under Activity`}
        times={times}
        step={step}
        series={series}
        height={130}
      />
    </>
  );
}
