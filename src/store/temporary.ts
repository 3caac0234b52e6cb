import { randomBytes } from 'node:crypto';
import type { Store } from './store.ts';

const PREFIX = 'temporary_';

/** A new name for a table that is dropped when a piece of work is done. */
export const temporary = (what: string): string => `${PREFIX}${what}_${randomBytes(6).toString('hex')}`;

/** Drops what killed processes left, where no other can be at work. */
export async function dropLeftOver(store: Store): Promise<void> {
  if (store.kind !== 'embedded') return;
  const left = await store.query<{ name: string }>(
    `SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, '${PREFIX}')`,
  );
  for (const { name } of left) await store.command(`DROP TABLE IF EXISTS ${name} SYNC`);
}
