import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openStore } from '../store/index.ts';
import { loadHabits } from './habits.ts';
import { loadStreams } from './read.ts';
import { keepContexts, type Scope } from './streams.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-habits-'));
const store = await openStore({ data: join(scratch, 'data') });
afterAll(async () => {
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
});
beforeEach(() => store.command('TRUNCATE TABLE exchanges'));

interface Exchange {
  account: string;
  day: number;
  network: string;
  max_tokens: number;
  temperature: number;
  stream: number;
}

const DAY = 86_400;
const from = Date.UTC(2026, 3, 1) / 1000;
const scopeUntil = (day: number): Scope => ({
  part: 'everything',
  until: new Date((from + day * DAY) * 1000),
  table: 'exchanges',
  where: `time < fromUnixTimestamp(${from + day * DAY})`,
  from,
  to: from + day * DAY,
});

async function add(exchanges: readonly Exchange[]): Promise<void> {
  const file = join(scratch, 'exchanges.jsonl');
  const lines = exchanges.map(({ day, ...rest }, i) =>
    // Scattered over the day, its first and last second among them.
    JSON.stringify({ ...rest, time: from + day * DAY + [0, DAY - 1, (i * 7919) % DAY][i % 3]! }),
  );
  writeFileSync(file, lines.map(line => `${line}\n`).join(''));
  const columns = ['account', 'network', 'max_tokens', 'temperature', 'stream', 'time'];
  await store.insertBatch({
    into: 'exchanges',
    columns,
    file,
    structure:
      'account String, network String, max_tokens UInt32, temperature Float32, stream UInt8, time UInt32',
    select: source => `SELECT ${columns.join(', ')} FROM ${source}`,
  });
}

async function streamsOf(scope: Scope) {
  await store.command('DROP TABLE IF EXISTS contexts');
  await keepContexts(store, scope, 'contexts');
  return (await loadStreams(store, scope, 'contexts')).streams;
}

/** What `Habit.of` should say, from every pair of exchanges. */
function counted(
  exchanges: readonly Exchange[],
  accounts: readonly string[],
  shownBy: (exchange: Exchange) => string,
): number {
  const shown = accounts
    .map(account => exchanges.filter(x => x.account === account && shownBy(x) !== ''))
    .filter(own => new Set(own.map(({ day }) => day)).size > 1);
  const alike = (
    some: readonly Exchange[],
    others: readonly Exchange[],
    pair = (_a: Exchange, _b: Exchange) => true,
  ) => {
    let [same, pairs] = [0, 0];
    for (const a of some)
      for (const b of others) {
        if (!pair(a, b)) continue;
        pairs++;
        if (shownBy(a) === shownBy(b)) same++;
      }
    return same / pairs;
  };
  const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  const within = mean(shown.map(own => alike(own, own, (a, b) => a.day !== b.day)));
  const between = mean(
    shown.flatMap(own => shown.filter(other => other !== own).map(other => alike(own, other))),
  );
  return shown.length < 5 || between > 0.95 ? Number.NaN : (within - between) / (1 - between);
}

/** Limits of one power of two count as the same. */
const parametersOf = ({ max_tokens, temperature, stream }: Exchange) =>
  [Math.floor(Math.log2(1 + max_tokens)), temperature, stream].join();

/** Names whose order as bytes is not that of JavaScript's strings, of letters or of length. */
const names = ['b', 'B', 'a', 'aa', '', 'é', '～', '😀', "o'hara", 'z\t'];

const exchange = fc.record({
  account: fc.constantFrom(...names),
  day: fc.nat(3),
  network: fc.constantFrom('', '203.0.113.0/24', '198.51.100.0/24', '2001:db8:1::/48'),
  max_tokens: fc.constantFrom(0, 1000, 1022, 1023, 4096),
  temperature: fc.constantFrom(-1, 0.7),
  stream: fc.constantFrom(0, 1),
});

test('what is loaded says the same as a count over all pairs of exchanges', async () => {
  let [told, without] = [0, 0];
  const traffic = fc.array(exchange, { minLength: 1, maxLength: 120, size: 'max' });
  await fc.assert(
    fc.asyncProperty(traffic, fc.integer({ min: 1, max: 4 }), fc.nat(1023), async (all, until, which) => {
      const scope = scopeUntil(until);
      const seen = all.filter(({ day }) => day < until);
      await store.command('TRUNCATE TABLE exchanges');
      await add(all);
      const streams = await streamsOf(scope);
      const habits = await loadHabits(store, scope, streams);
      const some = streams.accounts.filter((_, i) => (which >> i) & 1);
      for (const [name, shownBy] of [
        ['parameters', parametersOf],
        ['network', (x: Exchange) => x.network],
      ] as const)
        for (const accounts of [streams.accounts, some]) {
          const expected = counted(seen, accounts, shownBy);
          const habit = habits[name].of(accounts.map(account => streams.accounts.indexOf(account)));
          if (Number.isNaN(expected)) expect(habit).toBeNaN();
          else expect(habit).toBeCloseTo(expected, 5);
          if (!Number.isNaN(expected)) told++;
        }
      if (streams.accounts.some(name => seen.every(x => x.account !== name || x.network === ''))) without++;
    }),
    { numRuns: 25, seed: 1 },
  );
  // Or nothing was tried.
  expect(told).toBeGreaterThan(25);
  expect(without).toBeGreaterThan(0);
});

/** One that is seen on two days in a network of its own. */
const regular = (account: string, network = `${account}/24`): Exchange[] =>
  [0, 1].map(day => ({ account, day, network, max_tokens: 100, temperature: -1, stream: 0 }));

test("accounts are numbered as streams' are, those without the value too", async () => {
  const [first, between, last] = ['a', 'm', 'z'];
  const inside = ['b', 'c', 'd', 'n', 'o', 'p'];
  await add([first, between, last].flatMap(account => regular(account, '')));
  await add(inside.flatMap(account => regular(account)));
  const streams = await streamsOf(scopeUntil(4));
  const { network, parameters } = await loadHabits(store, scopeUntil(4), streams);
  const numbers = (accounts: readonly string[]) => accounts.map(name => streams.accounts.indexOf(name));
  expect(network.of(numbers(inside))).toBe(1);
  expect(network.of(numbers(inside.slice(1)))).toBe(1);
  expect(network.of(numbers([...inside.slice(2), first, between, last]))).toBeNaN();
  expect(parameters.of(numbers(inside))).toBeNaN();
});

test('an account that comes in after streams were read changes nothing', async () => {
  const known = ['b', 'd', 'f', 'h', 'j', 'l'];
  await add(known.flatMap(account => regular(account)));
  const streams = await streamsOf(scopeUntil(4));
  await add(['a', 'e', 'z'].flatMap(account => regular(account)));
  const { network } = await loadHabits(store, scopeUntil(4), streams);
  expect(network.of(known.keys())).toBe(1);
});
