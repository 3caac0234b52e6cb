import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quoted, type Store } from '../store/index.ts';
import type { Campaign } from './document.ts';

/**
 * Keeps a campaign's document, of any length: as a file of one row. A bound value is parsed with its statement, and the
 * engine parses 256 kB of one at most; a server takes an address of 1 MB. A campaign of 1,000 accounts is longer.
 */
export async function keepDocument(store: Store, campaign: Campaign, until: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'stillwatch-')); // ours alone to read
  try {
    const file = join(folder, 'campaign.jsonl');
    const { id, verdict } = campaign;
    await writeFile(file, `${JSON.stringify({ id, verdict, document: JSON.stringify(campaign) })}\n`);
    const batch = {
      into: 'campaigns',
      columns: ['id', 'detected', 'until', 'verdict', 'document'],
      file,
      structure: 'id String, verdict String, document String',
      select: (source: string) =>
        `SELECT id, now64(3), toDateTime64(${quoted(until.replace('T', ' ').replace('Z', ''))}, 3, 'UTC'), verdict, document FROM ${source}`,
    };
    // Parsed in parallel, a row may have 100 MB.
    await store.insertBatch(batch, { settings: { input_format_parallel_parsing: 0 } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
