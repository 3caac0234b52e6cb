import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexOf } from './keys.ts';

const half = fc.integer({ min: 0, max: 0xffffffff });
/** Few low halves, so that slots collide. */
const key = fc.tuple(fc.oneof(half, fc.constantFrom(0, 16, 0xffffffff)), half);

test('every key is at its row, and no other is there', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(key, { selector: String, maxLength: 100 }),
      fc.array(key, { maxLength: 20 }),
      (keys, others) => {
        const find = indexOf(Uint32Array.from(keys.flat()));
        keys.forEach(([low, high], row) => {
          expect(find(low, high)).toBe(row);
        });
        const known = new Set(keys.map(String));
        for (const [low, high] of others)
          if (!known.has(String([low, high]))) expect(find(low, high)).toBe(-1);
      },
    ),
  );
});
