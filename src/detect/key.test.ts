import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { installationKey } from '../exchange/index.ts';
import { ingest, ingestAccounts } from '../ingest/index.ts';
import { makeRange } from '../range/index.ts';
import { openStore } from '../store/index.ts';
import { detect } from './index.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-key-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('what is found does not hang on the installation key', async () => {
  const world = join(scratch, 'world');
  await makeRange({ scenario: 'demo', out: world, accounts: 500, days: 14 });
  const documents: string[] = [];
  for (const name of ['one', 'two']) {
    const data = join(scratch, name);
    const store = await openStore({ data });
    const pseudonyms = installationKey(data);
    await ingest(store, [world], { data, pseudonyms });
    await ingestAccounts(store, join(world, 'accounts.jsonl'), { data, pseudonyms });
    documents.push(JSON.stringify(await detect(store)));
    await store.close();
  }
  expect(documents[0]).toBe(documents[1]);
});
