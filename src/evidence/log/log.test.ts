import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Entry } from '../entries.ts';
import {
  canonical,
  checkConsistency,
  checkInclusion,
  leafHash,
  openNote,
  parseCheckpoint,
  rootOf,
  TransparencyLog,
} from './index.ts';
import { parseVerifier } from './key.ts';

const root = mkdtempSync(join(tmpdir(), 'stillwatch-log-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const record = (id: number): Entry => ({
  type: 'record',
  v: 1,
  at: '2026-06-12T00:00:00.000Z',
  id: `r${id}`,
  kind: 'hold',
  campaign: null,
  accounts: id,
  grade: null,
  until: null,
  document: Buffer.alloc(32, id).toString('base64'),
});

it('makes key and log on first use, and goes on where it was', async () => {
  const data = join(root, 'first');
  const log = await TransparencyLog.open(data, { now: () => new Date('2026-06-12T00:00:00Z') });
  expect(statSync(join(data, 'log-key')).mode & 0o777).toBe(0o600);
  expect(log.origin).toMatch(/^stillwatch\.local\/[0-9a-f]{16}$/);
  expect(log.size).toBe(1);
  const leaves: Buffer[] = [];
  for await (const { bytes, entry } of log.entries()) {
    expect(entry).toEqual({
      type: 'key',
      v: 1,
      at: '2026-06-12T00:00:00.000Z',
      origin: log.origin,
      key: log.key,
      previous: null,
    });
    leaves.push(leafHash(bytes));
  }
  let again = log;
  for (const step of [1, 2, 253, 1, 255, 300, 1, 700]) {
    const entries = Array.from({ length: step }, (_, at) => record(leaves.length + at));
    expect(await again.append(entries)).toEqual({ first: leaves.length, size: leaves.length + step });
    leaves.push(...entries.map(entry => leafHash(canonical(entry))));
    expect(await again.root()).toEqual(rootOf(leaves));
    await again.close();
    again = await TransparencyLog.open(data);
    expect(again.size).toBe(leaves.length);
  }
  const verifier = parseVerifier(again.key);
  const notes = new Map<number, string>();
  for (const size of [1, 2, 255, 256, 257, 511, 512, 600, 1513, leaves.length]) {
    const note = await again.checkpoint(size);
    notes.set(size, note);
    expect(parseCheckpoint(openNote(note, [verifier]).text)).toEqual({
      origin: again.origin,
      size,
      root: rootOf(leaves.slice(0, size)),
    });
    for (const index of [0, 1, 255, 256, 511, size - 1].filter(index => index < size))
      expect(
        checkInclusion(
          leaves[index]!,
          index,
          size,
          await again.inclusion(index, size),
          rootOf(leaves.slice(0, size)),
        ),
      ).toBe(true);
    for (const from of [1, 2, 255, 256, 300, size].filter(from => from <= size))
      expect(
        checkConsistency(
          from,
          size,
          rootOf(leaves.slice(0, from)),
          rootOf(leaves.slice(0, size)),
          await again.consistency(from, size),
        ),
      ).toBe(true);
  }
  await again.rotate();
  for (const [size, note] of notes) expect(await again.checkpoint(size)).toBe(note);
  const both = await again.checkpoint(leaves.length + 1);
  expect(openNote(both, [verifier, parseVerifier(again.key)]).verified).toHaveLength(2);
  await again.append([record(1)]);
  expect(openNote(await again.checkpoint(), [verifier, parseVerifier(again.key)]).verified).toHaveLength(1);
  expect(await again.checkpoint(leaves.length + 1)).toBe(both);
  expect(readdirSync(data).sort()).toEqual(['log', 'log-key', `log-key.${leaves.length}`]);
  expect(existsSync(join(data, 'log/tile/0/000.p'))).toBe(false);
  expect(readFileSync(join(data, 'log/tile/0/000'))).toHaveLength(8192);
});
