import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '../store/index.ts';
import { loadStreams } from './read.ts';
import { scopeOf } from './scope.ts';
import { HOURS, keepContexts, PARTS } from './streams.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-active-'));
const store = await openStore({ data: join(scratch, 'data') });
afterAll(async () => {
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
});

test('an hour in which an account is active counts once, shared by its streams as they sent in it', async () => {
  const send = (account: string, system: number, times: string[]) =>
    store.insertSelect(
      'exchanges (account, id, system, time)',
      `SELECT {account:String}, concat({account:String}, {system:String}, toString(number)), toUInt64({system:String}),
         toDateTime64({times:Array(String)}[number + 1], 3, 'UTC') FROM numbers(length({times:Array(String)}))`,
      { params: { account, system: String(system), times } },
    );
  const batch = (n: number) => Array.from({ length: n }, (_, i) => `2026-04-01 10:0${i}:00`);
  await send('a', 1, [...batch(6), '2026-04-03 12:00:00']);
  await send('a', 2, batch(2));
  // Of the same hour, and another account's.
  await send('b', 1, batch(9));
  const { scope } = await scopeOf(store);
  await keepContexts(store, scope, 'contexts_of_active');
  const { streams } = await loadStreams(store, scope, 'contexts_of_active');
  const rows = Array.from({ length: streams.count }, (_, s) => {
    const hours = [...streams.activeHours.subarray(s * HOURS, (s + 1) * HOURS)];
    const parts = [...streams.activeParts.subarray(s * PARTS, (s + 1) * PARTS)];
    return [
      streams.accounts[streams.account[s]!],
      streams.exchanges[s],
      hours[10],
      hours[12],
      parts[0],
      parts[31],
    ];
  });
  expect(rows).toEqual([
    ['a', 7, 0.75, 1, 0.75, 1],
    ['a', 2, 0.25, 0, 0.25, 0],
    ['b', 9, 1, 0, 1, 0],
  ]);
});
