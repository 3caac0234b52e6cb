import type { ActivityView } from '../../../api/types.ts';
import { percent } from '../../../text/number.ts';
import type { Clock } from '../../../text/time.ts';

const HOUR = 3_600_000;

/** How much somebody sent in each hour of each day. */
export interface Rhythm {
  /** When each day begins, in milliseconds. */
  days: number[];
  /** A row a day, 24 a row; NaN where nobody looked. */
  cells: Float64Array;
  most: number;
  /** What two of a hundred of its hours lie above: one odd hour does not fade all others. */
  high: number;
  /** What was sent in each hour of the day, all days together. */
  byHour: number[];
  total: number;
  /** The part of it on Saturdays and Sundays. */
  weekend: number;
}

export function rhythmOf(from: string, values: readonly number[], clock: Clock): Rhythm {
  const begin = Date.parse(from);
  const days: number[] = [];
  const places = values.map((_, i) => {
    const at = begin + i * HOUR;
    const day = clock.midnight(at);
    if (days.at(-1) !== day) days.push(day);
    return (days.length - 1) * 24 + clock.hour(at);
  });
  const cells = new Float64Array(days.length * 24).fill(Number.NaN);
  const byHour = new Array<number>(24).fill(0);
  let [most, total, weekend] = [0, 0, 0];
  values.forEach((n, i) => {
    const place = places[i]!;
    const sum = (cells[place] = (cells[place]! || 0) + n);
    most = Math.max(most, sum);
    byHour[place % 24]! += n;
    total += n;
    if (clock.weekday(begin + i * HOUR) % 6 === 0) weekend += n;
  });
  const sent = values.filter(n => n > 0).sort((a, b) => a - b);
  const high = sent[Math.floor(sent.length * 0.98)] ?? 1;
  return { days, cells, most, high, byHour, total, weekend: total ? weekend / total : 0 };
}

/** All that a campaign sent, model by model, hour by hour. */
export const sumOf = ({ models, others }: ActivityView): number[] => {
  const sums = others.map(() => 0);
  for (const { exchanges } of models)
    exchanges.forEach((n, i) => {
      sums[i]! += n;
    });
  return sums;
};

/** Over three hours, around the clock: one hour by itself is noise. */
const smooth = (byHour: readonly number[]): number[] =>
  byHour.map((n, i) => (byHour[(i + 23) % 24]! + n + byHour[(i + 1) % 24]!) / 3);

const fractions: [name: string, value: number][] = [
  ['three quarters', 3 / 4],
  ['two thirds', 2 / 3],
  ['half', 1 / 2],
  ['a third', 1 / 3],
  ['a quarter', 1 / 4],
  ['a fifth', 1 / 5],
  ['a sixth', 1 / 6],
  ['an eighth', 1 / 8],
  ['a tenth', 1 / 10],
];

/** A ratio in words: as much, a fifth, 1.6 times as much. */
export function ratio(value: number): string {
  if (!Number.isFinite(value)) return 'nothing to compare it with';
  if (value > 1.12) return `${value.toFixed(1)} times as much`;
  if (value > 0.88) return 'as much';
  if (value < 0.09) return percent(value);
  const [nearest] = fractions.toSorted(
    ([, a], [, b]) => Math.abs(Math.log(a / value)) - Math.abs(Math.log(b / value)),
  );
  return nearest![0];
}

const clockTime = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

export interface Difference {
  /** How much of what is sent lies at other hours than everybody else's, 0 to 1. */
  distance: number;
  says: string[];
}

/**
 * What differs between the campaign's day and everybody else's. The hours that are compared are those in which the others send
 * the most and the least.
 */
export function difference(own: Rhythm, others: Rhythm): Difference | null {
  if (!own.total || !others.total) return null;
  const distance =
    own.byHour.reduce((sum, n, i) => sum + Math.abs(n / own.total - others.byHour[i]! / others.total), 0) / 2;
  const [mine, theirs] = [smooth(own.byHour), smooth(others.byHour)];
  const peak = theirs.indexOf(Math.max(...theirs));
  const low = theirs.indexOf(Math.min(...theirs));
  const [my, their] = [mine[low]! / mine[peak]!, theirs[low]! / theirs[peak]!];
  // a quarter as much, as much, 1.2 times as much
  const much = (value: number) => (value > 0.88 ? ratio(value) : `${ratio(value)} as much`);
  const says = [
    distance < 0.06
      ? `Its day is like everybody else's: both send ${ratio(their)} at ${clockTime(low)} of what they send at ${clockTime(peak)}.`
      : `At ${clockTime(low)} the campaign sends ${much(my)} as at ${clockTime(peak)}, everybody else ${much(their)}.`,
    `${percent(distance)} of what it sends lies at other hours of the day than everybody else's.`,
  ];
  if (own.days.length >= 14)
    says.push(
      `On Saturdays and Sundays it sends ${percent(own.weekend)} of its exchanges, everybody else ${percent(others.weekend)}; two days of seven are 29%.`,
    );
  return { distance, says };
}
