import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawn, partOf } from './draws.ts';

const total = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 50 }), fc.maxSafeNat());
const claim = fc.record({
  root: fc.constant('not asked'),
  leaves: fc.integer({ min: 1, max: 9 }),
  exchanges: total,
  input_tokens: total,
  output_tokens: total,
});

test('draws are those of docs/evidence-format.md, series by series', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), claim, (root, claimed) => {
      const expected = [claimed.exchanges, claimed.input_tokens, claimed.output_tokens].flatMap((total, s) =>
        Array.from({ length: total === 0 ? 0 : 128 }, (_, i) => {
          const number = Buffer.alloc(8);
          number.writeUInt32BE(128 * s + i, 4);
          const hash = createHash('sha256')
            .update(Buffer.concat([Buffer.from('stillwatch draw v1'), Buffer.of(0), root, number]))
            .digest('hex');
          return { series: s + 1, number: Number(BigInt(`0x${hash.slice(0, 16)}`) % BigInt(total)) };
        }),
      );
      expect(drawn(Buffer.from(root), claimed)).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});

test('another root draws others, and each exchange is as likely as the next', () => {
  const claimed = { root: '', leaves: 1, exchanges: 4, input_tokens: 0, output_tokens: 0 };
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < 100; i++) for (const { number } of drawn(randomBytes(32), claimed)) counts[number]!++;
  // 12,800 draws: six standard deviations from 3,200 are 294.
  for (const count of counts) expect(Math.abs(count - 3200)).toBeLessThan(294);
});

test('a number falls into the part that counting comes to, and into none that is empty', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(6), { minLength: 1, maxLength: 12 }), sizes => {
      const all = sizes.flatMap((size, part) =>
        Array.from({ length: size }, (_, offset) => ({ part, offset })),
      );
      for (const [number, where] of all.entries()) expect(partOf(number, sizes)).toEqual(where);
      expect(() => partOf(all.length, sizes)).toThrow(RangeError);
    }),
  );
});
