import { expect, test } from 'vitest';
import { groupsIn } from './apart.ts';
import { Edges } from './edges.ts';
import type { Group } from './link.ts';
import { Refiner } from './refine.ts';
import { planted } from './testing/planted.ts';

const linkedIn = ({ streams, sharing }: ReturnType<typeof planted>) => ({
  streams,
  sharing,
  edges: new Edges(streams, sharing),
  refiner: new Refiner(streams, sharing),
});

const union = (...groups: readonly Group[]): Group =>
  Uint32Array.from(groups.flatMap(group => [...group])).sort();

test('a group of cells that share no card is one', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const world = planted({ seed, cells: 6 });
    const found = groupsIn(world.members, linkedIn(world));
    expect([seed, ...found.map(({ group }) => group)]).toEqual([seed, world.members]);
  }
});

test('groups that share nothing are each their own, though each keeps the others in', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const world = planted({ seed, groups: 3 });
    const groups = [world.members, ...world.others];
    const linked = linkedIn(world);
    const all = union(...groups);
    // What this is for: without it, they stand as one group.
    expect([seed, linked.refiner.refine(all, 'sharing').group]).toEqual([seed, all]);
    const found = groupsIn(all, linked).map(({ group }) => group);
    expect(found.sort((a, b) => a[0]! - b[0]!)).toEqual(groups.sort((a, b) => a[0]! - b[0]!));
  }
});

test('too few accounts are no group', () => {
  const world = planted({ seed: 1 });
  expect(groupsIn(world.members.slice(0, 3), linkedIn(world))).toEqual([]);
});

test('two parts of one group come to the same, which is told once, as it would be by itself', () => {
  const world = planted({ seed: 2 });
  const linked = linkedIn(world);
  const parts = [0, 1].map(left => world.members.filter((_, i) => i !== left));
  const [first, second] = parts.map(part => groupsIn(part, linked));
  expect(second).toBe(first);
  expect(first!.map(({ group }) => group)).toEqual([world.members]);
  linked.refiner.refine(world.members, 'behaviour');
  expect(linked.refiner.refine(parts[1]!, 'sharing')).toEqual(
    linkedIn(world).refiner.refine(parts[1]!, 'sharing'),
  );
});
