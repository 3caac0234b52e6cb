import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOutlines, readRecords } from './records.ts';
import { type Play, play } from './testing/desk.ts';

let at: Play;
afterAll(() => at.store.close());

const contained = Array.from({ length: 25_000 }, (_, i) => ({
  account: `acct_${i} "\\ü😀`,
  grade: 'thin' as const,
  reference: `SWR-${i}`,
}));
const names = contained.map(({ account }) => account);
const text = '// “not” all of it: \\ " \u202e 漢😀\n'.repeat(500);

beforeAll(async () => {
  at = await play();
  const by = { actor: 'ana', reason: 'r' };
  const action = { plan: 'P-1', campaign: 'C', accounts: contained, until: '2036-01-01T00:00:00Z' };
  await at.desk.write({
    ...by,
    kind: 'policy',
    subject: 'policies',
    after: { 'a "b".cedar': text, 'c.cedar': 'x' },
  });
  await at.desk.write({ ...by, kind: 'action', subject: 'A-1', after: action });
  await at.desk.write({
    ...by,
    kind: 'undo',
    subject: 'A-1',
    before: { accounts: 3 },
    after: { action: 'A-1', accounts: names },
  });
  await at.desk.write({
    ...by,
    kind: 'lift',
    subject: 'H-1',
    before: { model: 'm', more: { text } },
    after: null,
  });
  await at.desk.write({ ...by, kind: 'undo', subject: 'A-1', after: { action: 'A-1', accounts: 'all' } });
});

test('an outline is the record without what is long, and says how long that is', async () => {
  const [policy, action, some, lift, all] = await readOutlines(at.store);
  expect([policy!.after, policy!.left_out]).toEqual([
    { 'a "b".cedar': '', 'c.cedar': 'x' },
    { 'after.a "b".cedar': [...text].length },
  ]);
  expect(action).toMatchObject({
    kind: 'action',
    subject: 'A-1',
    before: null,
    after: { plan: 'P-1', campaign: 'C', accounts: [], until: '2036-01-01T00:00:00Z' },
    left_out: { 'after.accounts': 25_000 },
  });
  expect([some!.before, some!.after, some!.left_out]).toEqual([
    { accounts: 3 },
    { action: 'A-1', accounts: [] },
    { 'after.accounts': 25_000 },
  ]);
  expect([lift!.before, lift!.after, lift!.left_out]).toEqual([
    { model: 'm', more: {} },
    null,
    { 'before.more': 1 },
  ]);
  expect(all!.left_out).toEqual({});
  // What is short is as it is.
  const whole = await readRecords(at.store);
  expect({ ...all, left_out: undefined }).toEqual({ ...whole.at(-1), left_out: undefined });
  expect(whole[1]!.after).toMatchObject({ accounts: contained });
  expect(JSON.stringify(await readOutlines(at.store)).length).toBeLessThan(3000);
});

test('they are read a page at a time, and one by its id', async () => {
  const all = await readRecords(at.store);
  const page = await readOutlines(at.store, { last: 2, until: all[3]!.id });
  expect(page.map(({ id }) => id)).toEqual([all[1]!.id, all[2]!.id]);
  expect(await readRecords(at.store, { id: all[2]!.id })).toEqual([all[2]]);
});
