import type { Store } from '../store/index.ts';
import type { Scope } from './streams.ts';

/** What is looked at, and how much that is. */
export interface Scoped {
  scope: Scope;
  accounts: number;
  exchanges: number;
}

/**
 * @param until all that is stored, where it is not given
 * @param among a table of the only accounts that are looked at
 */
export async function scopeOf(store: Store, until?: Date, among?: string): Promise<Scoped> {
  const bounds = [
    ...(until ? [`time <= fromUnixTimestamp64Milli(toInt64(${until.getTime()}), 'UTC')`] : []),
    ...(among ? [`account IN (SELECT account FROM ${among})`] : []),
  ];
  const where = bounds.join(' AND ') || '1';
  const [row] = await store.query<{ from: number; to: number; n: number; accounts: number }>(
    `SELECT toUnixTimestamp64Milli(min(time)) AS from, toUnixTimestamp64Milli(max(time)) AS to, count() AS n, uniqExact(account) AS accounts
     FROM exchanges WHERE ${where}`,
  );
  const { from, to, n, accounts } = row!;
  return {
    scope: {
      until: until ?? new Date(n ? to : 0),
      where,
      from: Math.floor(from / 1000),
      to: Math.ceil(to / 1000) + 1,
      among,
    },
    accounts,
    exchanges: n,
  };
}
