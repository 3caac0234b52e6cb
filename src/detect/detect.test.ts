import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { installationKey } from '../exchange/index.ts';
import { ingest, ingestAccounts } from '../ingest/index.ts';
import { makeRange, type RangeOptions, score } from '../range/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { campaign, campaignExchanges, type Detection, detect, listCampaigns } from './index.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-detect-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function stored(world: string, data: string): Promise<Store> {
  const store = await openStore({ data });
  const pseudonyms = installationKey(data);
  expect(await ingest(store, [world], { data, pseudonyms })).toMatchObject({ rejected: 0 });
  await ingestAccounts(store, join(world, 'accounts.jsonl'), { data, pseudonyms });
  return store;
}

const truthOf = (world: string) => JSON.parse(readFileSync(join(world, 'truth.json'), 'utf8'));

describe('a campaign of 60 accounts among 1,000', () => {
  const world = join(scratch, 'demo');
  const data = join(scratch, 'data-demo');
  let store: Store;
  let found: Detection;
  beforeAll(async () => {
    await makeRange({ scenario: 'demo', accounts: 1000, out: world });
    store = await stored(world, data);
    found = await detect(store);
  });
  afterAll(() => store.close());

  test('is found, whole and alone', () => {
    expect(found.campaigns.filter(({ verdict }) => verdict === 'harvesting')).toHaveLength(1);
    const { precision, recall, falseCampaigns } = score(truthOf(world), found);
    expect(precision).toBeGreaterThanOrEqual(0.98);
    expect(recall).toBeGreaterThanOrEqual(0.98);
    expect(falseCampaigns).toEqual([]);
    const [harvest] = found.campaigns;
    expect(harvest!.id).toBe('SW-2026-0001');
    expect(harvest!.error_bound).toBeLessThanOrEqual(found.alpha);
    expect(harvest!.activity.reduce((a, b) => a + b, 0)).toBe(harvest!.exchanges);
    const accounts: { exchanges: number }[] = Object.values(truthOf(world).accounts);
    expect(found.accounts_seen).toBe(accounts.filter(({ exchanges }) => exchanges > 0).length);
  });

  test('and the relay beside it is pooled access, in which nobody is a harvester', () => {
    const { hardNegatives } = score(truthOf(world), found);
    expect(hardNegatives.relay).toMatchObject({
      accountsFlagged: 0,
      verdicts: { 'pooled-access': expect.any(Number) },
    });
    const pools = found.campaigns.filter(({ verdict }) => verdict === 'pooled-access');
    expect(pools.flatMap(({ accounts }) => accounts.filter(({ role }) => role !== 'bystander'))).toEqual([]);
  });

  test('says of every account what its membership is made of', () => {
    for (const { verdict, accounts } of found.campaigns)
      for (const { membership, why, role, because } of accounts) {
        const sum = Object.values(why!).reduce((sum, adds) => sum + adds, 0);
        expect(Math.abs(1 / (1 + Math.exp(-sum)) - membership)).toBeLessThan(1e-3);
        expect(because === undefined).toBe(role === 'harvester');
        if (verdict === 'harvesting') expect(Object.keys(why!)).toContain('standalone');
      }
    for (const { explanations } of found.campaigns)
      for (const { verdict, value, limit } of explanations)
        expect(verdict).toBe(value! > limit! ? 'not ruled out' : 'ruled out');
  });

  test('is kept in the store', async () => {
    expect(await listCampaigns(store)).toEqual(found.campaigns);
    expect(await campaign(store, 'SW-2026-0001')).toEqual(found.campaigns[0]);
    expect(await campaign(store, 'SW-2026-9999')).toBeUndefined();
  });

  test('its exchanges are what was harvested, and nothing beside it', async () => {
    const labels = gunzipSync(readFileSync(join(world, 'truth-exchanges.jsonl.gz')))
      .toString()
      .trimEnd();
    const truth = new Map(labels.split('\n').map(line => [JSON.parse(line).id, JSON.parse(line)]));
    const named = [];
    for await (const exchange of campaignExchanges(store, 'SW-2026-0001')) named.push(exchange);
    const harvesters = found.campaigns[0]!.accounts.filter(({ role }) => role === 'harvester');
    expect(named).toHaveLength(harvesters.reduce((sum, { exchanges }) => sum + exchanges!, 0));
    for (const { id, account, time } of named)
      expect(truth.get(id)).toEqual({ id, account, time, harvest: true });
    expect(named.length).toBeGreaterThan(0.95 * [...truth.values()].filter(({ harvest }) => harvest).length);
    for await (const exchange of campaignExchanges(store, 'SW-2026-9999')) expect(exchange).toBeUndefined();
  });

  test('its document speaks of no country, language or nationality', () => {
    const fields: string[] = [];
    JSON.stringify(found, (key, value) => {
      fields.push(key);
      return value;
    });
    expect(fields).toContain('evidence');
    expect(fields.filter(name => /country|language|nationality/i.test(name))).toEqual([]);
  });

  test('is not there before it began', async () => {
    const { first_seen } = found.campaigns[0]!;
    const until = new Date(Date.parse(first_seen) - 1);
    const early = await detect(store, { until, persist: false });
    expect(early.until).toBe(until.toISOString());
    expect(early.campaigns).toEqual([]);
    expect(early.exchanges_seen).toBeLessThan(found.exchanges_seen);
    expect(await listCampaigns(store)).toHaveLength(found.campaigns.length);
  });
});

/** Which exchanges were harvested, by id. */
function harvestOf(world: string): Set<string> {
  const lines = gunzipSync(readFileSync(join(world, 'truth-exchanges.jsonl.gz')))
    .toString()
    .trimEnd()
    .split('\n');
  return new Set(lines.map(line => JSON.parse(line)).flatMap(({ id, harvest }) => (harvest ? [id] : [])));
}

test("a harvest in a tenth of a pool's traffic is found by its templates, and the pool's customers are let alone", async () => {
  const world = join(scratch, 'relay');
  await makeRange({
    scenario: 'letter',
    seed: 3,
    accounts: 1000,
    campaignAccounts: 80,
    exchangesPerAccount: 40,
    days: 20,
    dials: { relayShare: 0.1, relayReach: 0.5 },
    out: world,
  });
  const store = await stored(world, join(scratch, 'data-relay'));
  const found = await detect(store);
  expect(found.campaigns).toMatchObject([{ verdict: 'harvesting', templates: true }]);
  const { bystandersHarmed, recall } = score(truthOf(world), found);
  expect(bystandersHarmed).toBe(0);
  expect(recall).toBeGreaterThanOrEqual(0.8);
  const harvest = harvestOf(world);
  const named: string[] = [];
  for await (const { id } of campaignExchanges(store, found.campaigns[0]!.id)) named.push(id);
  expect(new Set(named).size).toBe(named.length);
  expect(named.length).toBeGreaterThanOrEqual(found.campaigns[0]!.exchanges);
  const hits = named.filter(id => harvest.has(id)).length;
  expect(hits).toBeGreaterThan(0.9 * harvest.size);
  expect(hits).toBeGreaterThan(0.7 * named.length);
  await store.close();
}, 120_000);

describe('without a campaign', () => {
  let store: Store | undefined;
  afterEach(() => store?.close());

  const worlds: RangeOptions[] = [
    { scenario: 'ordinary', accounts: 800, days: 10, out: join(scratch, 'ordinary') },
    { scenario: 'licensed', accounts: 400, days: 10, out: join(scratch, 'licensed') },
  ];
  test.each(worlds)('nothing is harvesting: $scenario', async options => {
    await makeRange(options);
    store = await stored(options.out, join(scratch, `data-${options.scenario}`));
    const found = await detect(store);
    expect(found.groups_tested).toBeGreaterThan(0);
    expect(found.campaigns.filter(({ verdict }) => verdict === 'harvesting')).toEqual([]);
  });

  test('an empty store has none', async () => {
    store = await openStore({ data: join(scratch, 'empty') });
    expect(await detect(store)).toMatchObject({ campaigns: [], accounts_seen: 0, exchanges_seen: 0 });
    expect(await listCampaigns(store)).toEqual([]);
  });
});
