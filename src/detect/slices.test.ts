import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openStore } from '../store/index.ts';
import { loadStreams } from './read.ts';
import { scopeOf } from './scope.ts';
import { slicesOf } from './slices.ts';
import { keepContexts } from './streams.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-slices-'));
const store = await openStore({ data: join(scratch, 'data') });
afterAll(async () => {
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
});
beforeEach(() => store.command('TRUNCATE TABLE exchanges'));

const all = { table: 'exchanges', where: '1' };

/** Exchanges of accounts 1, 2, 3 …, so many of each. */
const add = (volumes: readonly number[], name = "concat('acct_', leftPad(toString(i), 3, '0'))") =>
  store.insertSelect(
    'exchanges (account, id, time)',
    `SELECT ${name}, concat(toString(i), '_', toString(j)), toDateTime64('2026-04-01 00:00:00', 3, 'UTC') + j
     FROM (SELECT row.1 AS i, arrayJoin(range(row.2)) AS j FROM (
       SELECT arrayJoin(arrayZip(arrayEnumerate({volumes:Array(UInt32)}), {volumes:Array(UInt32)})) AS row))`,
    { params: { volumes } },
  );

const accountsIn = async ({ where, params }: Awaited<ReturnType<typeof slicesOf>>[number]) =>
  store.query<{ name: string; n: number }>(
    `SELECT hex(account) AS name, count() AS n FROM exchanges WHERE ${where} GROUP BY account ORDER BY account`,
    { params },
  );

test('every account is whole in one slice, in their order, and no slice is larger than asked for by more than one of them', async () => {
  const volumes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(volumes, fc.integer({ min: 1, max: 200 }), async (list, size) => {
      await store.command('TRUNCATE TABLE exchanges');
      await add(list);
      const slices = await Promise.all((await slicesOf(store, all, size)).map(accountsIn));
      const seen = slices.flat();
      expect(seen.map(({ n }) => n)).toEqual(list);
      expect(new Set(seen.map(({ name }) => name)).size).toBe(list.length);
      for (const slice of slices) {
        const sent = slice.reduce((sum, { n }) => sum + n, 0);
        expect(slice.length).toBeGreaterThan(0);
        expect(sent - slice[slice.length - 1]!.n).toBeLessThan(size);
      }
    }),
    { numRuns: 40 },
  );
});

test('what fits one slice has no bounds, and neither has nothing', async () => {
  expect(await slicesOf(store, all)).toEqual([{ where: '1', params: {} }]);
  await add([3, 4]);
  expect(await slicesOf(store, all, 100)).toEqual([{ where: '1', params: {} }]);
});

test('a name that is not UTF-8 bounds no slice', async () => {
  await add([10, 10, 10, 10], "concat('acct_', char(if(i = 3, 255, 64 + i)))");
  const slices = await Promise.all((await slicesOf(store, all, 10)).map(accountsIn));
  expect(slices.map(slice => slice.map(({ n }) => n))).toEqual([[10], [10], [10, 10]]);
});

test('streams that are read in slices are those that are there, and slices say which are theirs', async () => {
  await add(Array.from({ length: 300 }, (_, i) => 5_000 + 16 * i));
  const { scope } = await scopeOf(store);
  await keepContexts(store, scope, 'contexts_of_slices');
  const { streams, slices } = await loadStreams(store, scope, 'contexts_of_slices');
  expect(streams.accounts).toHaveLength(300);
  expect([...streams.exchanges]).toEqual(Array.from({ length: 300 }, (_, i) => 5_000 + 16 * i));
  expect(slices.map(({ from, to }) => [from, to])).toEqual([
    [0, 160],
    [160, 278],
    [278, 300],
  ]);
});
