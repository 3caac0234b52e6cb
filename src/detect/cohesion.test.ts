import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cohesion } from './cohesion.ts';
import { planted } from './testing/planted.ts';
import { worldOf } from './testing/world.ts';

test('is 1 where nobody else shows what a group shows, and 0 where its members share nothing', () => {
  const accounts = Array.from({ length: 20 }, (_, i) => [
    { shows: i < 5 ? ['shared-phrase:theirs'] : [`shared-phrase:${i % 3}`] },
  ]);
  const { streams, sharing } = worldOf(accounts);
  const cohesion = new Cohesion(streams, sharing);
  expect(cohesion.of(Uint32Array.from([0, 1, 2, 3, 4]))).toBeCloseTo(1);
  // Three of other words each, of five who use them.
  expect(cohesion.of(Uint32Array.from([5, 6, 7]))).toBe(0);
});

test('lies between 0 and 1, and of all streams is 1', () => {
  const { streams, sharing } = planted({ seed: 1 });
  const cohesion = new Cohesion(streams, sharing);
  const all = Array.from({ length: streams.count }, (_, s) => s);
  expect(cohesion.of(Uint32Array.from(all))).toBeCloseTo(1);
  fc.assert(
    fc.property(fc.subarray(all, { minLength: 1 }), group => {
      const figure = cohesion.of(Uint32Array.from(group));
      expect(figure).toBeGreaterThanOrEqual(0);
      expect(figure).toBeLessThanOrEqual(1 + 1e-9);
    }),
  );
});

test('a planted group holds together, as many strangers do not', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const { streams, sharing, members } = planted({ seed });
    const cohesion = new Cohesion(streams, sharing);
    const others = Array.from({ length: streams.count }, (_, s) => s).filter(s => !members.includes(s));
    const strangers = Uint32Array.from(others.filter((_, i) => i % 7 === 0).slice(0, members.length));
    expect(cohesion.of(members)).toBeGreaterThan(3 * cohesion.of(strangers));
  }
});
