import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outsized } from './outsized.ts';
import { normal, uniforms } from './testing/draws.ts';
import { worldOf } from './testing/world.ts';

/** By account, what each of its streams sent. */
function outsizedOf(...sent: number[][]): { more: number[]; less: number[] } {
  const { streams } = worldOf(sent.map(list => list.map(exchanges => ({ exchanges }))));
  const all = Uint32Array.from({ length: streams.count }, (_, s) => s);
  const { more, less } = outsized(all, streams);
  return { more: [...more], less: [...less] };
}
const nobody = { more: [], less: [] };
const level = (count: number) => Array.from({ length: count }, (_, i) => [60 + (i % 7), 40]);

test('who sends several times what all others do is found, by all of its streams', () => {
  expect(outsizedOf(...level(50), [505], [20, 2000])).toEqual({ more: [50, 51], less: [] });
  expect(outsizedOf(...level(50), [150, 150])).toEqual(nobody);
});

test('and who has sent next to nothing', () => {
  expect(outsizedOf(...level(50), [4], [12])).toEqual({ more: [], less: [50] });
  // Of who sends thousands, a hundred tell enough.
  expect(outsizedOf(...level(50).map(list => list.map(n => n * 20)), [100])).toEqual(nobody);
});

test('nobody, where more than a few do', () => {
  expect(outsizedOf(...level(50), ...Array.from({ length: 5 }, () => [500]))).toEqual(nobody);
  expect(outsizedOf(...level(10), [500])).toEqual(nobody);
});

test('nor where volumes scatter as people’s do', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 8, max: 300 }),
      fc.double({ min: 0.5, max: 2, noNaN: true }),
      (seed, count, spread) => {
        const uniform = uniforms(seed);
        const sent = Array.from({ length: count }, () => [
          Math.ceil(50 * Math.exp(spread * normal(uniform))),
        ]);
        // Of tens of thousands of accounts none is six deviations away; of few the deviation is not known closely.
        const { more, less } = outsizedOf(...sent);
        expect(more.length + less.length).toBeLessThanOrEqual(1);
      },
    ),
  );
});
