import fc from 'fast-check';
import { expect, it } from 'vitest';
import { binsOf, scaleOf, ticksOf } from './bins.ts';

const values = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 1, maxLength: 50 });

it('puts each value into the one bin that it belongs to', () => {
  fc.assert(
    fc.property(values, list => {
      const bins = binsOf(list, 0.5);
      expect(bins.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(list.length);
      for (const { from, to, pairs } of bins)
        expect(list.filter(value => value >= from && value < to)).toHaveLength(pairs);
    }),
  );
  expect(binsOf([], 1)).toEqual([]);
});

it('has a scale, and round numbers along it', () => {
  expect(scaleOf([0, 2], [10, 110])(0.5)).toBe(35);
  expect(ticksOf(0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(ticksOf(-4.2, 6.1)).toEqual([-4, -2, 0, 2, 4, 6]);
});
