import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nth } from './nth.ts';

// Few different values too, for then many are equal to the pivot.
const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true }));

test('is the value at that place of the sorted', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 300 }), fc.nat(), (values, place) => {
      const n = place % values.length;
      const given = Float64Array.from(values);
      // -0 and 0 are in either order.
      expect(nth(given, n) + 0).toBe(Float64Array.from(values).sort()[n]! + 0);
      expect(given.sort()).toEqual(Float64Array.from(values).sort());
    }),
  );
});

test('takes sorted, reversed and level values without many rounds', () => {
  const many = Float64Array.from({ length: 200_000 }, (_, i) => i);
  expect(nth(many.slice(), 64)).toBe(64);
  expect(nth(many.slice().reverse(), 150_000)).toBe(150_000);
  expect(nth(new Float64Array(200_000).fill(7), 100_000)).toBe(7);
});
