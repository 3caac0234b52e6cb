import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { accountSchema, type Exchange, readExchange } from '../exchange/index.ts';
import { dials, makeRange, type RangeOptions, scenarios, turned } from './index.ts';
import { digest, makeIn, scratch, small } from './testing/made.ts';

const root = scratch();
afterAll(() => rmSync(root, { recursive: true }));
const make = (options: Partial<RangeOptions> = {}) => makeIn(root, options);

const world = make();

test('the same seed makes the same files, another one others', async () => {
  const again = await make();
  const other = await make({ seed: 6 });
  expect(digest(again.out)).toEqual(digest((await world).out));
  expect(digest(other.out)).not.toEqual(digest(again.out));
});

test('every line is a native exchange without unknown fields, in order of time, each id once', async () => {
  const { lines, summary, truth } = await world;
  const ids = new Set<string>();
  let last = '';
  for (const line of lines) {
    const unknown: string[] = [];
    const reading = readExchange(JSON.parse(line), path => unknown.push(path));
    expect(reading.ok, line).toBe(true);
    expect(unknown).toEqual([]);
    if (!reading.ok) continue;
    expect(reading.exchange.time >= last).toBe(true);
    last = reading.exchange.time;
    ids.add(reading.exchange.id);
  }
  expect(ids.size).toBe(lines.length);
  expect(summary.exchanges).toBe(lines.length);
  expect(truth.exchanges).toBe(lines.length);
});

test('every account is one, knows its exchanges, and sends none before it was created', async () => {
  const { accounts, exchanges, truth } = await world;
  const created = new Map(accounts.map(a => [accountSchema.parse(a).account, a.created]));
  expect(created.size).toBe(accounts.length);
  expect([...created.keys()].sort()).toEqual(Object.keys(truth.accounts).sort());
  const counts = new Map<string, number>();
  for (const { account, time } of exchanges) {
    counts.set(account, (counts.get(account) ?? 0) + 1);
    expect(time >= created.get(account)!, `${account} of ${truth.accounts[account].group}`).toBe(true);
  }
  for (const [account, entry] of Object.entries<{ exchanges: number }>(truth.accounts))
    expect(entry.exchanges).toBe(counts.get(account) ?? 0);
});

test('parts that several processes make are the whole together', async () => {
  const parts = await Promise.all([0, 1].map(part => make({ plays: unit => unit % 2 === part })));
  const whole = (await world).lines;
  expect(parts.every(({ lines }) => lines.length > whole.length / 10)).toBe(true);
  expect(parts.flatMap(({ lines }) => lines).sort()).toEqual([...whole].sort());
});

test('days that are written already are not written again, and the rest is the same', async () => {
  const [whole, rest] = [await world, await make({ skip: 3 })];
  const from = Date.parse(whole.exchanges[0]!.time.slice(0, 10)) + 3 * 86_400_000;
  const later = whole.lines.filter((_, i) => Date.parse(whole.exchanges[i]!.time) >= from);
  expect(later.length).toBeLessThan(whole.lines.length);
  expect(rest.lines).toEqual(later);
  expect(rest.truth).toEqual(whole.truth);
  expect(rest.labels).toEqual(whole.labels);
});

test('an account sends the same whatever the number of others', async () => {
  const [a, b] = [await world, await make({ accounts: 340, campaignAccounts: 40 })];
  // A relay's accounts and a campaign's live off one queue: those do depend on each other.
  const alone = new Set(
    Object.keys(a.truth.accounts).filter(id => b.truth.accounts[id]?.role === 'ordinary'),
  );
  expect(alone.size).toBeGreaterThan(120);
  const of = (w: typeof a) => w.lines.filter((_, i) => alone.has(w.exchanges[i]!.account)).sort();
  expect(of(b)).toEqual(of(a));
});

test('labels cover exactly the campaign accounts’ exchanges', async () => {
  const { labels, exchanges, truth } = await make({ dials: { camouflage: 0.5 } });
  const theirs = exchanges.filter(e => truth.accounts[e.account].role === 'harvester');
  expect(labels.map(l => l.id).sort()).toEqual(theirs.map(e => e.id).sort());
  const harvest = labels.filter(l => l.harvest).length;
  expect(harvest).toBeGreaterThan(900);
  expect(harvest / labels.length).toBeGreaterThan(0.35);
  expect(harvest / labels.length).toBeLessThan(0.65);
});

test.each<Record<string, number>>([{}, { relayShare: 0.3 }, { rounds: 3, framing: 1 }])(
  'nothing but the truth says who is who: %j',
  async dials => {
    const made = await make({ accounts: 600, campaignAccounts: 60, dials });
    const { accounts, exchanges, lines, truth } = made;
    const harvest = new Set(made.labels.filter(l => l.harvest).map(l => l.id));
    const harvests = (account: string) => truth.accounts[account].role === 'harvester';
    // Ids have one shape, and their order says nothing: the harvesters' mean rank is the middle's.
    for (const { account } of accounts) expect(account).toMatch(/^acct_[0-9a-f]{16}$/);
    const ranks = accounts
      .map((a, i) => (harvests(a.account) ? i / accounts.length : -1))
      .filter(r => r >= 0);
    expect(Math.abs(ranks.reduce((a, b) => a + b, 0) / ranks.length - 0.5)).toBeLessThan(0.13);
    // One set of fields, in one order.
    const shape = (value: unknown): unknown =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.entries(value).map(([k, v]) => [k, k === 'request' ? Object.keys(v) : shape(v)])
        : 0;
    expect(new Set(lines.map(line => JSON.stringify(shape(JSON.parse(line))))).size).toBe(1);
    expect(new Set(accounts.map(a => Object.keys(a).join())).size).toBe(1);
    // Whatever value of an enumerable field a campaign has, many others have too.
    const fields: [string, (e: Exchange) => unknown][] = [
      ['channel', e => e.channel],
      ['model', e => e.model],
      ['library', e => e.client?.user_agent?.split('/')[0]],
      ['ja4', e => e.client?.ja4],
      ['max_tokens', e => e.request.max_tokens],
      ['temperature', e => e.request.temperature],
      ['top_p', e => e.request.top_p],
      ['stream', e => e.request.stream],
      ['stop', e => e.response?.stop_reason],
      ['org', e => e.org === null],
      ['conversation', e => e.conversation === null],
      ['system', e => e.request.system === null],
    ];
    for (const [name, of] of fields) {
      const mine = new Set(exchanges.filter(e => harvest.has(e.id)).map(of));
      for (const value of mine) {
        const others = new Set(
          exchanges.filter(e => !harvests(e.account) && of(e) === value).map(e => e.account),
        );
        // A rare library is rare among the few scripts of a small world too.
        const least = ['library', 'ja4'].includes(name) ? 0 : 8;
        expect(others.size, `${name} ${value}`).toBeGreaterThan(least);
      }
    }
    for (const name of ['org', 'phone_hash', 'payment_hash', 'program'])
      expect(
        accounts.some(a => !harvests(a.account) && a[name] === null) &&
          accounts.some(a => !harvests(a.account) && a[name] !== null),
      ).toBe(true);
    // Round numbers: milliseconds are as even as anyone's.
    const evenly = exchanges.filter(e => harvests(e.account)).map(e => Number(e.time.slice(20, 23)));
    expect(evenly.filter(ms => ms % 10 === 0).length / evenly.length).toBeLessThan(0.15);
  },
);

test('dials do what they say', async () => {
  const harvesters = (w: Awaited<typeof world>) =>
    w.accounts.filter(a => w.truth.accounts[a.account].role === 'harvester');
  const hard = await make({
    dials: {
      shared: 0,
      lifeDays: 2,
      operators: 3,
      variants: 50,
      desyncHours: 48,
      sleeperDays: 60,
      pivotDays: 3,
      disjoint: 1,
      laundered: 1,
    },
  });
  expect(Object.keys(hard.truth.groups).filter(name => name.startsWith('campaign'))).toEqual([
    'campaign-1',
    'campaign-2',
    'campaign-3',
  ]);
  const payments = (w: Awaited<typeof world>) => new Set(harvesters(w).map(a => a.payment_hash)).size;
  expect(payments(hard)).toBe(24);
  expect(payments(await world)).toBeLessThan(12);
  // No account outlives its days by much, and each has its share of the work.
  const harvest = new Set(hard.labels.filter(l => l.harvest).map(l => l.id));
  for (const { account } of harvesters(hard)) {
    const times = hard.exchanges
      .filter(e => e.account === account && harvest.has(e.id))
      .map(e => Date.parse(e.time));
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(4.5 * 86_400_000);
  }
  const bodies = hard.exchanges
    .filter(e => harvest.has(e.id))
    .map(e => `${e.account} ${JSON.stringify(e.request.messages)}`);
  const retried = bodies.length - new Set(bodies).size;
  expect(retried).toBeLessThan(bodies.length * 0.02);
});

test('what the range does not know it refuses', async () => {
  const refuse = (options: object, code: string) =>
    expect(makeRange({ ...small, out: root, ...options } as RangeOptions)).rejects.toMatchObject({ code });
  await refuse({ scenario: 'nowhere' }, 'SCENARIO_UNKNOWN');
  await refuse({ scenario: 'constructor' }, 'SCENARIO_UNKNOWN');
  await refuse({ relayShare: 0.1 }, 'USAGE');
  await refuse({ dials: { framed: 1 } }, 'USAGE');
  await refuse({ dials: { framing: 1 }, scenario: 'relay' }, 'USAGE');
  await refuse({ dials: { relayShare: 0.005 } }, 'USAGE');
  await refuse({ dials: { relayShare: 0.6 } }, 'USAGE');
  await refuse({ dials: { rounds: 0 } }, 'USAGE');
  await refuse({ dials: { camouflage: 1 } }, 'USAGE');
  await refuse({ dials: { operators: 1.5 } }, 'USAGE');
  await refuse({ days: 0 }, 'USAGE');
  await refuse({ accounts: 1.5 }, 'USAGE');
  await refuse({ start: 'tomorrow' }, 'USAGE');
  await refuse({ campaignExchanges: 9, exchangesPerAccount: 9 }, 'USAGE');
  await refuse({ prompts: [join(root, 'absent')] }, 'INPUT_NOT_FOUND');
  await refuse({ campaignAccounts: 0, dials: { shared: 0 } }, 'USAGE');
});

test('texts of files are used, people’s by people and tasks by the campaign', async () => {
  const file = join(root, 'prompts.jsonl');
  const record = (kind: string, i: number) =>
    JSON.stringify({ kind, turns: [`${kind} text number ${i} with a few words more`, 'and then'] });
  writeFileSync(
    file,
    Array.from({ length: 50 }, (_, i) => [record('human', i), record('distill', i)].join('\n')).join('\n'),
  );
  const { exchanges, truth } = await make({ prompts: [file] });
  const roles = (needle: string) => {
    const counts: Record<string, number> = {};
    for (const e of exchanges)
      if (e.request.messages!.some(m => String(m.content).includes(needle)))
        counts[truth.accounts[e.account].group] = (counts[truth.accounts[e.account].group] ?? 0) + 1;
    return counts;
  };
  expect(roles('human text number')['people']).toBeGreaterThan(100);
  expect(roles('human text number')['campaign']).toBeUndefined();
  expect(roles('distill text number')['campaign']).toBeGreaterThan(800);
  expect(roles('distill text number')['people']).toBeUndefined();
  writeFileSync(file, '{"turns":["x"],"kind":"human"}\nnot json\n');
  await expect(make({ prompts: [file] })).rejects.toMatchObject({
    code: 'INPUT_FORMAT',
    message: expect.stringContaining('line 2'),
  });
});

test('every scenario is made, with the groups it names', async () => {
  for (const scenario of Object.keys(scenarios)) {
    const { summary, exchanges } = await make({
      scenario,
      campaignAccounts: undefined,
      exchangesPerAccount: undefined,
      accounts: 160,
      days: 2,
    });
    expect(exchanges.length).toBeGreaterThan(300);
    expect('campaign' in summary.groups).toBe(['letter', 'demo'].includes(scenario));
  }
});

test('a folder that held a longer world holds only the new one', async () => {
  const out = join(root, 'again');
  await makeRange({ ...small, out });
  await makeRange({ ...small, days: 3, out });
  expect(readdirSync(out).filter(name => name.startsWith('exchanges-'))).toHaveLength(3);
});

test('thinning keeps the total at both of its ends', async () => {
  for (const exchangesPerAccount of [10, 1200]) {
    const total = 2400;
    const campaignAccounts = total / exchangesPerAccount;
    const { truth, labels } = await make({ accounts: 60, campaignAccounts, exchangesPerAccount, days: 3 });
    const theirs = Object.values<{ harvest?: number }>(truth.accounts).filter(a => a.harvest !== undefined);
    expect(theirs).toHaveLength(campaignAccounts);
    // Retries come on top; what waits for after the end is lost.
    const harvest = theirs.reduce((sum, a) => sum + a.harvest!, 0);
    expect(harvest).toBe(labels.filter(l => l.harvest).length);
    expect(Math.abs(harvest / total - 1)).toBeLessThan(0.06);
    for (const { harvest } of theirs) expect(harvest! / exchangesPerAccount).toBeGreaterThan(0.05);
  }
});

test('dials turn from none to full', () => {
  for (const name of Object.keys(dials) as (keyof typeof dials)[]) {
    expect(turned(name, 0)).toBeCloseTo(dials[name].none);
    expect(turned(name, 1)).toBeCloseTo(dials[name].full);
  }
  expect(turned('variants', 0.5)).toBe(32);
  // What is off at none turns from its mild end.
  expect(turned('relayShare', 0.01)).toBeCloseTo(0.5, 1);
  expect(turned('relayShare', 0.5)).toBeCloseTo(0.0707);
});
