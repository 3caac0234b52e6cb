import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedPart } from './candidates.ts';
import { Meeting } from './meeting.ts';
import { worldOf } from './testing/world.ts';

test('tells of each group what it shares with another', () => {
  const { streams } = worldOf(Array.from({ length: 12 }, () => [{}, {}]));
  const group = fc
    .uniqueArray(fc.nat(streams.count - 1), { minLength: 1 })
    .map(list => Uint32Array.from(list).sort());
  fc.assert(
    fc.property(fc.array(group), group, (groups, other) => {
      const shared = new Meeting(streams, groups).with(other);
      for (const [i, one] of groups.entries())
        expect(shared.get(i) ?? 0).toBe(sharedPart(one, other, streams));
    }),
  );
});

test('or tells what streams it shares, where it is given no accounts', () => {
  // Streams 0 and 1 are of one account, 2 and 3 of another.
  const { streams } = worldOf([
    [{}, {}],
    [{}, {}],
  ]);
  const groups = [Uint32Array.of(0, 2), Uint32Array.of(1, 3)];
  expect([...new Meeting(undefined, groups).with(Uint32Array.of(0, 1, 2))]).toEqual([
    [0, 1],
    [1, 0.5],
  ]);
  expect([...new Meeting(streams, groups).with(Uint32Array.of(0, 1, 2))]).toEqual([
    [0, 1],
    [1, 1],
  ]);
});
