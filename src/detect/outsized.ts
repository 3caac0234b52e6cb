import type { Group } from './link.ts';
import { nth } from './nth.ts';
import type { Streams } from './streams.ts';

/** So many times as much as is usual, and so many times as far from it as the others scatter (of their logarithms). */
const MORE = 3;
const DEVIATIONS = 6;
/** A part of what is usual, and so few, is too little to tell whose it is. */
const LESS = 1 / 10;
const TOO_LITTLE = 10;
/** Where more of the accounts are, they are fed otherwise and no strangers. */
const FEW = 1 / 20;
/** A median deviation of normal figures, as a part of the standard deviation. */
const NORMAL = 0.6745;

/**
 * Of a group whose accounts send about as much each, the few that send several times as much: no queue that is shared out gave them
 * that; and the few that have sent next to nothing. Nobody, where volumes scatter, as those of people and of what hides behind them do.
 */
export function outsized(
  group: Group,
  { account, exchanges }: Streams,
): Record<'more' | 'less', Set<number>> {
  const sent = new Map<number, number>();
  for (const s of group) sent.set(account[s]!, (sent.get(account[s]!) ?? 0) + exchanges[s]!);
  const logs = [...sent.values()].map(Math.log);
  const usual = middle(logs);
  const scatter = DEVIATIONS * (middle(logs.map(log => Math.abs(log - usual))) / NORMAL);
  const [least, most] = [
    usual - Math.max(-Math.log(LESS), scatter),
    usual + Math.max(Math.log(MORE), scatter),
  ];
  const few = (isIt: (n: number) => boolean) => {
    const accounts = [...sent].filter(([, n]) => isIt(n)).map(([account]) => account);
    return new Set(accounts.length <= FEW * sent.size ? accounts : []);
  };
  return { more: few(n => Math.log(n) > most), less: few(n => n < TOO_LITTLE && Math.log(n) < least) };
}

const middle = (values: readonly number[]) => nth(Float64Array.from(values), values.length >> 1);
