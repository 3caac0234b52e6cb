import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Growing } from './growing.ts';

test('what was pushed is there, in order, past every doubling', () => {
  for (const size of [0, 1, 1023, 1024, 1025, 2048, 2049, 10_000]) {
    const growing = new Growing(Uint32Array);
    for (let i = 0; i < size; i++) growing.push(i * 7);
    expect(growing.length).toBe(size);
    expect(growing.done()).toEqual(Uint32Array.from({ length: size }, (_, i) => i * 7));
  }
});

test('numbers are kept as its type keeps them', () => {
  fc.assert(
    fc.property(fc.array(fc.double()), numbers => {
      for (const type of [Uint8Array, Uint32Array, Float32Array, Float64Array] as const) {
        const growing = new Growing<InstanceType<typeof type>>(type as never);
        for (const n of numbers) growing.push(n);
        expect(growing.done()).toEqual(type.from(numbers));
      }
    }),
  );
});

test('room made beforehand changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.nat(5000), fc.nat(), (numbers, room, at) => {
      const growing = new Growing(Uint32Array);
      numbers.forEach((n, i) => {
        if (i === at % numbers.length) growing.reserve(room);
        growing.push(n);
      });
      expect(growing.done()).toEqual(Uint32Array.from(numbers));
    }),
  );
});
