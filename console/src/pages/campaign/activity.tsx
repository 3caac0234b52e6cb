import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { count, whole } from '../../text/number.ts';

const HEIGHT = 150;

/** Bars over the parts of the time that was looked at; loaded by itself, for it brings the plotting with it. */
export default function Activity({ activity }: { activity: readonly number[] }) {
  const box = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the scheme
  useEffect(() => {
    const parent = box.current!;
    const colour = (name: string) => getComputedStyle(parent).getPropertyValue(name).trim();
    const [quiet, line, red] = [colour('--quiet'), colour('--line'), colour('--red')];
    const axis = {
      stroke: quiet,
      grid: { stroke: line, width: 1 },
      ticks: { show: false },
      font: `11px ${colour('--font')}`,
    };
    const plot = new uPlot(
      {
        width: parent.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        padding: [8, 0, 0, 0],
        cursor: { y: false, points: { show: false } },
        scales: {
          x: { time: false, range: [-0.7, activity.length - 0.3] },
          y: { range: (_u, _min, max) => [0, max * 1.08 || 1] },
        },
        axes: [
          {
            ...axis,
            size: 24,
            grid: { show: false },
            values: (_u, at) =>
              at.map(n => (Number.isInteger(n) && n >= 0 && n < activity.length ? String(n + 1) : '')),
          },
          { ...axis, size: 44, values: (_u, at) => at.map(n => whole(n)) },
        ],
        series: [
          {},
          {
            fill: red,
            width: 0,
            points: { show: false },
            paths: uPlot.paths.bars!({ size: [0.72, 40], radius: 0.12 }),
          },
        ],
      },
      [activity.map((_, i) => i), [...activity]],
      parent,
    );
    const watch = new ResizeObserver(() => plot.setSize({ width: parent.clientWidth, height: HEIGHT }));
    watch.observe(parent);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [activity, scheme]);
  const peak = activity.indexOf(Math.max(...activity));
  return (
    <div
      ref={box}
      role="img"
      aria-label={
        activity.length
          ? `${count(
              activity.reduce((a, b) => a + b, 0),
              'exchange',
            )} in ${activity.length} parts; most in part ${peak + 1}: ${whole(activity[peak] ?? 0)}`
          : 'no activity is known'
      }
      style={{ height: HEIGHT }}
    />
  );
}
