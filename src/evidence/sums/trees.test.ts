import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, type Store } from '../../store/index.ts';
import { put } from '../testing/put.ts';
import {
  accountCommitment,
  hashLeaf,
  hourLeaves,
  hourOf,
  hoursOf,
  hourText,
  hourTrees,
  openHour,
  pseudonymOf,
  saltOfLeaf,
  u64,
} from './index.ts';

const secret = randomBytes(32);
const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-sums-'));
let store: Store;
const H = hourOf('2026-04-22T03:00:00Z');
// Names as hard as ingest lets them be; two models; an hour's first and last millisecond.
const accounts = [
  'acct_1',
  'ключ 🔑',
  "O'Brien\\",
  'a',
  'email:0f',
  ...Array.from({ length: 30 }, (_, i) => `p${i}`),
];
const sent = accounts.flatMap((account, i) =>
  Array.from({ length: 1 + (i % 4) }, (_, n) => ({
    account,
    model: n % 2 ? 'opus-4.6' : 'sonnet ü',
    time: new Date((H + (i % 3)) * 3_600_000 + (n === 0 ? 0 : n === 1 ? 3_599_999 : 7000 * n)),
    input: 100 * i + n,
    output: n === 2 ? 4_000_000_000 : n,
  })),
);

beforeAll(async () => {
  store = await openStore({ data: join(scratch, 'data') });
  await put(store, sent);
});
afterAll(async () => {
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** The leaves of an hour, made of the same exchanges in JavaScript, as the format says. */
function expected(hour: number) {
  const sums = new Map<string, { account: string; model: string; numbers: [number, number, number] }>();
  for (const { account, model, time, input, output } of sent) {
    if (hourOf(time) !== hour) continue;
    const key = JSON.stringify([account, model]);
    const { numbers } = sums.get(key) ?? { numbers: [0, 0, 0] as const };
    sums.set(key, { account, model, numbers: [numbers[0] + 1, numbers[1] + input, numbers[2] + output] });
  }
  return [...sums.values()]
    .map(({ account, model, numbers }) => {
      const commitment = accountCommitment(secret, account);
      const salt = saltOfLeaf(secret, hour, commitment, model);
      const pseudonym = pseudonymOf(salt, commitment);
      const bytes = Buffer.concat([pseudonym, u64(hour), ...numbers.map(u64), Buffer.from(model)]);
      const [exchanges, input_tokens, output_tokens] = numbers;
      return {
        ...{ hour, account, model, exchanges, input_tokens, output_tokens },
        ...{ commitment, salt, pseudonym, hash: hashLeaf(bytes) },
      };
    })
    .sort((a, b) => Buffer.compare(a.pseudonym, b.pseudonym));
}

test('the engine makes the leaves that JavaScript makes', async () => {
  for (const hour of [H, H + 1, H + 2]) {
    const opened = await openHour(store, secret, hour);
    expect(opened!.leaves).toEqual(expected(hour));
  }
});

test('trees of many hours read at once are those of each', async () => {
  const trees = await hourTrees(store, secret, H - 5, H + 50);
  expect([...trees.keys()]).toEqual([H, H + 1, H + 2]);
  for (const [hour, tree] of trees) expect(tree).toEqual((await openHour(store, secret, hour))!.tree.tree);
  const total = [...trees.values()].reduce((sum, tree) => sum + tree.exchanges, 0);
  expect(total).toBe(sent.length);
  const some = await hourTrees(store, secret, H, H + 3, [H, H + 2]);
  expect([...some]).toEqual([...trees].filter(([hour]) => hour !== H + 1));
  expect(await openHour(store, secret, H + 3)).toBeUndefined();
  expect((await hourTrees(store, secret, H, H + 1)).size).toBe(1);
});

test('with another secret the same exchanges have other leaves', async () => {
  const other = await openHour(store, randomBytes(32), H);
  const pseudonyms = new Set(expected(H).map(({ pseudonym }) => pseudonym.toString('hex')));
  expect(other!.leaves.some(({ pseudonym }) => pseudonyms.has(pseudonym.toString('hex')))).toBe(false);
  expect(other!.tree.sums).toEqual((await openHour(store, secret, H))!.tree.sums);
});

test("some accounts' leaves can be read alone, and are those of the whole tree", async () => {
  const some = [];
  for await (const leaf of hourLeaves(store, secret, H, H + 3, 'account IN {who:Array(String)}', {
    who: ["O'Brien\\", 'p7'],
  }))
    some.push(leaf);
  const all = [H, H + 1, H + 2].flatMap(expected);
  expect(some).toEqual(all.filter(({ account }) => ["O'Brien\\", 'p7'].includes(account)));
});

test('hours are counted, and named by their first moment', async () => {
  const hours = await hoursOf(store);
  expect([...hours.keys()]).toEqual([H, H + 1, H + 2]);
  expect([...hours.values()].reduce((a, b) => a + b)).toBe(sent.length);
  expect(hourText(H)).toBe('2026-04-22T03:00:00.000Z');
  expect(hourOf('2026-04-22T03:59:59.999Z')).toBe(H);
});
