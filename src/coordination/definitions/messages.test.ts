import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '../../store/index.ts';
import { find, sharesOf } from '../testing/shares.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-messages-'));
const store = await openStore({ data: join(scratch, 'data') });
afterAll(async () => {
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
});

async function edges(window: number, least: number, ...lines: string[]): Promise<string[]> {
  const found = await find(store, scratch, sharesOf(...lines), { counting: 'messages', window, least });
  return found.map(({ a, b, weight }) => `${a} ${b} ${weight}`);
}

test('the window is inclusive, to the millisecond, before and after', async () => {
  expect(await edges(10, 1, 'ann x 1 100', 'bob x 2 110', 'cid x 3 120.001')).toEqual([
    'ann bob 1',
    'bob ann 1',
  ]);
  expect(await edges(10, 1, 'ann x 1 100', 'bob x 2 110', 'cid x 3 120')).toHaveLength(4);
  expect(await edges(0, 1, 'ann x 1 100', 'bob x 2 100', 'cid x 3 100.001')).toEqual([
    'ann bob 1',
    'bob ann 1',
  ]);
});

test('an edge weighs the messages of the account it comes from, in each direction its own', async () => {
  // One share of bob's lies near three of ann's.
  const lines = ['ann x 1 100', 'ann x 2 101', 'ann x 3 102', 'bob x 4 101'];
  expect(await edges(5, 1, ...lines)).toEqual(['ann bob 3', 'bob ann 1']);
  expect(await edges(5, 2, ...lines)).toEqual(['ann bob 3']);
  expect(await edges(5, 4, ...lines)).toEqual([]);
});

test('several shares of the other account near a message count once', async () => {
  const lines = ['ann x 1 100', 'bob x 2 96', 'bob x 3 100', 'bob x 4 100', 'bob x 5 104', 'bob x 6 106'];
  expect(await edges(5, 1, ...lines)).toEqual(['ann bob 1', 'bob ann 4']);
});

test('a message with several objects counts once', async () => {
  const lines = ['ann x 1 100', 'ann y 1 100', 'ann z 2 100', 'bob x 3 100', 'bob y 4 100', 'bob z 5 100'];
  expect(await edges(5, 1, ...lines)).toEqual(['ann bob 2', 'bob ann 3']);
});

test('of rows with the same message and object the first stays', async () => {
  // Message 1 is ann's; that bob and, later, ann herself had it too is not looked at.
  const lines = ['ann x 1 100', 'bob x 1 200', 'ann x 1 200', 'cid x 2 200', 'dot x 3 100'];
  expect(await edges(5, 1, ...lines)).toEqual(['ann dot 1', 'dot ann 1']);
  // Of the same message with another object bob's row stays.
  expect(await edges(5, 1, 'ann x 1 100', 'bob y 1 200', 'cid y 2 200')).toEqual(['bob cid 1', 'cid bob 1']);
});

test('the same message is not near itself, and nobody has an edge to himself', async () => {
  expect(await edges(5, 1, 'ann x 1 100', 'bob y 1 100')).toEqual([]);
  expect(await edges(5, 1, 'ann x 1 100', 'ann x 2 100', 'ann x 3 101')).toEqual([]);
});

test('the object may be the message: only CooRTweet minds', async () => {
  expect(await edges(5, 1, 'ann x x 100', 'bob x 2 100')).toEqual(['ann bob 1', 'bob ann 1']);
});
