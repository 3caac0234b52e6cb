import { expect, test } from 'vitest';
import { binOf, Sparse } from './figures.ts';

test('a ratio of sharing never falls into a lower bin for being higher, and no bin is left out', () => {
  const bins = Array.from({ length: 4000 }, (_, i) => binOf(i / 20));
  expect(bins).toEqual([...bins].sort((a, b) => a - b));
  expect(binOf(-3)).toBe(0);
  expect(new Set(bins)).toEqual(new Set(new Sparse('words', 1).totals.keys()));
});

test('who runs the same benchmarks lies in another bin than the harvest that asks them with its templates', () => {
  expect(binOf(48)).toBeLessThan(binOf(61));
  expect(binOf(35)).toBeLessThan(binOf(44));
});
