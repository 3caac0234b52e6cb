import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { DayBuffer } from './shard.ts';

const folder = mkdtempSync(join(tmpdir(), 'range-shard-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('every line is written once, by time, in the file of its day', async () => {
  const lines = fc.array(
    fc.record({
      ms: fc.integer({ min: 0, max: 399 }),
      text: fc.string({ unit: 'grapheme' }).map(s => JSON.stringify(s)),
    }),
  );
  await fc.assert(
    fc.asyncProperty(lines, fc.constantFrom(30, 100, 1e6), async (added, limit) => {
      const buffer = new DayBuffer(folder, limit);
      const got: string[] = [];
      for (let day = 0; day < 5; day++) {
        buffer.begin((day + 1) * 100);
        // A day adds its own lines and some of the next, never of an earlier one.
        for (const { ms, text } of added)
          if (Math.max(0, Math.floor(ms / 100) - (ms % 2)) === day) buffer.add(ms, text);
        const path = join(folder, `${day}`);
        const { exchanges } = await buffer.flush(path);
        const read = readFileSync(path, 'utf8').split('\n').slice(0, -1);
        expect(read.length).toBe(exchanges);
        got.push(...read);
      }
      const times = new Map<string, number[]>();
      for (const { ms, text } of added)
        times.set(
          text,
          [...(times.get(text) ?? []), ms].sort((a, b) => a - b),
        );
      const order = got.map(text => times.get(text)!.shift()!);
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect(readdirSync(folder).filter(name => name.startsWith('.run'))).toEqual([]);
      expect(got.toSorted()).toEqual(added.map(a => a.text).toSorted());
    }),
    { numRuns: 60 },
  );
});
