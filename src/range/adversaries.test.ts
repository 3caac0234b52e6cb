import { rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { RangeOptions } from './index.ts';
import { digest, type Made, makeIn, scratch } from './testing/made.ts';

// The adversaries that need more than a number turned: hidden in a relay, reading bans, framing, translating, sharing.
const root = scratch();
afterAll(() => rmSync(root, { recursive: true }));
const make = (options: Partial<RangeOptions> = {}) => makeIn(root, options);

interface Entry {
  role: string;
  group: string;
  exchanges: number;
  harvest?: number;
}
const entries = ({ truth }: Made) => Object.entries<Entry>(truth.accounts);
const harvestOf = ({ labels, exchanges }: Made) => {
  const ids = new Set(labels.filter(label => label.harvest).map(label => label.id));
  return exchanges.filter(({ id }) => ids.has(id));
};
const share = (part: number, whole: number) => part / whole;

test('every adversary is made anew byte for byte, all of them together too', async () => {
  const dials = {
    camouflage: 0.2,
    oneContext: 1,
    shared: 0.5,
    desyncHours: 12,
    variants: 6,
    languages: 3,
    lifeDays: 4,
    sleeperDays: 5,
    relayShare: 0.3,
    relayReach: 0.5,
    rounds: 3,
    framing: 1,
    operators: 2,
    overlap: 0.5,
  };
  const [a, b] = [await make({ dials }), await make({ dials })];
  expect(digest(b.out)).toEqual(digest(a.out));
  // And no account sends before it is one, whoever feeds it.
  const created = new Map(a.accounts.map(({ account, created }) => [account, created]));
  expect(a.exchanges.filter(({ account, time }) => time < created.get(account))).toEqual([]);
  const counts = new Map<string, number>();
  for (const { account } of a.exchanges) counts.set(account, (counts.get(account) ?? 0) + 1);
  for (const [account, { exchanges }] of entries(a)) expect(counts.get(account) ?? 0).toBe(exchanges);
});

test('in one context an account sends all in the same way', async () => {
  const made = await make({ dials: { camouflage: 0.5, shared: 0, oneContext: 1 } });
  const harvesters = new Set(
    entries(made).flatMap(([account, { role }]) => (role === 'harvester' ? account : [])),
  );
  const ways = new Map<string, Set<string>>();
  for (const { account, channel, client, request } of made.exchanges) {
    if (!harvesters.has(account)) continue;
    const { system, max_tokens, temperature, tools } = request;
    const way = JSON.stringify([
      channel,
      client?.user_agent,
      client?.ja4,
      system,
      max_tokens,
      temperature,
      tools,
    ]);
    ways.set(account, (ways.get(account) ?? new Set()).add(way));
  }
  expect(ways.size).toBe(harvesters.size);
  expect([...ways.values()].map(({ size }) => size)).toEqual([...ways].map(() => 1));
});

describe('hidden in a relay', () => {
  const hidden = make({ dials: { relayShare: 0.1, relayReach: 0.4 }, exchangesPerAccount: 20 });

  test('the harvest is its share of what the pool sends, and labels tell it from customers', async () => {
    const made = await hidden;
    const pool = entries(made).filter(([, { harvest }]) => harvest !== undefined);
    expect(pool).toHaveLength(24);
    const ids = new Set(pool.map(([account]) => account));
    expect(made.labels.map(l => l.id).sort()).toEqual(
      made.exchanges
        .filter(e => ids.has(e.account))
        .map(e => e.id)
        .sort(),
    );
    const measured = share(made.labels.filter(l => l.harvest).length, made.labels.length);
    expect(measured).toBeGreaterThan(0.06);
    expect(measured).toBeLessThan(0.17);
  });

  test('an account is a harvester if harvest came through it, pooled if none did; all have customers', async () => {
    const made = await hidden;
    const pool = entries(made).filter(([, { harvest }]) => harvest !== undefined);
    const carried = new Set(made.labels.filter(l => l.harvest).map(l => l.account));
    for (const [account, { role, group, exchanges, harvest }] of pool) {
      expect(role).toBe(carried.has(account) ? 'harvester' : 'pooled');
      expect(group).toBe(carried.has(account) ? 'campaign' : 'campaign-relay');
      expect(exchanges).toBeGreaterThan(harvest!);
    }
    expect(carried.size).toBeGreaterThan(4);
    expect(carried.size).toBeLessThan(18);
    expect(made.truth.groups['campaign-relay']).toMatchObject({
      kind: 'pooled',
      accounts: pool.length - carried.size,
    });
  });

  test('nothing of the gateway tells harvest from customers', async () => {
    const made = await hidden;
    const ids = new Set(harvestOf(made).map(e => e.id));
    const pool = new Set(made.labels.map(l => l.account));
    const values = (harvest: boolean, of: (e: Made['exchanges'][number]) => unknown) =>
      new Set(made.exchanges.filter(e => pool.has(e.account) && ids.has(e.id) === harvest).map(of));
    for (const of of [
      (e: Made['exchanges'][number]) => e.client?.user_agent,
      (e: Made['exchanges'][number]) => e.client?.ja4,
    ]) {
      expect(values(true, of).size).toBe(1);
      expect(values(true, of)).toEqual(values(false, of));
    }
    for (const key of values(true, e => e.api_key)) expect(values(false, e => e.api_key)).toContain(key);
  });
});

describe('ban feedback', () => {
  const banned = make({ dials: { rounds: 4 }, days: 20, campaignAccounts: 40 });

  test('burns and replaces accounts between rounds, and goes on with the same queue', async () => {
    const made = await banned;
    const mine = entries(made).filter(([, { role }]) => role === 'harvester');
    expect(mine).toHaveLength(40);
    const harvest = harvestOf(made);
    const times = mine.map(([account]) =>
      harvest.filter(e => e.account === account).map(e => Date.parse(e.time)),
    );
    const day = (ms: number) => (ms - Date.parse(made.truth.start)) / 86_400_000;
    const first = times.filter(t => t.length > 0).map(t => day(Math.min(...t)));
    const last = times.filter(t => t.length > 0).map(t => day(Math.max(...t)));
    // Some are new in every round, some are gone after each.
    for (const [from, to] of [
      [3, 8],
      [8, 12.5],
      [12.5, 18],
    ] as const) {
      expect(
        first.some(d => d > from && d < to),
        `new ${first.sort((a, b) => a - b)}`,
      ).toBe(true);
      expect(
        last.some(d => d > from && d < to),
        `gone ${last.sort((a, b) => a - b)}`,
      ).toBe(true);
    }
    expect(harvest.length / 1600).toBeGreaterThan(0.95);
  });

  test('changes software, networks or templates from round to round', async () => {
    const agents = new Set(harvestOf(await banned).map(e => e.client?.user_agent));
    const steady = new Set(
      harvestOf(await make({ days: 20, campaignAccounts: 40 })).map(e => e.client?.user_agent),
    );
    expect(steady.size).toBe(1);
    expect(agents.size).toBeGreaterThan(1);
  });
});

test('framing copies a company’s client, system prompt and templates, and the truth keeps the company ordinary', async () => {
  const made = await make({ dials: { framing: 1 }, accounts: 600 });
  const victim: string[] = made.truth.victim;
  expect(victim.length).toBeGreaterThan(5);
  for (const account of victim)
    expect(made.truth.accounts[account]).toMatchObject({ role: 'ordinary', group: 'company' });
  const seats = made.exchanges.filter(e => victim.includes(e.account));
  const harvest = harvestOf(made);
  const client = (e: Made['exchanges'][number]) =>
    JSON.stringify([e.client?.user_agent, e.client?.ja4, e.request.system, e.request.max_tokens]);
  const theirs = new Set(seats.map(client));
  for (const e of harvest) expect(theirs.has(client(e))).toBe(true);
  // Openings of the company's own tools are the campaign's openings.
  const opening = (e: Made['exchanges'][number]) =>
    String(e.request.messages!.at(-1)!.content).split(' ').slice(0, 5).join(' ');
  const openings = new Set(seats.map(opening));
  expect(share(harvest.filter(e => openings.has(opening(e))).length, harvest.length)).toBeGreaterThan(0.5);
  const organisations = new Set(harvest.map(e => e.org));
  expect(seats.some(e => organisations.has(e.org))).toBe(false);
  expect((await make()).truth.victim).toBeNull();
});

test('translated variants spread a template over languages', async () => {
  const cyrillicOrHan = /[\u0400-\u04ff\u4e00-\u9fff]/;
  const scripts = async (languages: number) => {
    const harvest = harvestOf(await make({ dials: { languages, variants: 10 }, seed: 8 }));
    return share(
      harvest.filter(e => cyrillicOrHan.test(String(e.request.messages![0]!.content))).length,
      harvest.length,
    );
  };
  // Two of the five languages are not written in Latin letters.
  expect(await scripts(5)).toBeGreaterThan(0.3);
  expect(await scripts(5)).toBeLessThan(0.5);
});

test('operators overlap as far as the dial says', async () => {
  const overlapping = async (overlap: number) => {
    const made = await make({ dials: { operators: 2, overlap }, campaignAccounts: 30 });
    const bodies = [new Set<string>(), new Set<string>()];
    for (const e of harvestOf(made))
      bodies[made.truth.accounts[e.account].operator === 'operator-1' ? 0 : 1]!.add(
        String(e.request.messages![0]!.content),
      );
    return share([...bodies[0]!].filter(body => bodies[1]!.has(body)).length, bodies[0]!.size);
  };
  expect(await overlapping(0)).toBe(0);
  expect(await overlapping(1)).toBeGreaterThan(0.4);
});

test('one operator at two providers brings a share of its networks, and words its templates anew', async () => {
  const at = async (seed: number, operatorSeed?: number) => {
    const made = await make({
      seed,
      operatorSeed,
      operatorShared: 0.5,
      campaignAccounts: 40,
      accounts: 30,
    } as RangeOptions);
    const harvest = harvestOf(made);
    return {
      accounts: new Set(harvest.map(({ account }) => account)),
      networks: new Set(harvest.map(({ client }) => String(client!.ip).split(/[.:]/).slice(0, 3).join())),
      openings: new Set(harvest.map(e => String(e.request.messages![0]!.content).slice(0, 40))),
    };
  };
  const [a, b, other] = [await at(3, 7), await at(4, 7), await at(4, 8)];
  const common = <T>(one: Set<T>, two: Set<T>) => [...one].filter(x => two.has(x)).length;
  expect(common(a.accounts, b.accounts)).toBe(0);
  expect(common(a.networks, b.networks)).toBeGreaterThanOrEqual(3);
  expect(common(a.networks, other.networks)).toBeLessThanOrEqual(1);
  expect(common(a.openings, b.openings)).toBeLessThan(a.openings.size / 2);
});

test('agents loop long now and then, and business rates have a heavy tail', async () => {
  const made = await make({ accounts: 1200, days: 10, campaignAccounts: 5 });
  const loops = new Map<string, number>();
  for (const { conversation, request } of made.exchanges)
    if (conversation && request.tools) loops.set(conversation, (loops.get(conversation) ?? 0) + 1);
  expect(Math.max(...loops.values())).toBeGreaterThan(40);
  const rates = entries(made)
    .filter(([, { group }]) => group === 'businesses')
    .map(([, { exchanges }]) => exchanges)
    .sort((a, b) => b - a);
  expect(rates[0]! / rates[rates.length >> 1]!).toBeGreaterThan(5);
});
