import type { Store } from '../store/index.ts';
import type { Part, Scope } from './streams.ts';

/** What is looked at, and how much that is. */
export interface Scoped {
  scope: Scope;
  accounts: number;
  exchanges: number;
}

/**
 * @param until all that is stored, where it is not given
 * @param table exchanges, or a copy of some
 * @param part what the table holds
 */
export async function scopeOf(
  store: Store,
  until?: Date,
  table = 'exchanges',
  part: Part = 'everything',
): Promise<Scoped> {
  const where = until ? upTo(until) : '1';
  const [row] = await store.query<{ from: number; to: number; n: number; accounts: number }>(
    `SELECT toUnixTimestamp64Milli(min(time)) AS from, toUnixTimestamp64Milli(max(time)) AS to, count() AS n, uniqExact(account) AS accounts
     FROM ${table} WHERE ${where}`,
  );
  const { from, to, n, accounts } = row!;
  return {
    scope: {
      part,
      until: until ?? new Date(n ? to : 0),
      table,
      where,
      from: Math.floor(from / 1000),
      to: Math.ceil(to / 1000) + 1,
    },
    accounts,
    exchanges: n,
  };
}

/** SQL for a moment, and for what happened until then. */
export const moment = (time: Date) => `fromUnixTimestamp64Milli(toInt64(${time.getTime()}), 'UTC')`;
export const upTo = (time: Date) => `time <= ${moment(time)}`;
