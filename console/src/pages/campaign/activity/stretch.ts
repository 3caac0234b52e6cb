import type { ActivityView } from '../../../api/types.ts';
import type { Clock } from '../../../text/time.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Up to so long a stretch is shown by hours, milliseconds. */
const BY_HOUR = 8 * DAY;
/** So many models are told apart; the others are one. */
const MOST_MODELS = 7;

/** A stretch of the activity, by hours where it is short, else by days of the reader's clock. */
export interface Stretch {
  /** Milliseconds; when each value's time begins. */
  times: number[];
  step: number;
  models: { model: string; values: number[] }[];
  others: number[];
  /** Accounts in an hour; of a day its busiest hour. */
  accounts: number[];
}

/** The whole time of a view, in milliseconds. */
export const wholeOf = ({ from, others }: ActivityView): [from: number, to: number] => {
  const begin = Date.parse(from);
  return [begin, begin + others.length * HOUR];
};

export function stretchOf(view: ActivityView, from: number, to: number, clock: Clock): Stretch {
  const [begin, end] = wholeOf(view);
  const low = Math.max(0, Math.floor((from - begin) / HOUR));
  const high = Math.min((end - begin) / HOUR, Math.ceil((to - begin) / HOUR));
  const isByHour = to - from <= BY_HOUR;
  const times: number[] = [];
  // Which bin each hour goes into.
  const bins: number[] = [];
  for (let hour = low; hour < high; hour++) {
    const at = begin + hour * HOUR;
    const start = isByHour ? at : clock.midnight(at);
    if (times.at(-1) !== start) times.push(start);
    bins.push(times.length - 1);
  }
  const summed = (values: readonly number[], fold = (a: number, b: number) => a + b) => {
    const sums = times.map(() => 0);
    bins.forEach((bin, i) => {
      sums[bin] = fold(sums[bin]!, values[low + i] ?? 0);
    });
    return sums;
  };
  const models = view.models
    .slice(0, MOST_MODELS)
    .map(({ model, exchanges }) => ({ model, values: summed(exchanges) }));
  const rest = view.models.slice(MOST_MODELS);
  if (rest.length) {
    const sums = times.map(() => 0);
    for (const { exchanges } of rest)
      summed(exchanges).forEach((n, i) => {
        sums[i]! += n;
      });
    models.push({ model: `${rest.length} other models`, values: sums });
  }
  return {
    times,
    step: isByHour ? HOUR : DAY,
    models,
    others: summed(view.others),
    accounts: summed(view.accounts, Math.max),
  };
}

/** Each on top of those before it. */
export function stacked(models: Stretch['models']): number[][] {
  const tops: number[][] = [];
  for (const { values } of models) tops.push(values.map((n, i) => n + (tops.at(-1)?.[i] ?? 0)));
  return tops;
}
