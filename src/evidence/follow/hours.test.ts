import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, type Store } from '../../store/index.ts';
import type { HourEntry } from '../entries.ts';
import { TransparencyLog } from '../log/index.ts';
import { hourOf, hourText, openHour } from '../sums/index.ts';
import { put } from '../testing/put.ts';
import { AT_ONCE, batches, commitHours } from './hours.ts';

const secret = randomBytes(32);
const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-hours-'));
const HOUR = 3_600_000;
const H = hourOf('2026-04-22T03:00:00Z');
const now = new Date('2026-04-22T05:30:00Z');
const at = (hour: number, seconds: number) => new Date((H + hour) * HOUR + seconds * 1000);
let store: Store;
let folders = 0;

beforeAll(async () => {
  store = await openStore({ data: join(scratch, 'data') });
});
afterAll(async () => {
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** Nothing stored, and an empty log. */
async function fresh(): Promise<TransparencyLog> {
  await store.command('TRUNCATE TABLE exchanges');
  return TransparencyLog.open(join(scratch, `log${folders++}`));
}

async function hoursIn(log: TransparencyLog): Promise<({ index: number } & HourEntry)[]> {
  const hours = [];
  for await (const { index, entry } of log.entries())
    if (entry.type === 'hour') hours.push({ index, ...(entry as HourEntry) });
  return hours;
}

const sent = (account: string, hour: number, seconds = 1) => ({ account, time: at(hour, seconds) });

test('hours that are over are committed once, with the tree of their exchanges', async () => {
  const log = await fresh();
  await put(store, [sent('a', 0), sent('b', 0), sent('a', 1), sent('a', 2)]);
  const first = await commitHours(store, log, secret, { now });
  // 05:30: the hours from 03:00 and 04:00 are over, that from 05:00 isn't.
  expect(first).toEqual({ hours: 2, corrected: 0, exchanges: 3, less: [] });
  const logged = await hoursIn(log);
  expect(logged.map(({ hour, replaces }) => [hour, replaces])).toEqual([
    [hourText(H), null],
    [hourText(H + 1), null],
  ]);
  expect(logged[0]!.tree).toEqual((await openHour(store, secret, H))!.tree.tree);
  expect(logged[0]!.tree).toMatchObject({ leaves: 2, exchanges: 2, input_tokens: 20, output_tokens: 200 });
  const size = log.size;
  expect(await commitHours(store, log, secret, { now })).toMatchObject({ hours: 0 });
  expect(log.size).toBe(size);
});

test('an hour that goes on is committed where that is asked for, and again when it is over', async () => {
  const log = await fresh();
  await put(store, [sent('a', 2)]);
  expect(await commitHours(store, log, secret, { now })).toMatchObject({ hours: 0 });
  expect(await commitHours(store, log, secret, { now, close: true })).toMatchObject({ hours: 1 });
  await put(store, [sent('b', 2, 2000)]);
  const later = new Date(now.getTime() + HOUR);
  expect(await commitHours(store, log, secret, { now: later })).toMatchObject({ hours: 1, corrected: 1 });
  const [before, after] = await hoursIn(log);
  expect(after).toMatchObject({ replaces: before!.index, tree: { exchanges: 2 } });
});

test('an hour is over when exchanges of a later one are stored, whatever the clock says', async () => {
  const log = await fresh();
  await put(store, [sent('a', 0), sent('a', 1), sent('a', 7)]);
  const early = new Date('2020-01-01T00:00:00Z');
  expect(await commitHours(store, log, secret, { now: early })).toMatchObject({ hours: 2, exchanges: 2 });
});

test('what comes late is a new entry that names the one it replaces; others stay as they are', async () => {
  const log = await fresh();
  await put(store, [sent('a', 0), sent('a', 1)]);
  await commitHours(store, log, secret, { now });
  const before = await hoursIn(log);
  await put(store, [sent('late', 0)]);
  expect(await commitHours(store, log, secret, { now })).toEqual({
    hours: 1,
    corrected: 1,
    exchanges: 2,
    less: [],
  });
  const after = await hoursIn(log);
  expect(after.slice(0, 2)).toEqual(before);
  expect(after[2]).toMatchObject({ hour: hourText(H), replaces: before[0]!.index });
  expect(after[2]!.tree).toEqual((await openHour(store, secret, H))!.tree.tree);
});

test('an hour of which something is gone is not committed anew: it is named', async () => {
  const log = await fresh();
  await put(store, [sent('a', 0), sent('b', 0), sent('a', 1), sent('big', -1), sent('x', -1)]);
  await commitHours(store, log, secret, { now });
  const logged = await hoursIn(log);
  await store.command(
    `ALTER TABLE exchanges DELETE WHERE account IN ('b', 'big') OR time >= '${at(1, 0).toISOString().slice(0, 19)}'`,
    { settings: { mutations_sync: 1 } },
  );
  // More exchanges of the hour before, yet one that had been committed is gone.
  await put(store, [
    { ...sent('x', -1), input: 0, output: 0 },
    { ...sent('x', -1), input: 0, output: 0 },
  ]);
  const { less, hours } = await commitHours(store, log, secret, { now });
  expect(hours).toBe(0);
  const byHour = new Map(less.map(one => [one.hour, one]));
  expect(byHour.get(hourText(H - 1))).toMatchObject({ index: logged[0]!.index, stored: { exchanges: 3 } });
  expect(byHour.get(hourText(H))).toMatchObject({ index: logged[1]!.index, stored: { exchanges: 1 } });
  expect(byHour.get(hourText(H + 1))).toMatchObject({ index: logged[2]!.index, stored: null });
});

test('killed between two batches, it goes on behind the last that was appended', async () => {
  const log = await fresh();
  const big = (hour: number) => ({ hour, n: AT_ONCE / 2 + 1 });
  for (const { hour, n } of [big(-3), big(-2), big(-1)])
    await store.insertSelect(
      'exchanges (id, time, account, model, input_tokens, output_tokens)',
      `SELECT toString(number), fromUnixTimestamp64Milli(toInt64(${(H + hour) * HOUR}) + number % 3600000, 'UTC'),
         concat('a', toString(number % 50)), 'm', 1, 2 FROM numbers(${n})`,
    );
  const killed = commitHours(store, log, secret, {
    now,
    onProgress: ({ hours }) => {
      if (hours === 1) throw new Error('killed');
    },
  });
  await expect(killed).rejects.toThrow('killed');
  expect((await hoursIn(log)).map(({ hour }) => hour)).toEqual([hourText(H - 3)]);
  const seen: number[] = [];
  const rest = await commitHours(store, log, secret, {
    now,
    onProgress: ({ hours, ofHours }) => seen.push(hours, ofHours),
  });
  expect(rest).toMatchObject({ hours: 2, corrected: 0 });
  expect(seen).toEqual([0, 2, 1, 2, 2, 2]);
  expect((await hoursIn(log)).map(({ hour }) => hour)).toEqual([H - 3, H - 2, H - 1].map(hourText));
});

test('hours go together up to a bound, one that is above it goes alone', () => {
  const of = (...counts: number[]) =>
    [...batches(counts.map((n, i) => [i, n] as const))].map(batch => batch.map(([hour]) => hour));
  expect(of()).toEqual([]);
  expect(of(5)).toEqual([[0]]);
  expect(of(AT_ONCE * 3, 1, AT_ONCE - 1, 1)).toEqual([[0], [1, 2], [3]]);
  const large = of(...Array.from({ length: 1000 }, () => AT_ONCE / 10));
  expect(large.length).toBeGreaterThanOrEqual(16);
  expect(large.length).toBeLessThan(18);
  expect(of(...Array.from({ length: 9000 }, () => 1)).map(batch => batch.length)).toEqual([4000, 4000, 1000]);
});
