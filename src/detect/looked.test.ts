import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, type Store } from '../store/index.ts';
import { Looked } from './looked.ts';
import { worldOf } from './testing/world.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-looked-'));
let store: Store;
beforeAll(async () => {
  store = await openStore({ data: scratch });
});
afterAll(async () => {
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
});

const day = (n: number) => new Date(Date.UTC(2026, 3, n));
/** Streams of random keys, the same at every call, that have sent so much. */
function streamsThatSent(exchanges: readonly number[]) {
  const { streams } = worldOf(exchanges.map(n => [{ exchanges: n }]));
  streams.budgets.keys = Uint32Array.from({ length: 2 * exchanges.length }, (_, i) =>
    Math.imul(i + 1, 0x9e3779b1),
  );
  return streams;
}

test('what a look spent is known to later ones, and not to earlier ones or to itself', async () => {
  const many = Array.from({ length: 9000 }, (_, i) => 1 + (i % 50));
  const first = new Looked();
  first.mark(streamsThatSent(many), many.keys());
  await first.save(store, day(10));

  const more = many.map(n => 2 * n);
  const second = await Looked.load(store, day(20));
  expect([...second.before(streamsThatSent(more))]).toEqual(many);
  second.mark(streamsThatSent(more), [7]);
  await second.save(store, day(20));

  const at = async (n: number) => [...(await Looked.load(store, day(n))).before(streamsThatSent(more))];
  expect(await at(10)).toEqual(many.map(() => 0));
  expect(await at(20)).toEqual(many);
  expect(await at(21)).toEqual(many.map((n, s) => (s === 7 ? 2 * n : n)));
});

test('a look at a part of the time does not take back what was spent', () => {
  const looked = new Looked();
  looked.mark(streamsThatSent([30, 40]), [0, 1]);
  looked.mark(streamsThatSent([3, 50]), [0, 1]);
  expect([...looked.before(streamsThatSent([3, 50]))]).toEqual([30, 50]);
});
