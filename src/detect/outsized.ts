import type { Group } from './link.ts';
import type { Streams } from './streams.ts';

/** So many times as much as is usual, and so many times as far above it as the others scatter (of their logarithms). */
const TIMES = 3;
const DEVIATIONS = 6;
/** Where more of the accounts are, they are fed otherwise and no strangers. */
const FEW = 1 / 20;
/** A median deviation of normal figures, as a part of the standard deviation. */
const NORMAL = 0.6745;

/**
 * Of a group whose accounts send about as much each, the few that send several times as much: no queue that is shared out gave them
 * that. Nobody, where volumes scatter, as those of people and of what hides behind them do.
 */
export function outsized(group: Group, { account, exchanges }: Streams): Set<number> {
  const sent = new Map<number, number>();
  for (const s of group) sent.set(account[s]!, (sent.get(account[s]!) ?? 0) + exchanges[s]!);
  const logs = [...sent.values()].map(Math.log);
  const usual = middle(logs);
  const scatter = middle(logs.map(log => Math.abs(log - usual))) / NORMAL;
  const most = usual + Math.max(Math.log(TIMES), DEVIATIONS * scatter);
  const beyond = [...sent].filter(([, n]) => Math.log(n) > most).map(([account]) => account);
  return new Set(beyond.length <= FEW * sent.size ? beyond : []);
}

const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;
