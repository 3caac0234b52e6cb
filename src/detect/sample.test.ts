import fc from 'fast-check';
import { expect, test } from 'vitest';
import { membersOf } from './profile.ts';
import { Sample } from './sample.ts';
import { worldOf } from './testing/world.ts';

function sampleOf(volumes: readonly number[]): Sample {
  const { streams, known } = worldOf(volumes.map(exchanges => [{ exchanges }]));
  return new Sample(
    membersOf(
      Uint32Array.from(volumes, (_, s) => s),
      streams,
      known,
    ),
  );
}

const volumes = fc.array(fc.integer({ min: 5, max: 100_000 }), { minLength: 8, maxLength: 60 });
const sizes = [8, 11, 16, 23, 32, 45, 64, 91, 128, 181, 256, 362];

test('the range is of powers of two and holds nine tenths of the accounts with room to both sides', () => {
  fc.assert(
    fc.property(volumes, list => {
      const { from, to } = sampleOf(list).range();
      expect(Number.isInteger(Math.log2(from)) && Number.isInteger(Math.log2(to))).toBe(true);
      const roomy = list.filter(n => n >= from * 1.5 && n <= to / 1.5).length;
      expect(roomy).toBeGreaterThanOrEqual(0.9 * list.length);
      // And no wider than that needs.
      const sorted = [...list].sort((a, b) => a - b);
      expect(from * 2).toBeGreaterThan(sorted[Math.floor(0.05 * list.length)]! / 1.5);
      expect(to / 2).toBeLessThan(sorted[Math.floor(0.95 * list.length)]! * 1.5);
    }),
  );
});

test('accounts of one volume have a range around it', () => {
  expect(sampleOf(new Array(10).fill(100)).range()).toEqual({ from: 64, to: 256 });
});

test('within a range are exactly the accounts of such a volume', () => {
  fc.assert(
    fc.property(volumes, fc.nat(12), fc.nat(8), (list, low, width) => {
      const range = { from: 2 ** low, to: 2 ** (low + width) };
      const sample = sampleOf(list);
      const within = sample.within(range);
      expect(within.rows.map(row => list[row]!)).toEqual(
        Uint32Array.from(list.filter(n => n >= range.from && n <= range.to)),
      );
      expect(sample.within({ ...range })).toBe(within);
    }),
  );
});

test('the largest size is the largest step that there are accounts for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 }), count => {
      const { largest } = sampleOf(new Array(count).fill(9));
      expect(largest).toBe(Math.max(0, ...sizes.filter(size => size <= count)));
    }),
  );
});

test('a profile is of as many different accounts as asked for, over all of them', () => {
  for (const count of [8, 9, 31, 100]) {
    const sample = sampleOf(Array.from({ length: count }, (_, i) => 10 + i));
    for (const size of sizes.filter(size => size <= count)) {
      expect(sample.profile(size).accounts).toBe(size);
      expect(sample.profile(size)).toBe(sample.profile(size));
    }
    expect(sample.profile(1000)).toEqual({ ...sample.profile(count), accounts: count });
  }
  // Half level and half not: a profile of a part shows both halves.
  const mixed = sampleOf(Array.from({ length: 64 }, (_, i) => (i < 32 ? 50 : 5000)));
  expect(mixed.profile(8).volume).toBeGreaterThan(2);
});
