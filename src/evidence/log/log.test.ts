import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { Entry } from '../entries.ts';
import {
  canonical,
  checkConsistency,
  checkInclusion,
  hasLog,
  leafHash,
  openNote,
  parseCheckpoint,
  parseVerifier,
  rootOf,
  TransparencyLog,
  verifyLog,
} from './index.ts';
import { entriesOf, entryOf } from './testing/entries.ts';

const root = mkdtempSync(join(tmpdir(), 'stillwatch-log-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let made = 0;
const folder = () => join(root, `data-${made++}`);

async function leavesOf(log: TransparencyLog): Promise<Buffer[]> {
  const leaves: Buffer[] = [];
  for await (const { bytes } of log.entries()) leaves.push(leafHash(bytes));
  return leaves;
}

it('makes key and log on first use', async () => {
  const data = folder();
  expect(hasLog(data)).toBe(false);
  await expect(TransparencyLog.open(data, { create: false })).rejects.toMatchObject({ code: 'LOG_NONE' });
  const log = await TransparencyLog.open(data, { now: () => new Date('2026-06-12T00:00:00Z') });
  expect(hasLog(data)).toBe(true);
  expect(statSync(join(data, 'log-key')).mode & 0o777).toBe(0o600);
  expect(statSync(data).mode & 0o777).toBe(0o700);
  expect(log.origin).toMatch(/^stillwatch\.local\/[0-9a-f]{16}$/);
  expect(log.size).toBe(1);
  const at = '2026-06-12T00:00:00.000Z';
  const entry = { type: 'key', v: 1, at, origin: log.origin, key: log.key, previous: null };
  for await (const logged of log.entries()) expect(logged).toMatchObject({ index: 0, entry });
  // As any reader of tlog-tiles finds it.
  expect(readFileSync(join(data, 'log/checkpoint'), 'utf8')).toBe(await log.checkpoint());
  const bundle = canonical(entry);
  expect(readFileSync(join(data, 'log/tile/entries/000.p/1'))).toEqual(
    Buffer.concat([Buffer.of(bundle.length >> 8, bundle.length & 255), bundle]),
  );
  expect(readFileSync(join(data, 'log/tile/0/000.p/1'))).toEqual(leafHash(bundle));
});

it('has an origin that is given once', async () => {
  const data = folder();
  await expect(TransparencyLog.open(data, { origin: 'a b' })).rejects.toMatchObject({ code: 'LOG_ORIGIN' });
  expect(existsSync(data)).toBe(false);
  const log = await TransparencyLog.open(data, { origin: 'logs.example.com/a' });
  expect([log.origin, parseVerifier(log.key).name]).toEqual(['logs.example.com/a', 'logs.example.com/a']);
  expect((await TransparencyLog.open(data)).origin).toBe('logs.example.com/a');
  const other = TransparencyLog.open(data, { origin: 'logs.example.com/b' });
  await expect(other).rejects.toMatchObject({ code: 'LOG_ORIGIN' });
});

it('several that make it at once make one', async () => {
  const data = folder();
  const logs = await Promise.all(Array.from({ length: 5 }, () => TransparencyLog.open(data)));
  expect(new Set(logs.map(({ key }) => key)).size).toBe(1);
  expect(logs.map(({ size }) => size)).toEqual([1, 1, 1, 1, 1]);
});

it('proves any size from tiles, however its entries came', async () => {
  const batches = fc.array(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 200, max: 300 })), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(batches, fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), async (steps, picks) => {
      const data = folder();
      const log = await TransparencyLog.open(data);
      for (const step of steps) {
        const { size } = log;
        const where = await log.append(entriesOf(size, size + step));
        expect(where).toEqual({ first: size, size: size + step });
      }
      const reader = await TransparencyLog.open(data);
      const leaves = await leavesOf(reader);
      const rootAt = (size: number) => rootOf(leaves.slice(0, size));
      for (const pick of picks) {
        const size = 1 + (pick % log.size);
        const from = 1 + (picks[0]! % size);
        expect(parseCheckpoint(await reader.checkpoint(size)).root).toEqual(rootAt(size));
        const inclusion = await reader.inclusion(from - 1, size);
        expect(checkInclusion(leaves[from - 1]!, from - 1, size, inclusion, rootAt(size))).toBe(true);
        const consistency = await reader.consistency(from, size);
        expect(checkConsistency(from, size, rootAt(from), rootAt(size), consistency)).toBe(true);
      }
      expect(await verifyLog(data)).toEqual([]);
      rmSync(data, { recursive: true });
    }),
    { numRuns: 15 },
  );
});

it('has tiles of several levels', async () => {
  const data = folder();
  const log = await TransparencyLog.open(data);
  await log.append(entriesOf(1, 65_000));
  await log.append(entriesOf(65_000, 66_100));
  expect(statSync(join(data, 'log/tile/1/000')).size).toBe(8192);
  expect(readdirSync(join(data, 'log/tile')).sort()).toEqual(['0', '1', '2', 'entries']);
  const leaves = await leavesOf(log);
  for (const size of [66_100, 65_536, 65_537, 40_000])
    expect(await log.root(size)).toEqual(rootOf(leaves.slice(0, size)));
  const proof = await log.consistency(300, 66_100);
  expect(checkConsistency(300, 66_100, await log.root(300), await log.root(), proof)).toBe(true);
  expect(await verifyLog(data)).toEqual([]);
});

it('appends that come at once share a write, and each is told its place', async () => {
  const data = folder();
  const log = await TransparencyLog.open(data);
  const other = await TransparencyLog.open(data);
  const places = await Promise.all(
    Array.from({ length: 60 }, (_, n) => (n % 2 ? log : other).append([entryOf(n), entryOf(n)])),
  );
  expect(places.every(({ first, size }) => size === first + 2)).toBe(true);
  const ids: string[] = [];
  for await (const { entry } of log.entries(1)) if (entry.type === 'record') ids.push(entry.id);
  for (const [n, { first }] of places.entries())
    expect(ids.slice(first - 1, first + 1)).toEqual([`r${n}`, `r${n}`]);
  expect(ids).toHaveLength(120);
  expect(await log.append([])).toEqual({ first: 121, size: 121 });
  await log.close();
});

it('refuses what cannot be an entry, and logs nothing of that call', async () => {
  const log = await TransparencyLog.open(folder());
  const bad = (more: object) => [entryOf(1), { ...entryOf(2), ...more } as Entry];
  for (const more of [
    { type: 'other' },
    { campaign: JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) },
    { type: 'key' },
    { v: 2 },
    { at: '2026-06-12T00:00:00Z' },
    { accounts: 2 ** 53 },
    { accounts: Number.NaN },
    { grade: '\ud800' },
    { campaign: 'x'.repeat(65_535) },
  ])
    await expect(log.append(bad(more))).rejects.toMatchObject({ code: 'ENTRY_INVALID' });
  expect(log.size).toBe(1);
  const room = 65_535 - canonical({ ...entryOf(2), campaign: '' }).length;
  expect(await log.append(bad({ campaign: 'x'.repeat(room) }))).toEqual({ first: 1, size: 3 });
  for await (const { bytes } of log.entries(2)) expect(bytes).toHaveLength(65_535);
});

it('has no entries or sizes beyond its end', async () => {
  const log = await TransparencyLog.open(folder());
  for (const wrong of [
    () => log.root(2),
    () => log.checkpoint(2),
    () => log.publish(-1),
    () => log.inclusion(1, 1),
    () => log.inclusion(0, 2),
    () => log.consistency(2, 1),
    () => log.entries(0, 2).next(),
  ])
    await expect(wrong()).rejects.toMatchObject({ code: 'ENTRY_UNKNOWN' });
});

it('changes its key, and signs earlier sizes as it did then', async () => {
  const data = folder();
  const log = await TransparencyLog.open(data);
  const keys = [log.key];
  const notes = new Map<number, string>();
  for (let n = 0; n < 3; n++) {
    for (let m = 0; m < 3; m++) {
      await log.append([entryOf(n)]);
      notes.set(log.size, await log.checkpoint());
    }
    keys.push(await log.rotate());
    notes.set(log.size, await log.checkpoint());
  }
  keys.push(await log.rotate());
  notes.set(log.size, await log.checkpoint());
  const again = await TransparencyLog.open(data);
  for (const [size, note] of notes) expect(await again.checkpoint(size)).toBe(note);
  const signers = (size: number) =>
    openNote(notes.get(size)!, keys.map(parseVerifier)).verified.map(({ name, id }) =>
      keys.findIndex(key => key.startsWith(`${name}+${id}`)),
    );
  expect([4, 5, 6, 8, 9, 10, 13, 14].map(signers)).toEqual([
    [0],
    [0, 1],
    [1],
    [1],
    [1, 2],
    [2],
    [2, 3],
    [3, 4],
  ]);
  expect(await verifyLog(data)).toEqual([]);
  // A key of the past that is lost: what was published then can be given out, and nothing else.
  const published = await again.publish(7);
  rmSync(join(data, 'log-key.8'));
  expect(await again.checkpoint(7)).toBe(published);
  const without = await TransparencyLog.open(data);
  await expect(without.checkpoint(6)).rejects.toMatchObject({ code: 'LOG_KEY' });
  expect(await without.checkpoint(3)).toBe(notes.get(3));
  expect(await without.checkpoint(14)).toBe(notes.get(14));
  expect(await verifyLog(data)).toEqual([]);
});

it('sees what others append and change once it looks', async () => {
  const data = folder();
  const [one, two] = [await TransparencyLog.open(data), await TransparencyLog.open(data)];
  await one.append([entryOf(1)]);
  expect(two.size).toBe(1);
  await two.refresh();
  expect(two.size).toBe(2);
  const key = await one.rotate();
  expect(await two.append([entryOf(2)])).toEqual({ first: 3, size: 4 });
  expect(two.key).toBe(key);
  expect(await one.checkpoint()).toBe(await two.checkpoint());
});

it('keeps what it published', async () => {
  const log = await TransparencyLog.open(folder());
  expect(await log.published()).toEqual([]);
  await log.append([entryOf(1)]);
  const [two, one] = [await log.publish(), await log.publish(1)];
  await log.append([entryOf(2)]);
  expect(await log.published()).toEqual([
    { size: 1, note: one },
    { size: 2, note: two },
  ]);
  expect(await log.publish(2)).toBe(two);
});

it('a key that is lost or not one is told of', async () => {
  const data = folder();
  await TransparencyLog.open(data);
  const key = readFileSync(join(data, 'log-key'), 'utf8');
  writeFileSync(join(data, 'log-key'), key.replace('A', 'B'));
  await expect(TransparencyLog.open(data)).rejects.toMatchObject({ code: 'LOG_KEY' });
  rmSync(join(data, 'log-key'));
  await expect(TransparencyLog.open(data)).rejects.toMatchObject({ code: 'LOG_KEY' });
  const other = folder();
  await TransparencyLog.open(other);
  writeFileSync(join(data, 'log-key'), readFileSync(join(other, 'log-key')));
  await expect(TransparencyLog.open(data)).rejects.toMatchObject({ code: 'LOG_BROKEN' });
});

it('a log that is lost is not begun anew under its key', async () => {
  const data = folder();
  const { key } = await TransparencyLog.open(data);
  rmSync(join(data, 'log'), { recursive: true });
  for (const create of [true, false])
    await expect(TransparencyLog.open(data, { create })).rejects.toMatchObject({ code: 'LOG_BROKEN' });
  expect(existsSync(join(data, 'log'))).toBe(false);
  rmSync(join(data, 'log-key'));
  expect((await TransparencyLog.open(data)).key).not.toBe(key);
});
