import fc from 'fast-check';
import { expect, test } from 'vitest';
import { families, traitOf } from '../traits/index.ts';
import { ALL } from './matrix.ts';
import { Showing } from './showing.ts';
import { worldOf } from './testing/world.ts';

const names = [
  'shared-network:a',
  'shared-network:b',
  'shared-opening:a',
  'shared-phrase:a',
  'shared-payment:a',
];
const stream = fc.record({
  exchanges: fc.integer({ min: 1, max: 50 }),
  shows: fc.dictionary(fc.constantFrom(...names), fc.double({ min: 0.1, max: 1, noNaN: true })),
});

test('adds up for each stream what is above 0 of the values that it shows, by their families', () => {
  fc.assert(
    fc.property(
      fc.array(stream, { minLength: 3, maxLength: 20 }),
      fc.array(fc.double({ min: -2, max: 5, noNaN: true }), { minLength: 10, maxLength: 10 }),
      fc.array(fc.nat(1), { minLength: 20, maxLength: 20 }),
      (inputs, weights, members) => {
        const { streams, sharing } = worldOf(inputs.map(input => [input]));
        const member = members.slice(0, streams.count);
        const group = Uint32Array.from(member.keys()).filter(s => member[s] === 1);
        const given = [Float64Array.from(weights.slice(0, 5)), Float64Array.from(weights.slice(5))] as const;
        const showing = new Showing(streams, sharing);
        const every = Uint32Array.from({ length: sharing.values }, (_, v) => v);
        // What an earlier call left must not show.
        showing.sums(every, [given[1], given[0]], group);
        const { sums, reached } = showing.sums(every, given, group);
        const expected = families.map(() => new Float64Array(streams.count));
        for (let s = 0; s < streams.count; s++)
          for (let e = sharing.start[s]!; e < sharing.start[s + 1]!; e++) {
            const v = sharing.value[e]!;
            const family = families.indexOf(traitOf.get(sharing.trait[v]!)!.family);
            const weight = Math.max(0, given[member[s]! as 0 | 1][v]!) / ALL;
            expected[family]![s]! += weight * sharing.share[e]!;
          }
        expect(sums).toEqual(expected);
        const any = Array.from({ length: streams.count }, (_, s) => s).filter(s =>
          sums.some(sum => sum[s]! > 0),
        );
        // A weight next to 0 may add nothing.
        expect([...reached]).toEqual(expect.arrayContaining(any));
        expect(new Set(reached).size).toBe(reached.length);
      },
    ),
  );
});
