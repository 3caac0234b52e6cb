import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openStore, quoted } from '../store/index.ts';
import { type CoSharing, coSharing, type Shares } from './index.ts';

// The peers' own sample and what they found in it, where it lies beside the checkout.
const folder = fileURLToPath(new URL('../../../shared/data/coordination/', import.meta.url));
const sample = join(folder, 'russian_coord_tweets.csv.gz');

const directed = (window: number, least: number) => ({
  file: `cnt_ru_co_link_tw${window}_mw${least}_directed`,
  wanted: { counting: 'messages', window, least } satisfies CoSharing,
});
const undirected = (window: number, participation: number) => ({
  file: `coortweet_ru_tw${window}_mp${participation}`,
  wanted: { counting: 'pairs', window, participation } satisfies CoSharing,
});
const cases = [directed, undirected].flatMap(of => [of(10, 1), of(10, 2), of(60, 1), of(60, 2)]);

test.skipIf(!existsSync(sample))("the peers' edges of their sample", async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-sample-'));
  const store = await openStore({ data: join(scratch, 'data') });
  const shares: Shares = {
    select: `SELECT object_id AS object, account_id AS account, content_id AS message, timestamp_share AS time, rowNumberInAllBlocks() AS place
      FROM file(${quoted(sample)}, CSVWithNames, 'object_id String, account_id String, content_id String, timestamp_share UInt32')
      SETTINGS max_threads = 1`,
    place: 'place',
  };
  for (const { file, wanted } of cases) {
    const lines = ['account_a,account_b,weight'];
    for await (const { a, b, weight } of coSharing(store, shares, wanted)) lines.push(`${a},${b},${weight}`);
    const expected = gunzipSync(readFileSync(join(folder, 'expected', `${file}.csv.gz`))).toString('utf8');
    expect(lines, file).toEqual(expected.trim().split(/\r?\n/));
  }
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
});
