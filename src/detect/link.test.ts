import { describe, expect, test } from 'vitest';
import { accountsIn, type Community, FEWEST_ACCOUNTS, type Group, link } from './link.ts';
import { planted } from './testing/planted.ts';
import { type StreamInput, worldOf } from './testing/world.ts';

/** Of the community nearest to a group: what they share, as a part of both together (Jaccard). */
function overlap(found: readonly Community[], members: Group): number {
  const wanted = new Set(members);
  return Math.max(
    0,
    ...found.map(({ group }) => {
      const shared = group.filter(s => wanted.has(s)).length;
      return shared / (group.length + members.length - shared);
    }),
  );
}

describe('communities', () => {
  test('a planted group that shares rare values is one, but for single accounts', () => {
    for (let seed = 1; seed <= 8; seed++) {
      const { streams, sharing, members } = planted({ seed });
      expect([seed, overlap(link(streams, sharing), members) > 0.7]).toEqual([seed, true]);
    }
  });

  test('two planted groups are two', () => {
    const { streams, sharing, members, others } = planted({ seed: 2, groups: 2 });
    const found = link(streams, sharing);
    expect(overlap(found, members)).toBeGreaterThan(0.7);
    expect(overlap(found, others[0]!)).toBeGreaterThan(0.7);
  });

  test('without a plant no community is the accounts that one would have', () => {
    const { streams, sharing, members } = planted({ seed: 1, innocent: true });
    expect(overlap(link(streams, sharing), members)).toBeLessThan(0.4);
  });

  test('are ascending, have the fewest accounts or more, and their kin hold them', () => {
    const { streams, sharing } = planted({ seed: 4, groups: 3 });
    const found = link(streams, sharing);
    expect(found.length).toBeGreaterThan(3);
    for (const { group, kin } of found) {
      expect([...group]).toEqual([...new Set(group)].sort((a, b) => a - b));
      expect(accountsIn(group, streams)).toBeGreaterThanOrEqual(FEWEST_ACCOUNTS);
      if (!kin) continue;
      const around = new Set(kin);
      expect(group.every(s => around.has(s))).toBe(true);
      expect(kin.length).toBeGreaterThan(group.length);
      expect(accountsIn(kin, streams)).toBeLessThanOrEqual(streams.accounts.length / 4);
    }
  });

  test('are the same again', () => {
    const { streams, sharing } = planted({ seed: 5 });
    expect(link(streams, sharing)).toEqual(link(streams, sharing));
  });

  test('there are none where nobody shares anything', () => {
    const { streams, sharing } = worldOf(new Array<StreamInput[]>(100).fill([{}]));
    expect(link(streams, sharing)).toEqual([]);
  });

  test('what most accounts show makes none', () => {
    const list = Array.from({ length: 100 }, (_, i): StreamInput[] => [
      { shows: i < 60 ? ['shared-client:common'] : [] },
    ]);
    const { streams, sharing } = worldOf(list);
    expect(link(streams, sharing)).toEqual([]);
  });
});

test('accounts are counted once, whatever their streams', () => {
  const { streams } = worldOf([[{}, {}, {}], [{}], [{}, {}]]);
  expect(accountsIn(Uint32Array.of(0, 1, 2, 3, 4, 5), streams)).toBe(3);
  expect(accountsIn(Uint32Array.of(1, 2, 5), streams)).toBe(2);
  expect(accountsIn(Uint32Array.of(), streams)).toBe(0);
});
