import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '../../store/index.ts';
import { find, sharesOf } from '../testing/shares.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-pairs-'));
const store = await openStore({ data: join(scratch, 'data') });
afterAll(async () => {
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
});

async function edges(
  { window = 5, least = 1, participation = 1 }: { window?: number; least?: number; participation?: number },
  ...lines: string[]
): Promise<string[]> {
  const wanted = { counting: 'pairs' as const, window, least, participation };
  const found = await find(store, scratch, sharesOf(...lines), wanted);
  return found.map(({ a, b, weight }) => `${a} ${b} ${weight}`);
}

test('an edge comes once, its names in order, and weighs all pairs of rows', async () => {
  const lines = ['zoe x 1 100', 'zoe x 2 101', 'ann x 3 102', 'ann y 4 500', 'zoe y 5 495'];
  expect(await edges({}, ...lines)).toEqual(['ann zoe 3']);
  expect(await edges({ least: 4 }, ...lines)).toEqual([]);
});

test('the window is inclusive', async () => {
  expect(await edges({}, 'ann x 1 100', 'bob x 2 105', 'cid x 3 110.001')).toEqual(['ann bob 1']);
  expect(await edges({ window: 0 }, 'ann x 1 100', 'bob x 2 100', 'cid x 3 100.001')).toEqual(['ann bob 1']);
});

test('rows of the same account or of the same content are no pair', async () => {
  expect(await edges({}, 'ann x 1 100', 'ann x 2 100')).toEqual([]);
  expect(await edges({}, 'ann x 1 100', 'bob x 1 100', 'bob x 2 101')).toEqual(['ann bob 1']);
  // Each of the four has somebody else to pair with.
  expect(await edges({}, 'ann x 1 100', 'bob x 1 100', 'ann x 2 100', 'bob x 3 100')).toEqual(['ann bob 3']);
});

test('equal rows are as many rows', async () => {
  expect(await edges({}, 'ann x 1 100', 'ann x 1 100', 'bob x 2 100')).toEqual(['ann bob 2']);
});

test('a row whose object is its own content is in no pair', async () => {
  expect(await edges({}, 'ann x x 100', 'bob x 2 100', 'cid x 3 100')).toEqual(['bob cid 1']);
});

test('accounts with too few rows are left out first', async () => {
  // ann has two rows near bob's one.
  const lines = ['ann x 1 100', 'ann y 2 200', 'bob x 3 100'];
  expect(await edges({ participation: 1 }, ...lines)).toEqual(['ann bob 1']);
  expect(await edges({ participation: 2 }, ...lines)).toEqual([]);
});

test('of a pair either account has to take part often enough, not both', async () => {
  const lines = ['ann x 1 100', 'ann y 2 200', 'bob x 3 100', 'bob w 4 900', 'cid y 5 200', 'cid w 6 999'];
  expect(await edges({ participation: 2 }, ...lines)).toEqual(['ann bob 1', 'ann cid 1']);
  // Without ann's second pair nobody does.
  expect(await edges({ participation: 2 }, ...lines.slice(0, 4))).toEqual([]);
});

test('taking part is to have a row whose content is in a pair, be it in another row', async () => {
  // Content 1 is in a pair by x; ann's row of it with the object v is in none, and counts all the same …
  const lines = ['ann x 1 100', 'ann v 1 100', 'bob x 3 100', 'bob w 4 900'];
  expect(await edges({ participation: 2 }, ...lines)).toEqual(['ann bob 1']);
  expect(await edges({ participation: 2 }, ...lines.with(1, 'ann v 2 100'))).toEqual([]);
  // … as does one whose object is its content, and one of content that somebody else has in a pair.
  expect(await edges({ participation: 2 }, ...lines.with(1, 'ann 1 1 100'))).toEqual(['ann bob 1']);
  expect(await edges({ participation: 2 }, ...lines.with(1, 'ann v 3 900'))).toEqual(['ann bob 1']);
});
