import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedStore } from './embedded.ts';
import { quoted } from './literal.ts';
import type { Store } from './store.ts';

/** The rows of a Parquet file on this machine as JSON lines, read by the embedded engine wherever the store is. */
export async function* parquetRows(store: Store, path: string): AsyncIterable<Uint8Array> {
  const sql = `SELECT * FROM file(${quoted(path)}, Parquet)`;
  if (store.kind === 'embedded') {
    yield* store.stream(sql, 'JSONEachRow');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-parquet-'));
  const reader = EmbeddedStore.open(folder);
  try {
    yield* reader.stream(sql, 'JSONEachRow');
  } finally {
    await reader.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
