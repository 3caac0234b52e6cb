import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SILENT } from './figures.ts';
import { Reasons } from './reasons.ts';

const adds = fc.double({ min: -10, max: 10, noNaN: true });
const part = fc.record({
  bins: fc.array(fc.constantFrom(0, 1, 2, SILENT), { minLength: 6, maxLength: 6 }),
  adds: fc.array(adds, { minLength: 3, maxLength: 3 }),
});

test('says of each stream what its bins add, whatever part of a group it is asked in', () => {
  fc.assert(
    fc.property(
      adds,
      fc.array(part, { maxLength: 8 }),
      fc.subarray([0, 1, 2, 3, 4, 5]),
      (prior, given, some) => {
        const parts = given.map(({ bins, adds }, k) => ({
          name: `figure ${k}`,
          bins: Uint8Array.from(bins),
          adds: Float64Array.from(adds),
        }));
        const reasons = Reasons.of([5, 4, 3, 2, 1, 0], prior, parts).rows(some);
        some.forEach((at, row) => {
          const stream = 5 - at;
          const expected = parts
            .filter(({ bins }) => bins[stream] !== SILENT)
            .map(({ name, bins, adds }) => [name, adds[bins[stream]!]!]);
          expect(reasons.exactly(row)).toEqual([['prior', prior], ...expected]);
        });
      },
    ),
  );
});

test('is told rounded, and rounding does not gather in the sum', () => {
  fc.assert(
    fc.property(adds, fc.array(adds, { maxLength: 20 }), (prior, list) => {
      const parts = list.map((adds, k) => ({
        name: `${k}`,
        bins: new Uint8Array(1),
        adds: Float64Array.of(adds),
      }));
      const told = Reasons.of([0], prior, parts).told(0);
      const sum = Object.values(told).reduce((a, b) => a + b, 0);
      expect(Math.abs(sum - list.reduce((a, b) => a + b, prior))).toBeLessThan(0.0005 + 1e-9);
      expect(Math.abs(told['prior']! - prior)).toBeLessThan(0.0005 + 1e-9);
      list.forEach((adds, k) => {
        expect(Math.abs((told[`${k}`] ?? 0) - adds)).toBeLessThan(0.001 + 1e-9);
        expect(told[`${k}`]).not.toBe(0);
      });
      // As it is kept, so it is read.
      expect(JSON.parse(JSON.stringify(told))).toEqual(told);
      expect(Object.values(told).every(adds => String(adds).length <= 8)).toBe(true);
    }),
  );
});
