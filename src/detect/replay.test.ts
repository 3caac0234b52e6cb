import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installationKey } from '../exchange/index.ts';
import { ingest, ingestAccounts } from '../ingest/index.ts';
import { makeRange } from '../range/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { detect, listCampaigns, type ReplayOptions, type ReplayStep, replay } from './index.ts';

const HOUR = 3_600_000;
const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-replay-'));
const world = join(scratch, 'world');
let store: Store;
let roles: Record<string, { role: string }>;

beforeAll(async () => {
  await makeRange({ scenario: 'demo', accounts: 450, days: 11, out: world });
  roles = JSON.parse(readFileSync(join(world, 'truth.json'), 'utf8')).accounts;
  const data = join(scratch, 'data');
  store = await openStore({ data });
  const options = { data, pseudonyms: installationKey(data) };
  await ingestAccounts(store, join(world, 'accounts.jsonl'), options);
  await ingest(store, [world], options);
});
afterAll(async () => {
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
});

async function played(options: ReplayOptions): Promise<ReplayStep[]> {
  const steps = [];
  for await (const step of replay(store, options)) steps.push(step);
  return steps;
}

const tables = () =>
  store.query<{ name: string }>('SELECT name FROM system.tables WHERE database = currentDatabase()');

describe('a replay', () => {
  let steps: ReplayStep[];
  let before: unknown;
  beforeAll(async () => {
    before = await tables();
    steps = await played({ every: 24 * HOUR });
  });

  test('goes over all that is stored, day by day', async () => {
    const [{ n, last }] = (await store.query<{ n: number; last: string }>(
      'SELECT count() AS n, toUnixTimestamp64Milli(max(time)) AS last FROM exchanges',
    )) as [{ n: number; last: string }];
    expect(steps.length).toBe(11);
    expect(steps[0]!.at).toMatch(/T00:00:00\.000Z$/);
    expect(steps.at(-1)).toMatchObject({ exchanges_seen: n, at: new Date(Number(last)).toISOString() });
    for (const [i, { exchanges_seen }] of steps.slice(1).entries())
      expect(exchanges_seen).toBeGreaterThanOrEqual(steps[i]!.exchanges_seen);
  });

  test('finds the campaign long before its end, and nobody else', () => {
    const found = steps.findIndex(({ campaigns }) => campaigns.some(c => c.verdict === 'harvesting'));
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(8);
    const harvesters = Object.keys(roles).filter(account => roles[account]!.role === 'harvester');
    for (const { campaigns } of steps)
      for (const { accounts } of campaigns)
        expect(accounts.filter(account => roles[account]!.role !== 'harvester')).toEqual([]);
    const last = steps.at(-1)!.campaigns.filter(({ verdict }) => verdict === 'harvesting');
    expect(last).toHaveLength(1);
    expect(last[0]!.accounts.length).toBeGreaterThanOrEqual(0.95 * harvesters.length);
  });

  test('a campaign once found stands, under the same id', () => {
    const ids = steps.map(({ campaigns }) => campaigns.map(({ id }) => id));
    for (const [i, known] of ids.slice(0, -1).entries())
      expect(ids[i + 1]).toEqual(expect.arrayContaining(known));
  });

  test('writes nothing', async () => {
    expect(await tables()).toEqual(before);
    expect(await listCampaigns(store)).toEqual([]);
    expect(await store.query('SELECT * FROM looks LIMIT 1')).toEqual([]);
  });

  test('knows at each step what was known then: a shorter one is the beginning of it', async () => {
    const to = new Date(steps[5]!.at);
    const short = await played({ every: 24 * HOUR, to });
    expect(short.slice(0, 5)).toEqual(steps.slice(0, 5));
    expect(short).toHaveLength(6);
  });
});

test('a replay of nothing has no steps, and a time with nothing new repeats what is known', async () => {
  expect(await played({ every: HOUR, to: new Date('2020-01-01') })).toEqual([]);
  const from = new Date('2027-01-01T00:00:00Z');
  const late = await played({ every: 24 * HOUR, from, to: new Date('2027-01-03T00:00:00Z') });
  expect(late.map(({ at }) => at.slice(0, 10))).toEqual(['2027-01-01', '2027-01-02', '2027-01-03']);
  expect(late[2]!.campaigns).toEqual(late[0]!.campaigns);
});

test('detection time and again finds what a replay finds, and what it found stands', async () => {
  const [row] = await store.query<{ first: string }>(
    'SELECT toUnixTimestamp64Milli(min(time)) AS first FROM exchanges',
  );
  const at = (days: number) => new Date(Number(row!.first) + days * 24 * HOUR);
  const found = [];
  for (let day = 2; day <= 12; day += 5) found.push(await detect(store, { until: at(day) }));
  const harvests = found.map(({ campaigns }) => campaigns.filter(({ verdict }) => verdict === 'harvesting'));
  const first = harvests.findIndex(list => list.length > 0);
  expect(first).toBeGreaterThan(-1);
  for (const list of harvests.slice(first))
    expect(list.map(({ id }) => id)).toEqual([harvests[first]![0]!.id]);
  // The same time again is the same look, and costs nothing.
  const again = await detect(store, { until: at(12) });
  expect(again.campaigns).toEqual(found.at(-1)!.campaigns);
});
