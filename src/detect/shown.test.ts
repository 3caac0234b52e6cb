import fc from 'fast-check';
import { expect, test } from 'vitest';
import { families } from '../traits/index.ts';
import { Shows } from './shown.ts';
import { worldOf } from './testing/world.ts';

const names = ['shared-network:a', 'shared-opening:a', 'shared-phrase:a', 'shared-payment:a'];
const stream = fc.record({
  exchanges: fc.integer({ min: 1, max: 50 }),
  shows: fc.dictionary(fc.constantFrom(...names), fc.double({ min: 0.1, max: 1, noNaN: true })),
});

test('with a sample, who may be a member is scored as without; the others are estimated, and are all there', () => {
  fc.assert(
    fc.property(
      fc.array(stream, { minLength: 8, maxLength: 40 }),
      fc.array(fc.double({ min: -1, max: 5, noNaN: true }), { minLength: 8, maxLength: 8 }),
      fc.integer({ min: 1, max: 4 }),
      (inputs, given, sample) => {
        const { streams, sharing } = worldOf(inputs.map(input => [input]));
        const group = Uint32Array.from([0, 1, 2]);
        const member = new Uint8Array(streams.count).fill(1, 0, 3);
        const users = new Uint32Array(sharing.values);
        for (const s of group)
          for (let e = sharing.start[s]!; e < sharing.start[s + 1]!; e++) users[sharing.value[e]!]!++;
        const values = Uint32Array.from({ length: sharing.values }, (_, v) => v).filter(v => users[v]! > 0);
        const weights = [Float64Array.from(given.slice(0, 4)), Float64Array.from(given.slice(4))] as const;
        const ask = (shows: Shows) => shows.of(group, values, users, weights, member);
        const exact = ask(new Shows(streams, sharing));
        const estimated = ask(new Shows(streams, sharing, sample));
        // Nothing is shown by more than the few that are looked at: so the same are scored.
        expect(estimated.at).toEqual(exact.at);
        for (const s of exact.at)
          for (const f of families.keys()) expect(estimated.sums[f]![s]).toBeCloseTo(exact.sums[f]![s]!, 9);
        for (const f of families.keys()) {
          const others = estimated.rest!(f).reduce((a, b) => a + b, 0);
          // Where every one of the sample is scored, nobody is left to stand for the others.
          if (others > 0) expect(others).toBeCloseTo(streams.count - exact.at.length, 6);
        }
      },
    ),
  );
});
