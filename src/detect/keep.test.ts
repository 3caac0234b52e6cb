import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '../store/index.ts';
import { campaign } from './campaigns.ts';
import { describe } from './describe.ts';
import { keepDocument } from './keep.ts';
import { Refiner } from './refine.ts';
import { candidateOf } from './testing/candidate.ts';
import { planted } from './testing/planted.ts';

const data = mkdtempSync(join(tmpdir(), 'stillwatch-keep-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

test('a campaign of 25,000 accounts is kept whole, and again in its place', async () => {
  const { streams, sharing, members } = planted({ seed: 1 });
  const membership = new Refiner(streams, sharing).refine(members, 'behaviour');
  const few = describe(
    {
      candidate: { ...candidateOf(membership.group), ...membership },
      verdict: 'harvesting',
      bound: 0.001,
      rejected: true,
      bystanders: [],
      also: new Uint32Array(),
    },
    streams,
    sharing,
  );
  const accounts = Array.from({ length: 25_000 }, (_, i) => ({
    ...few.accounts[i % few.accounts.length]!,
    account: `acct_${i}'"\\\n漢`,
  }));
  const many = { ...few, id: 'SW-2026-0001', accounts };
  const bytes = JSON.stringify(many).length;
  expect(bytes).toBeGreaterThan(3e6);
  expect(bytes).toBeLessThan(8e6);
  const store = await openStore({ data });
  try {
    await keepDocument(store, many, '2026-05-12T23:59:58.141Z');
    const kept = await campaign(store, 'SW-2026-0001');
    expect(JSON.stringify(kept)).toBe(JSON.stringify(many));
    await keepDocument(store, { ...many, accounts: [] }, '2026-05-13T00:00:00.000Z');
    expect((await campaign(store, 'SW-2026-0001'))?.accounts).toEqual([]);
    expect(await store.query('SELECT toString(until) AS until FROM campaigns FINAL')).toEqual([
      { until: '2026-05-13 00:00:00.000' },
    ]);
  } finally {
    await store.close();
  }
});
