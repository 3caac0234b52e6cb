import type { Store } from '../store/index.ts';
import type { Scope, Streams } from './streams.ts';

/** What is declared of accounts. */
export interface Records {
  /** The organisation an account says it belongs to, or nothing. */
  org(account: number): string | undefined;
}

export async function loadRecords(store: Store, scope: Scope, streams: Streams): Promise<Records> {
  const index = new Map(streams.accounts.map((name, i) => [name, i]));
  const orgs = new Map<number, string>();
  const rows = await store.query<{ account: string; declared: string }>(
    `SELECT account, max(org) AS declared FROM exchanges WHERE ${scope.where} AND org != '' GROUP BY account
     UNION ALL SELECT account, org AS declared FROM accounts FINAL WHERE org != ''`,
  );
  for (const { account, declared } of rows) {
    const at = index.get(account);
    if (at !== undefined) orgs.set(at, declared);
  }
  return { org: account => orgs.get(account) };
}
