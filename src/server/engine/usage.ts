import type { AuditRecord, Grant } from '../../policy/index.ts';
import type { Store } from '../../store/index.ts';

/** Exchanges stored under each grant: of its accounts, with its models, within its time. */
export async function usageOf(
  store: Store,
  records: readonly AuditRecord[],
): Promise<[grant: string, exchanges: number][]> {
  const usage: [string, number][] = [];
  for (const { subject, kind, after } of records) {
    if (kind !== 'grant') continue;
    const { accounts, models, from, until } = after as Grant;
    const [row] = await store.query<{ n: number }>(
      `SELECT count() AS n FROM exchanges
       WHERE account IN {accounts:Array(String)} AND (has({models:Array(String)}, '*') OR model IN {models:Array(String)})
         AND time >= parseDateTime64BestEffort({from:String}, 3, 'UTC') AND time < parseDateTime64BestEffort({until:String}, 3, 'UTC')`,
      { params: { accounts, models, from, until } },
    );
    usage.push([subject, row?.n ?? 0]);
  }
  return usage;
}
