import { readdirSync, readFileSync } from 'node:fs';
import { StillwatchError } from '../errors.ts';
import { clustered, statements } from './ddl.ts';
import type { Store } from './store.ts';

const folder = new URL('./sql/', import.meta.url);

/**
 * Brings a store to this version's tables: runs the numbered files of sql/ that it has not seen, in order, and
 * notes each. `cluster` names the ClickHouse cluster to create replicated, distributed tables on.
 */
export async function migrate(store: Store, cluster?: string): Promise<void> {
  await store.command(
    'CREATE TABLE IF NOT EXISTS migrations (number UInt32, name String, applied DateTime DEFAULT now()) ENGINE = MergeTree ORDER BY number',
  );
  const done = new Set(
    (await store.query<{ number: number }>('SELECT number FROM migrations')).map(row => row.number),
  );
  const files = readdirSync(folder)
    .filter(name => /^\d{4}_\w+\.sql$/.test(name))
    .sort();
  const newest = Math.max(0, ...done);
  const known = Number(files.at(-1)!.slice(0, 4));
  if (newest > known)
    throw new StillwatchError(
      'STORE_NEWER',
      `${store.place} was written by a newer version (migration ${newest}; this version knows ${known})`,
      'Update Stillwatch, or use another data folder.',
    );
  for (const name of files) {
    const number = Number(name.slice(0, 4));
    if (done.has(number)) continue;
    // A migration that was killed half way is run again from its start.
    for (const statement of statements(readFileSync(new URL(name, folder), 'utf8')))
      for (const form of cluster ? clustered(statement, cluster) : [statement])
        await store.command(form.replace(/^CREATE TABLE (?!IF)/, 'CREATE TABLE IF NOT EXISTS '));
    await store.command(`INSERT INTO migrations (number, name) SELECT ${number}, '${name}'`);
  }
}
