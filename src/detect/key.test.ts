import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

test('what is found does not hang on the installation key, nor on where accounts say that they are', async () => {
  const world = join(scratch, 'world');
  await makeRange({ scenario: 'demo', out: world, accounts: 350, days: 12 });
  const records = readFileSync(join(world, 'accounts.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(new Set(records.map(({ country }) => country)).size).toBeGreaterThan(1);
  const abroad = join(scratch, 'abroad.jsonl');
  writeFileSync(abroad, records.map(one => `${JSON.stringify({ ...one, country: 'NZ' })}\n`).join(''));
  const accounts: Record<string, string> = { one: join(world, 'accounts.jsonl'), two: abroad };
  const documents: string[] = [];
  for (const name of ['one', 'two']) {
    const data = join(scratch, name);
    const store = await openStore({ data });
    const pseudonyms = installationKey(data);
    await ingest(store, [world], { data, pseudonyms });
    await ingestAccounts(store, accounts[name]!, { data, pseudonyms });
    const found = await detect(store);
    expect(found.campaigns.length).toBeGreaterThan(0);
    documents.push(JSON.stringify(found));
    await store.close();
  }
  expect(documents[0]).toBe(documents[1]);
});
