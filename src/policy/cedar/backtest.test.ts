import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { testStore } from '../../ingest/testing/store.ts';
import { Desk } from '../desk.ts';
import { loadSnapshot } from '../load.ts';
import { usageOf } from '../usage.ts';
import { backtest } from './backtest.ts';
import { Policies } from './policies.ts';
import { shippedFolder } from './shipped.ts';
import { Tally } from './tally.ts';

const { store } = await testStore('backtest');
const inForce = await Policies.load(shippedFolder);
const tried = Policies.compile({
  'a.cedar': `permit (principal, action, resource);
    @decision("verify") @text("x") forbid (principal, action, resource == Model::"m1") when { principal.plan == "free" || principal has campaign };`,
});
const [from, to] = [new Date('2026-04-01'), new Date('2026-04-03')];

beforeAll(async () => {
  // 200 accounts, two days, 9600 exchanges.
  await store.command(
    `INSERT INTO exchanges (id, time, account, model, channel) SELECT toString(number), toDateTime64('2026-04-01 00:00:00', 3, 'UTC') + number * 18,
     concat('a', toString(number % 200)), concat('m', toString(intDiv(number, 200) % 3)), if(number % 2, 'api', '') FROM numbers(9600)`,
  );
  await store.command(
    `INSERT INTO accounts (account, plan) SELECT concat('a', toString(number)), if(number % 4, 'paid', 'free') FROM numbers(200)`,
  );
  const accounts = [{ account: 'a1', role: 'harvester' }];
  await store.command(
    `INSERT INTO campaigns (id, detected, until, verdict, document) SELECT 'SW-2026-0001', now64(3), now64(3), 'harvesting', {document:String}`,
    { params: { document: JSON.stringify({ id: 'SW-2026-0001', verdict: 'harvesting', accounts }) } },
  );
});

it('gives the same in one pass and in many, and does not name more accounts than asked for', async () => {
  const options = { from, to, inForce, tried, top: 7 };
  const once = await backtest(store, options);
  expect(once).toMatchObject({ accounts_seen: 200, exchanges_seen: 9600, accounts_changed: 51 });
  // A quarter of the accounts and a1, a third of their 48 exchanges each.
  expect(once.exchanges_changed).toBe(51 * 16);
  expect(once.most_affected).toHaveLength(7);
  expect(once.notes).toHaveLength(2);
  const progress: number[] = [];
  const many = await backtest(store, {
    ...options,
    atOnce: 30,
    onProgress: ({ exchanges }) => progress.push(exchanges),
  });
  expect(many).toEqual(once);
  expect(progress.at(-1)).toBe(9600);
  const sum = (of: 'before' | 'after') => once.decisions.reduce((total, one) => total + one[of], 0);
  expect([sum('before'), sum('after')]).toEqual([9600, 9600]);
});

it('is ended by its signal', async () => {
  const stop = new AbortController();
  stop.abort(new Error('no more'));
  await expect(backtest(store, { from, to, inForce, tried, signal: stop.signal })).rejects.toThrow('no more');
});

it('the end is exclusive, the beginning is not', async () => {
  const hour = await backtest(store, { from, to: new Date('2026-04-01T01:00:00Z'), inForce, tried });
  expect(hour.exchanges_seen).toBe(200);
});

it('loads what decisions need, and how much of a grant is used up', async () => {
  const desk = await Desk.open(store, () => new Date('2026-04-01T00:00:00Z'));
  // More names than one statement takes.
  const accounts = ['a7', 'a8', ...Array.from({ length: 20_000 }, (_, i) => `elsewhere-${i}`)];
  const grant = {
    to: 'x',
    accounts,
    models: ['m1', 'm2'],
    volume: 1000,
    from: '2026-04-01T12:00:00+02:00',
    until: '2026-04-02T10:00:00Z',
    purpose: 'p',
    contract: 'c',
  };
  const none = { ...grant, models: ['m9'] };
  await desk.write(
    { actor: 'a', reason: 'r', kind: 'grant', subject: 'g1', after: grant },
    { actor: 'a', reason: 'r', kind: 'grant', subject: 'g2', after: none },
  );
  const [row] = await store.query<{ n: number }>(
    `SELECT count() AS n FROM exchanges WHERE account IN ('a7', 'a8') AND model IN ('m1', 'm2') AND time >= '2026-04-01 10:00:00' AND time < '2026-04-02 10:00:00'`,
  );
  const snapshot = await loadSnapshot(store, desk);
  expect(snapshot.accounts).toBe(200);
  expect(snapshot.usage('g1')).toBe(row!.n);
  expect(row!.n).toBeGreaterThan(20);
  expect(snapshot.usage('g2')).toBe(0);
  expect(await usageOf(store, grant, new Date('2026-04-01T10:00:00Z'))).toBe(0);
  const facts = snapshot.facts({ account: 'a1', model: 'm1' }, Date.parse('2026-04-01T11:00:00Z'));
  expect(facts).toMatchObject({ plan: 'paid', campaign: { id: 'SW-2026-0001', role: 'harvester' } });
});

it('counts the same however exchanges are cut into groups', () => {
  const decision = fc.constantFrom('allow', 'slow', 'suspend');
  const group = fc.record({
    account: fc.constantFrom('a', 'b', 'c'),
    n: fc.integer({ min: 1, max: 9 }),
    from: decision,
    to: decision,
  });
  const of = (kind: 'allow' | 'slow' | 'suspend') => ({ decision: kind, obligations: [], reasons: [] });
  fc.assert(
    fc.property(fc.array(group), groups => {
      const [whole, single] = [new Tally(2), new Tally(2)];
      for (const { account, n, from, to } of groups) {
        whole.add(account, n, of(from as 'slow'), of(to as 'slow'));
        for (let i = 0; i < n; i++) single.add(account, 1, of(from as 'slow'), of(to as 'slow'));
      }
      for (const tally of [whole, single]) tally.endPass();
      expect(single).toEqual(whole);
      const changed = groups.filter(({ from, to }) => from !== to);
      expect(whole.changedExchanges).toBe(changed.reduce((sum, { n }) => sum + n, 0));
      expect(whole.changedAccounts).toBe(new Set(changed.map(({ account }) => account)).size);
      expect(whole.changes.reduce((sum, { exchanges }) => sum + exchanges, 0)).toBe(whole.changedExchanges);
    }),
  );
});
