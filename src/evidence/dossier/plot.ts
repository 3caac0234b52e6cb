import type { Block } from './blocks.ts';
import { DAY, day, HOUR, stamp, whole } from './words.ts';

// Activity over the period, as bars: one drawing for the page and the PDF. Colours are attributes, which the page's style sheet may
// override; there are no style attributes, which its content security policy would refuse.

const steps = [
  { ms: HOUR, name: 'hour', per: 'an hour' },
  { ms: DAY, name: 'day', per: 'a day' },
  { ms: 7 * DAY, name: 'week', per: 'a week' },
  { ms: 28 * DAY, name: 'bar', per: 'every four weeks' },
  { ms: 364 * DAY, name: 'bar', per: 'every 52 weeks' },
] as const;

/** More bars than this cannot be told apart on paper. */
const MOST_BARS = 200;

interface Bars {
  /** What a bar is of: a day; exchanges a day. */
  name: string;
  per: string;
  step: number;
  /** ms since 1970 of the first bar. */
  from: number;
  counts: number[];
}

/** Exchanges an hour as the letter shows them: by hours, days or weeks, whichever is finest and readable. */
export function activityPlot(activity: readonly (readonly [string, number])[]): Block[] {
  const bars = barsOf(activity);
  if (!bars) return [];
  const { name, per, counts, from, step } = bars;
  const most = counts.indexOf(Math.max(...counts));
  const sorted = [...counts].sort((a, b) => a - b);
  const at = (i: number) =>
    step === HOUR ? `${stamp(iso(from + i * step))} UTC` : day(iso(from + i * step));
  const alternative = `Bar chart of exchanges ${per}, from ${at(0)} to ${at(counts.length - 1)}. Greatest: ${whole(counts[most]!)} (${at(most)}); median: ${whole(sorted[counts.length >> 1]!)}; least: ${whole(sorted[0]!)}.`;
  return [
    {
      kind: 'plot',
      caption: `Exchanges of the campaign ${per} (UTC). ${step === HOUR ? '' : `The first and the last ${name} may be incomplete. `}Greatest: ${whole(counts[most]!)}; median: ${whole(sorted[counts.length >> 1]!)}.`,
      alternative,
      svg: draw(bars),
    },
  ];
}

export function barsOf(activity: readonly (readonly [string, number])[]): Bars | null {
  const known = activity
    .map(([hour, n]) => [Date.parse(hour), n] as const)
    .filter(([ms, n]) => Number.isFinite(ms) && n > 0);
  if (known.length === 0) return null;
  const first = known.reduce((least, [ms]) => Math.min(least, ms), Number.POSITIVE_INFINITY);
  const last = known.reduce((most, [ms]) => Math.max(most, ms), 0);
  const begin = (ms: number) => Math.floor(first / Math.min(ms, DAY)) * Math.min(ms, DAY);
  const {
    ms: step,
    name,
    per,
  } = steps.find(({ ms }) => (last - begin(ms)) / ms < (ms === HOUR ? 97 : MOST_BARS)) ?? steps.at(-1)!;
  const from = begin(step);
  const counts = new Array<number>(Math.min(10_000, Math.floor((last - from) / step) + 1)).fill(0);
  for (const [ms, n] of known) counts[Math.min(counts.length - 1, Math.floor((ms - from) / step))]! += n;
  return { name, per, step, from, counts };
}

const [WIDTH, HEIGHT] = [680, 210];
const [LEFT, RIGHT, TOP, BOTTOM] = [58, 6, 10, 30];

function draw({ counts, from, step }: Bars): string {
  const top = nice(Math.max(...counts));
  const [wide, high] = [WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM];
  const y = (n: number) => TOP + high * (1 - n / top);
  const each = wide / counts.length;
  const bar = each > 3 ? each * 0.78 : each * 0.9;
  const lines = [0, 0.25, 0.5, 0.75, 1].filter(part => Number.isInteger(part * top));
  const text = (x: number, at: number, anchor: string, words: string) =>
    `<text x="${f(x)}" y="${f(at)}" text-anchor="${anchor}" font-family="Roboto, system-ui, sans-serif" font-size="10.5" fill="#5a6270" class="quiet">${words}</text>`;
  const grid = lines.map(
    part =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${f(y(part * top))}" y2="${f(y(part * top))}" stroke="${part ? '#dfe2e7' : '#8a93a0'}" stroke-width="${part ? 0.7 : 1}" class="${part ? 'grid' : 'axis'}"/>${text(LEFT - 7, y(part * top) + 3.6, 'end', whole(part * top))}`,
  );
  const columns = counts.map((n, i) => {
    if (n === 0) return '';
    const height = Math.max(0.8, TOP + high - y(n));
    return `<rect x="${f(LEFT + i * each + (each - bar) / 2)}" y="${f(TOP + high - height)}" width="${f(bar)}" height="${f(height)}" fill="#2f5d8a" class="bar"/>`;
  });
  const apart = Math.max(1, Math.ceil(counts.length / 7));
  const labels = counts.flatMap((_, i) => {
    const x = LEFT + (i + 0.5) * each;
    if (i % apart || x > WIDTH - RIGHT - 16) return [];
    return [
      `<line x1="${f(x)}" x2="${f(x)}" y1="${f(TOP + high)}" y2="${f(TOP + high + 4)}" stroke="#8a93a0" stroke-width="1" class="axis"/>${text(x, TOP + high + 17, 'middle', label(from + i * step, step))}`,
    ];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${grid.join('')}${columns.join('')}${labels.join('')}</svg>`;
}

/** The least round number at or above `n` that four lines divide well. */
function nice(n: number): number {
  const size = 10 ** Math.floor(Math.log10(Math.max(4, n)));
  for (const by of [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10])
    if (by * size >= n) return Math.max(4, by * size);
  return 10 * size;
}

const f = (n: number) => Number(n.toFixed(2)).toString();
const iso = (ms: number) => new Date(ms).toISOString();

function label(ms: number, step: number): string {
  const [date, month] = day(iso(ms)).split(' ');
  const short = `${date} ${month!.slice(0, 3)}`;
  if (step === HOUR) return `${short} ${iso(ms).slice(11, 16)}`;
  return step > 7 * DAY ? `${short} ${iso(ms).slice(0, 4)}` : short;
}
