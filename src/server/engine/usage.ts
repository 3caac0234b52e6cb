import { type AuditRecord, type Grant, usageOf } from '../../policy/index.ts';
import type { Store } from '../../store/index.ts';

/** How much of each grant is used up. */
export async function usageOfAll(
  store: Store,
  records: readonly AuditRecord[],
): Promise<[grant: string, exchanges: number][]> {
  const usage: [string, number][] = [];
  for (const { subject, kind, after } of records)
    if (kind === 'grant') usage.push([subject, await usageOf(store, after as Grant)]);
  return usage;
}
