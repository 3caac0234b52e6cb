import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Reference, referenceGroups } from './reference.ts';
import type { Sharing } from './sharing.ts';
import { uniforms } from './testing/draws.ts';
import { planted } from './testing/planted.ts';
import { type StreamInput, worldOf } from './testing/world.ts';

const times = <T>(n: number, of: (i: number) => T) => Array.from({ length: n }, (_, i) => of(i));
const setsOf = (references: readonly Reference[]) => references.map(({ accounts }) => [...accounts].join());

/** So many accounts of one stream; who shows what is given by value. */
function world(accounts: number, users: Readonly<Record<string, readonly number[]>>, more?: StreamInput) {
  const shows: string[][] = times(accounts, () => []);
  for (const [value, list] of Object.entries(users)) for (const account of list) shows[account]!.push(value);
  return worldOf(shows.map(list => [{ ...more, shows: list }]));
}
const referencesOf = ({ streams, sharing, known }: ReturnType<typeof worldOf>) =>
  referenceGroups(streams, sharing, known);
const from = (start: number, count: number) => times(count, i => start + i);

describe('a reference group', () => {
  test('is all who share a value, in all of their streams that show it', () => {
    const rest: StreamInput = { exchanges: 1000 };
    const accounts = times(40, i =>
      i < 10 ? [{ exchanges: 6, shows: ['shared-network:a'] }, rest] : [rest],
    );
    const references = referencesOf(worldOf(accounts));
    expect(setsOf(references)).toEqual([from(0, 10).join()]);
    const profile = references[0]!.sample.profile(8);
    expect(profile.accounts).toBe(8);
    // Six exchanges each, level beyond chance: the rest of their traffic is not in it.
    expect(profile.volume).toBeCloseTo(-1 / Math.sqrt(6.5), 9);
  });

  test('has eight accounts of five exchanges or more, and no more than a quarter of all', () => {
    const users = {
      'shared-network:seven': from(0, 7),
      'shared-network:eight': from(0, 8),
      'shared-client:quarter': from(0, 25),
      'shared-client:more': from(0, 26),
    };
    expect(setsOf(referencesOf(world(100, users))).sort()).toEqual(
      [from(0, 8).join(), from(0, 25).join()].sort(),
    );
    expect(referencesOf(world(100, users, { exchanges: 4 }))).toEqual([]);
    const light = times(100, i => [{ shows: i < 9 ? ['shared-network:a'] : [], exchanges: i < 2 ? 4 : 5 }]);
    expect(referencesOf(worldOf(light))).toEqual([]);
  });

  test('is looked at in 160 accounts, spread over all, where it has more', () => {
    const references = referencesOf(world(4000, { 'shared-network:a': from(0, 1000) }));
    expect(references[0]!.accounts).toHaveLength(1000);
    expect(references[0]!.sample.rows).toHaveLength(160);
    // The last two hundred are of another volume, and a fifth of what is looked at.
    const late = times(4000, i => [
      { shows: i < 1000 ? ['shared-network:a'] : [], exchanges: i < 800 ? 20 : 500 },
    ]);
    const { sample } = referencesOf(worldOf(late))[0]!;
    expect(sample.within({ from: 256, to: 1024 }).rows).toHaveLength(32);
  });
});

describe('reference groups', () => {
  test('are each set of accounts once, whatever they share', () => {
    const users = {
      'shared-network:a': from(0, 10),
      'shared-client:a': from(0, 10),
      'shared-opening:a': from(0, 10),
      'shared-opening:b': from(0, 11),
      'shared-payment:a': from(1, 10),
    };
    const sets = setsOf(referencesOf(world(100, users)));
    expect(sets.sort()).toEqual([from(0, 10).join(), from(0, 11).join(), from(1, 10).join()].sort());
  });

  test('are each once, large enough and none of a quarter, in any traffic', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 60 }), (seed, values) => {
        const uniform = uniforms(seed);
        const users = Object.fromEntries(
          times(values, v => [
            `shared-${['network', 'client', 'opening'][v % 3]}:${v}`,
            from(0, 60).filter(() => uniform() < 0.05 + 0.3 * (v / values)),
          ]),
        );
        const { sharing, ...rest } = world(60, users);
        const sets = setsOf(referencesOf({ sharing, ...rest }));
        const expected = Object.values(users).filter(list => list.length >= 8 && list.length <= 15);
        expect(sets.sort()).toEqual([...new Set(expected.map(list => list.join()))].sort());
      }),
      { numRuns: 50 },
    );
  });

  test('come in turns from every trait, so that a trait of many values crowds none out', () => {
    const uniform = uniforms(7);
    const some = () => {
      const set = new Set<number>();
      while (set.size < 8) set.add(Math.floor(uniform() * 400));
      return [...set].sort((a, b) => a - b);
    };
    const rare = Object.fromEntries(times(30, v => [`shared-system-prompt:${v}`, some()]));
    const common = Object.fromEntries(times(10_200, v => [`shared-phrase:${v}`, some()]));
    const sets = setsOf(referencesOf(world(400, { ...common, ...rare })));
    expect(sets).toHaveLength(10_000);
    const places = Object.values(rare).map(list => sets.indexOf(list.join()));
    expect(places.sort((a, b) => a - b)).toEqual(places.map((_, i) => places[0]! + 2 * i));
    expect(places[0]).toBeLessThan(2);
    // And those of one trait not by their number, which says how many use them.
    const numbers = new Map(Object.values(common).map((list, v) => [list.join(), v]));
    const order = sets.slice(60).map(set => numbers.get(set)!);
    const rises = order.filter((v, i) => i > 0 && v > order[i - 1]!).length;
    expect(rises / order.length).toBeGreaterThan(0.3);
    expect(rises / order.length).toBeLessThan(0.7);
  });

  test('are the same every time, and the same sets however values are numbered', () => {
    const { streams, sharing, known } = planted({ seed: 6, groups: 2 });
    const sets = setsOf(referenceGroups(streams, sharing, known));
    expect(sets.length).toBeGreaterThan(30);
    expect(setsOf(referenceGroups(streams, sharing, known))).toEqual(sets);
    for (const seed of [1, 2, 3])
      expect(setsOf(referenceGroups(streams, renumbered(sharing, seed), known)).sort()).toEqual(
        [...sets].sort(),
      );
  });

  test('are the same under another order of the accounts', () => {
    const uniform = uniforms(5);
    const accounts = times(80, i => [
      { shows: [`shared-network:${i % 7}`, `shared-client:${Math.floor(uniform() * 6)}`] },
    ]);
    const namesOf = (order: readonly number[]) =>
      referencesOf(worldOf(order.map(i => accounts[i]!)))
        .map(reference =>
          [...reference.accounts]
            .map(a => order[a]!)
            .sort((a, b) => a - b)
            .join(),
        )
        .sort();
    const order = from(0, 80);
    expect(namesOf(order).length).toBeGreaterThan(8);
    expect(namesOf(order.toSorted((a, b) => ((a * 37) % 80) - ((b * 37) % 80)))).toEqual(namesOf(order));
  });
});

/** The same values under other numbers. */
function renumbered(sharing: Sharing, seed: number): Sharing {
  const uniform = uniforms(seed);
  const keys = times(sharing.values, () => uniform());
  const order = Uint32Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]!);
  const number = new Uint32Array(sharing.values);
  order.forEach((v, i) => {
    number[v] = i;
  });
  const value = sharing.value.map(v => number[v]!);
  const { start } = sharing;
  for (let s = 0; s + 1 < start.length; s++) value.subarray(start[s]!, start[s + 1]!).sort();
  return {
    ...sharing,
    trait: Uint8Array.from(order, v => sharing.trait[v]!),
    accounts: Uint32Array.from(order, v => sharing.accounts[v]!),
    value,
  };
}
