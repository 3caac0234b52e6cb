import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../store/index.ts';

export interface Sent {
  account: string;
  model?: string;
  time: Date;
  input?: number;
  output?: number;
}

let serial = 0;

/** Puts exchanges into the store as they are, past ingest. */
export async function put(store: Store, sent: readonly Sent[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'stillwatch-put-'));
  try {
    const file = join(folder, 'exchanges.jsonl');
    const lines = sent.map(({ account, model = 'opus', time, input = 10, output = 100 }) =>
      JSON.stringify({ id: `put_${serial++}`, account, model, ms: time.getTime(), input, output }),
    );
    await writeFile(file, `${lines.join('\n')}\n`);
    await store.insertBatch({
      into: 'exchanges',
      columns: ['id', 'time', 'account', 'model', 'input_tokens', 'output_tokens'],
      file,
      structure: 'id String, account String, model String, ms Int64, input UInt32, output UInt32',
      select: source =>
        `SELECT id, fromUnixTimestamp64Milli(ms, 'UTC'), account, model, input, output FROM ${source}`,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
