import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Rng } from './rng.ts';

const draw = (rng: Rng, n = 8) => Array.from({ length: n }, () => rng.next());

test('a substream depends on its path alone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0 }), fc.string(), fc.nat(50), (seed, key, before) => {
      const parent = Rng.of(seed);
      const early = draw(parent.child(key));
      draw(parent, before);
      expect(draw(parent.child(key))).toEqual(early);
      expect(draw(Rng.of(seed, key))).toEqual(early);
    }),
  );
});

test('different paths, different streams', () => {
  const seen = new Set<string>();
  for (let i = 0; i < 50; i++)
    for (const key of [i, `${i}`, i + 2 ** 32, `x${i}`]) seen.add(draw(Rng.of(7).child(key)).join());
  expect(seen.size).toBe(200);
});

test('distributions have their means', () => {
  const rng = Rng.of('means');
  const mean = (f: () => number, n = 40_000) => Array.from({ length: n }, f).reduce((a, b) => a + b, 0) / n;
  expect(mean(() => rng.float())).toBeCloseTo(0.5, 1);
  expect(mean(() => rng.poisson(3.5)) / 3.5).toBeCloseTo(1, 1);
  expect(mean(() => rng.poisson(90)) / 90).toBeCloseTo(1, 1);
  expect(mean(() => rng.geometric(6)) / 6).toBeCloseTo(1, 1);
  expect(mean(() => rng.exponential(2)) / 2).toBeCloseTo(1, 1);
  expect(mean(() => rng.normal() ** 2)).toBeCloseTo(1, 1);
  expect(
    mean(() =>
      rng.weighted([
        ['a', 1],
        ['b', 3],
      ] as const) === 'b'
        ? 1
        : 0,
    ),
  ).toBeCloseTo(0.75, 1);
});
