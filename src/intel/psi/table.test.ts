import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeTable, Table, TOKEN } from './table.ts';

it('has every token that it was made of and no other, at any size', () => {
  const sizes = fc.oneof(fc.nat(40), fc.constantFrom(255, 256, 5000));
  fc.assert(
    fc.property(sizes, size => {
      const [inside, outside] = [randomBytes(size * TOKEN), randomBytes(100 * TOKEN)];
      const table = new Table(makeTable(inside));
      expect(table.values).toBe(size);
      const hits = (tokens: Buffer) =>
        Array.from({ length: tokens.length / TOKEN }, (_, i) => table.has(tokens, i * TOKEN)).filter(Boolean)
          .length;
      expect(hits(inside)).toBe(size);
      expect(hits(outside)).toBe(0);
    }),
    { numRuns: 30 },
  );
});

it('takes about eight bytes a value, and the same ones whatever order they come in', () => {
  const tokens = randomBytes(20_000 * TOKEN);
  const table = makeTable(tokens);
  expect(table.length / 20_000).toBeLessThan(8.13);
  const turned = Buffer.concat(
    Array.from({ length: 20_000 }, (_, i) => tokens.subarray(i * TOKEN, (i + 1) * TOKEN)).reverse(),
  );
  expect(makeTable(turned).equals(table)).toBe(true);
});

it('refuses bytes that are no table', () => {
  const table = makeTable(randomBytes(1000 * TOKEN));
  const bad: Buffer[] = [Buffer.alloc(0), Buffer.alloc(15), table.subarray(1), table.subarray(0, -1)];
  bad.push(Buffer.concat([table, Buffer.alloc(1)]));
  for (const [at, value] of [
    [0, 0],
    [8, 255],
    [11, 255],
    [12, 31],
    [12, 0],
    [16, 200],
  ]) {
    const changed = Buffer.from(table);
    changed[at!] = value!;
    bad.push(changed);
  }
  for (const one of bad)
    expect(() => new Table(one)).toThrow(expect.objectContaining({ code: 'PSI_MESSAGE' }));
});
