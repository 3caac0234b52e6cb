import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { useSettings } from '../../app/settings.tsx';
import { compact } from '../../text/number.ts';
import { clockOf } from '../../text/time.ts';
import { colourOf } from './colours.ts';
import style from './plot.module.css';

interface Series {
  name: string;
  /** Its colour's name. */
  colour: string;
  values: readonly number[];
  as: 'bars' | 'line' | 'area';
}

interface Props {
  /** What it shows, in words. */
  label: string;
  /** When each value's time begins: milliseconds. */
  times: readonly number[];
  /** How long each value's time is: milliseconds. */
  step: number;
  /** What lies in front comes last. */
  series: readonly Series[];
  height?: number;
  /** A stretch was drawn over: milliseconds. */
  onZoom?: (from: number, to: number) => void;
  /** Which value is under the pointer; null: none. */
  onPoint?: (index: number | null) => void;
}

/** Values over time. What it shows must stand beside it as a table: a canvas says nothing to who cannot see it. */
export function Plot({ label, times, step, series, height = 180, onZoom, onPoint }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const told = useRef({ onZoom, onPoint });
  told.current = { onZoom, onPoint };
  const scheme = useComputedColorScheme();
  const { zone } = useSettings();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the scheme
  useEffect(() => {
    const parent = box.current!;
    const colour = colourOf(parent);
    const { day, time, at } = clockOf(zone);
    const axis = {
      stroke: colour('quiet'),
      grid: { stroke: colour('line'), width: 1 },
      ticks: { show: false },
      font: `11px ${colour('font')}`,
    };
    const most = Math.max(1, ...series.map(({ values }) => values.reduce((a, b) => Math.max(a, b), 0)));
    const least = Math.min(0, ...series.map(({ values }) => values.reduce((a, b) => Math.min(a, b), 0)));
    const first = (times[0] ?? 0) / 1000;
    const last = ((times.at(-1) ?? 0) + step) / 1000;
    const plot = new uPlot(
      {
        width: parent.clientWidth,
        height,
        legend: { show: false },
        // Room at the right for half a date.
        padding: [8, 16, 0, 0],
        tzDate: seconds => at(seconds * 1000),
        cursor: {
          y: false,
          points: { show: false },
          drag: { x: told.current.onZoom !== undefined, y: false, setScale: false },
        },
        scales: { x: { range: [first, last] }, y: { range: [least * 1.06, most * 1.06] } },
        axes: [
          {
            ...axis,
            size: 24,
            space: 64,
            grid: { show: false },
            values: (_u, splits, _i, _space, every) =>
              splits.map((seconds, i) => {
                const ms = seconds * 1000;
                return every >= 86_400 || i === 0 || time(ms) === '00:00' ? day(ms) : time(ms);
              }),
          },
          { ...axis, size: 46, values: (_u, at) => at.map(n => (n % 1 ? '' : compact(Math.abs(n)))) },
        ],
        series: [
          {},
          ...series.map(({ as, colour: name }) => ({
            points: { show: false },
            ...(as === 'bars'
              ? { fill: colour(name), width: 0, paths: uPlot.paths.bars!({ size: [0.8, 60], align: 1 }) }
              : as === 'area'
                ? { fill: `${colour(name)}`, width: 0 }
                : { stroke: colour(name), width: 1.5 }),
          })),
        ],
        hooks: {
          setCursor: [u => told.current.onPoint?.(u.cursor.idx ?? null)],
          setSelect: [
            u => {
              const { left, width } = u.select;
              if (width > 4)
                told.current.onZoom?.(u.posToVal(left, 'x') * 1000, u.posToVal(left + width, 'x') * 1000);
              u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            },
          ],
        },
      },
      [times.map(ms => ms / 1000), ...series.map(({ values }) => [...values])],
      parent,
    );
    const watch = new ResizeObserver(() => plot.setSize({ width: parent.clientWidth, height }));
    watch.observe(parent);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [times, step, series, scheme, zone, height]);
  return <div ref={box} role="img" aria-label={label} className={style.plot} style={{ height }} />;
}
