import type { Store } from '../store/index.ts';
import type { Scope, Streams } from './streams.ts';

/** What is known of accounts beside their traffic. */
export interface Records {
  /** The organisation an account says it belongs to, or nothing. */
  org(account: number): string | undefined;
  /** How many accounts an organisation has. */
  size(org: string): number;
  /** Number of what each account pays with; 0 where it is not known. */
  payment: Uint32Array;
}

export async function loadRecords(store: Store, scope: Scope, streams: Streams): Promise<Records> {
  const index = new Map(streams.accounts.map((name, i) => [name, i]));
  const among = `account IN (SELECT account FROM ${scope.table} WHERE ${scope.where})`;
  const orgs = new Map<number, string>();
  const rows = await store.query<{ account: string; declared: string }>(
    `SELECT account, max(org) AS declared FROM ${scope.table} WHERE ${scope.where} AND org != '' GROUP BY account
     UNION ALL SELECT account, org AS declared FROM accounts FINAL WHERE org != '' AND ${among}`,
  );
  for (const { account, declared } of rows) {
    const at = index.get(account);
    if (at !== undefined) orgs.set(at, declared);
  }
  const payment = new Uint32Array(streams.accounts.length);
  const paid = await store.query<{ account: string; number: number }>(
    `SELECT account, toUInt32(dense_rank() OVER (ORDER BY payment)) AS number FROM accounts FINAL WHERE payment != '' AND ${among}`,
  );
  for (const { account, number } of paid) {
    const at = index.get(account);
    if (at !== undefined) payment[at] = number;
  }
  const sizes = new Map<string, number>();
  for (const org of orgs.values()) sizes.set(org, (sizes.get(org) ?? 0) + 1);
  return { org: account => orgs.get(account), size: org => sizes.get(org) ?? 0, payment };
}
