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
