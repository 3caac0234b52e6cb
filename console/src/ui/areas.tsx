import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import { useSettings } from '../app/settings.tsx';
import { compact, whole } from '../text/number.ts';
import { moment, type Zone } from '../text/time.ts';
import style from './areas.module.css';

export interface Area {
  name: string;
  values: readonly number[];
  /** A variable of style.css: `--red`. */
  colour: string;
}

interface Props {
  /** What it shows, for who cannot see it. */
  label: string;
  /** ISO 8601, of the first value; seconds from one to the next. */
  from: string;
  step: number;
  /** Lowest first. */
  areas: readonly Area[];
  height?: number;
  /** What lies after it is not known yet: it is veiled. */
  now?: string | undefined;
  marks?: readonly { at: string; name: string; colour: string }[];
  /** A click at a time. */
  onPick?: (at: string) => void;
  unit: string;
  /** The top of the scale; what is higher is cut off. By default what is highest. */
  top?: number | undefined;
}

/** Pixels: the axis at the left, and room for half a date at the right. What lines up with the plot on a page knows them. */
const AXIS = 52;
const RIGHT = 14;

/** Areas over time, stacked. Loaded by itself: it brings the plotting with it. */
export default function Areas({
  label,
  from,
  step,
  areas,
  height = 160,
  now,
  marks = none,
  onPick,
  unit,
  top,
}: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef({ now, marks, onPick });
  const { zone } = useSettings();
  const scheme = useComputedColorScheme();
  const [at, setAt] = useState<number | null>(null);
  const start = Date.parse(from) / 1000;
  const data = useMemo(() => stacked(start, step, areas), [start, step, areas]);
  const colours = areas.map(({ colour }) => colour).join();
  const names = useRef(areas);
  names.current = areas;
  const values = useRef(data);
  values.current = data;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the scheme
  useEffect(() => {
    const parent = box.current!;
    const colour = (name: string) => getComputedStyle(parent).getPropertyValue(name).trim();
    const axis = {
      stroke: colour('--quiet'),
      grid: { stroke: colour('--line'), width: 1 },
      ticks: { show: false },
      font: `11px ${colour('--font')}`,
    };
    const made = new uPlot(
      {
        width: parent.clientWidth,
        height,
        legend: { show: false },
        padding: [10, RIGHT, 0, 0],
        cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
        tzDate: seconds =>
          zone === 'utc' ? uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC') : new Date(seconds * 1000),
        scales: {
          x: { range: (_u, min, max) => [min, max] },
          y: { range: (_u, _min, max) => [0, top ?? (max * 1.06 || 1)] },
        },
        axes: [
          { ...axis, size: 24, grid: { show: false }, values: (_u, at) => dates(at, zone), space: 70 },
          { ...axis, size: AXIS, values: (_u, at) => at.map(n => compact(n)), space: 34 },
        ],
        // The highest first: each lower one is painted over it.
        series: [
          {},
          ...colours
            .split(',')
            .reverse()
            .map(name => ({
              fill: colour(name),
              width: 0,
              points: { show: false },
              paths: uPlot.paths.stepped!({ align: 1 }),
            })),
        ],
        hooks: {
          draw: [u => veil(u, latest.current, colour)],
          setCursor: [({ cursor }) => setAt(cursor.idx ?? null)],
        },
      },
      values.current,
      parent,
    );
    plot.current = made;
    const click = () => {
      const { left } = made.cursor;
      if (left !== undefined && left >= 0)
        latest.current.onPick?.(new Date(made.posToVal(left, 'x') * 1000).toISOString());
    };
    made.over.addEventListener('click', click);
    const watch = new ResizeObserver(() => made.setSize({ width: parent.clientWidth, height }));
    watch.observe(parent);
    return () => {
      watch.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [colours, scheme, zone, height, top]);

  useEffect(() => plot.current?.setData(data), [data]);
  useEffect(() => {
    latest.current = { now, marks, onPick };
    plot.current?.redraw(false);
  }, [now, marks, onPick]);

  const shown = at !== null && at < (areas[0]?.values.length ?? 0) ? at : null;
  return (
    <figure className={style.figure}>
      <figcaption className={style.legend}>
        {areas.toReversed().map(({ name, colour, values }) => (
          <span key={name}>
            <i style={{ background: `var(${colour})` }} />
            {name}
            {shown === null ? null : <b className="num">{whole(values[shown] ?? 0)}</b>}
          </span>
        ))}
        <span className={style.when}>
          {shown === null ? unit : moment((start + shown * step) * 1000, zone)}
        </span>
      </figcaption>
      <div
        ref={box}
        role="img"
        aria-label={label}
        className={onPick ? style.pick : undefined}
        style={{ height }}
      />
    </figure>
  );
}

const none: never[] = [];

/** The sums up to each area, the highest first, closed by one more point so that the last step has a width. */
function stacked(start: number, step: number, areas: readonly Area[]): uPlot.AlignedData {
  const length = areas[0]?.values.length ?? 0;
  const times = Array.from({ length: length + 1 }, (_, i) => start + i * step);
  const sums: number[][] = [];
  let below = new Array<number>(length).fill(0);
  for (const { values } of areas) {
    below = below.map((sum, i) => sum + (values[i] ?? 0));
    sums.unshift([...below, below.at(-1) ?? 0]);
  }
  return [times, ...sums] as uPlot.AlignedData;
}

/** 22 Apr; and the hour between midnights. */
const dates = (at: readonly number[], zone: Zone): string[] =>
  at.map(seconds => {
    // 2026-04-22 03:14
    const [day = '', clock = ''] = moment(seconds * 1000, zone).split(' ');
    return clock === '00:00' ? `${Number(day.slice(8))} ${months[Number(day.slice(5, 7)) - 1]}` : clock;
  });
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Covers what is not known yet, and draws the lines that stand for moments. */
function veil(
  u: uPlot,
  { now, marks }: Pick<Props, 'now' | 'marks'>,
  colour: (name: string) => string,
): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  const x = (iso: string) => Math.round(u.valToPos(Date.parse(iso) / 1000, 'x', true));
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, 0, bbox.width, bbox.top + bbox.height);
  ctx.clip();
  if (now !== undefined) {
    const left = x(now);
    ctx.globalAlpha = 0.78;
    ctx.fillStyle = colour('--card');
    ctx.fillRect(left, bbox.top, bbox.left + bbox.width - left, bbox.height);
    ctx.globalAlpha = 1;
  }
  const line = (left: number, stroke: string, dash: number[]) => {
    ctx.beginPath();
    ctx.setLineDash(dash.map(n => n * ratio));
    ctx.strokeStyle = stroke;
    ctx.lineWidth = 1.5 * ratio;
    ctx.moveTo(left, 0);
    ctx.lineTo(left, bbox.top + bbox.height);
    ctx.stroke();
  };
  ctx.font = `600 ${11 * ratio}px ${colour('--font')}`;
  ctx.textBaseline = 'top';
  for (const { at, name, colour: named } of marks ?? []) {
    const left = x(at);
    line(left, colour(named), [3, 3]);
    ctx.fillStyle = colour(named);
    const isLate = left > bbox.left + bbox.width * 0.8;
    ctx.textAlign = isLate ? 'right' : 'left';
    ctx.fillText(name, left + (isLate ? -5 : 5) * ratio, 1 * ratio);
  }
  if (now !== undefined) line(x(now), colour('--ink'), []);
  ctx.restore();
}
