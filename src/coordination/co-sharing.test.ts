import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { openStore } from '../store/index.ts';
import { startFront } from '../store/testing/http-front.ts';
import { type CoSharing, coSharing, type Plan } from './index.ts';
import { naive } from './testing/naive.ts';
import { find, type Share, sharesOf } from './testing/shares.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-co-sharing-'));
const store = await openStore({ data: join(scratch, 'data') });
const tables = async () => (await store.query<{ name: string }>('SHOW TABLES')).map(({ name }) => name);
afterAll(async () => {
  expect((await tables()).filter(name => name.startsWith('co_sharing'))).toEqual([]);
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** Few names, so that all clauses are met; some messages are objects; times before 1970 and between milliseconds of cells. */
const shares: fc.Arbitrary<Share[]> = fc.array(
  fc.record({
    account: fc.constantFrom('ann', 'bob', 'Ďurík', 'é', 'zoe', ''),
    object: fc.constantFrom('x', 'y', 'z'),
    message: fc.constantFrom('x', 'y', ...Array.from({ length: 12 }, (_, i) => `${i}`)),
    at: fc.integer({ min: -12, max: 12 }).map(n => n / 4),
  }),
  { maxLength: 50, size: 'max' }, // the default makes them short, and then equal content hardly meets
);
const window = fc.constantFrom(0, 0.25, 1, 2.5, 86_400);
const least = fc.constantFrom(1, 1, 2, 3);
const wanted: Record<CoSharing['counting'], fc.Arbitrary<CoSharing>> = {
  messages: fc.record({ counting: fc.constant('messages' as const), window, least }),
  pairs: fc.record({
    counting: fc.constant('pairs' as const),
    window,
    least,
    participation: fc.integer({ min: 1, max: 5 }),
  }),
};

describe.each(['messages', 'pairs'] as const)('counting %s', counting => {
  test('gives the edges of its definition, in whatever slices', async () => {
    await fc.assert(
      fc.asyncProperty(
        shares,
        wanted[counting],
        fc.constantFrom({ rows: 7, pairs: 1 }, { pairs: 40 }, {}),
        async (rows, how, slice) => {
          expect(await find(store, scratch, rows, how, { slice })).toEqual(naive(rows, how));
        },
      ),
      { numRuns: 20 },
    );
  });
});

/** 400 accounts in 8 groups, each of which shares three objects within a minute; names are not in the order of hashes. */
const crowd = Array.from({ length: 1200 }, (_, i): Share => {
  const account = i % 400;
  const object = Math.floor(i / 400);
  return {
    account: `a${account}`,
    object: `${account % 8}-${object}`,
    message: `${i}`,
    at: object * 1000 + (account % 61),
  };
});

test('slices of few accounts give what one slice gives, and what is to do is known before', async () => {
  const how: CoSharing = { counting: 'messages', window: 20, least: 2 };
  const plans: Plan[] = [];
  const onPlan = (plan: Plan) => plans.push(plan);
  const whole = await find(store, scratch, crowd, how, { onPlan });
  expect(whole).toEqual(naive(crowd, how));
  expect(whole.length).toBeGreaterThan(5000);
  expect(await find(store, scratch, crowd, how, { slice: { rows: 100, pairs: 3000 }, onPlan })).toEqual(
    whole,
  );
  const pairs = crowd.flatMap(one =>
    crowd.filter(other => other !== one && other.object === one.object && Math.abs(other.at - one.at) <= 20),
  ).length;
  expect(plans[0]).toEqual({ shares: 1200, near: 1200, pairs, slices: 1 });
  expect(plans[1]).toMatchObject({ pairs });
  expect(plans[1]!.slices).toBeGreaterThan(10);
});

test('the same from a server', { timeout: 120_000 }, async () => {
  const front = await startFront(join(scratch, 'front'));
  const server = await openStore({ data: join(scratch, 'unused'), server: front.url });
  try {
    for (const how of [
      { counting: 'messages', window: 20, least: 2 },
      { counting: 'pairs', window: 20, participation: 2 },
    ] satisfies CoSharing[])
      expect(await find(server, scratch, crowd, how, { slice: { pairs: 20_000 } })).toEqual(
        naive(crowd, how),
      );
  } finally {
    await server.close();
    await front.close();
  }
});

test('nothing shared gives no edges', async () => {
  expect(await find(store, scratch, [], { counting: 'messages', window: 1 })).toEqual([]);
  expect(await find(store, scratch, sharesOf('ann x 1 1'), { counting: 'pairs', window: 1 })).toEqual([]);
});

test('without a place the earlier row comes first; values of other types are text', async () => {
  const select = `SELECT * FROM values('account LowCardinality(String), object UInt64, message UInt32, time UInt32',
    ('bob', 7, 1, 500), ('ann', 7, 1, 100), ('cid', 7, 2, 500), ('dot', 7, 3, 101))`;
  const edges = [];
  for await (const edge of coSharing(store, { select }, { counting: 'messages', window: 1 }))
    edges.push(edge);
  expect(edges).toEqual([
    { a: 'ann', b: 'dot', weight: 1 },
    { a: 'dot', b: 'ann', weight: 1 },
  ]);
});

test('who stops reading leaves nothing behind', async () => {
  const select =
    'SELECT toString(number) AS account, 1 AS object, number AS message, 0 AS time FROM numbers(300)';
  for await (const { weight } of coSharing(store, { select }, { counting: 'pairs', window: 1 })) {
    expect(weight).toBe(1);
    break;
  }
  expect((await tables()).filter(name => name.startsWith('co_sharing'))).toEqual([]);
});

test.each([
  { window: -1 },
  { window: Number.NaN },
  { window: 3e6 },
  { window: 1, least: 0 },
  { window: 1, least: 1.5 },
  { window: 1, participation: 0 },
])('%o is refused', async how => {
  const edges = coSharing(store, { select: 'SELECT 1' }, { counting: 'pairs', ...how });
  await expect(edges.next()).rejects.toThrow(RangeError);
});
