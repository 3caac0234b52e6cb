import { expect, test } from 'vitest';
import { acrossToWithin, isPart, madeOf } from './several.ts';
import { worldOf } from './testing/world.ts';

// Each ten accounts ask for something of their own, and everyone for something in common.
const world = worldOf(
  Array.from({ length: 60 }, (_, i) => [
    { shows: [`shared-phrase:${Math.floor(i / 10)}`, 'shared-phrase:all'] },
  ]),
);
const accounts = (from: number, to: number) => ({
  name: `${from}-${to}`,
  group: Uint32Array.from({ length: to - from }, (_, i) => from + i),
});
const names = (whole: [number, number], ...parts: { name: string; group: Uint32Array }[]) =>
  madeOf(accounts(...whole).group, parts, world).map(({ name }) => name);

test.each([
  ['two that cover it', [0, 40], [accounts(0, 20), accounts(20, 40)], ['0-20', '20-40']],
  ['two that leave a little', [0, 40], [accounts(0, 20), accounts(20, 37)], ['0-20', '20-37']],
  [
    'a neighbour of which it took in the most',
    [0, 40],
    [accounts(0, 20), accounts(20, 50)],
    ['20-50', '0-20'],
  ],
  [
    'parts of parts do not count beside them',
    [0, 40],
    [accounts(0, 20), accounts(0, 10), accounts(20, 40)],
    ['0-20', '20-40'],
  ],
  [
    'one of which a weaker group took in strangers',
    [0, 40],
    [accounts(0, 20), accounts(20, 40), accounts(20, 44)],
    ['20-40', '0-20'],
  ],
  [
    'one that is stronger with more of its own',
    [0, 40],
    [accounts(0, 20), accounts(20, 40), accounts(22, 40)],
    ['0-20', '20-40'],
  ],
] as const)('a group is made of %s', (_, whole, parts, expected) => {
  expect(names([...whole], ...parts)).toEqual(expected);
});

test.each([
  ['itself', [0, 40], [accounts(0, 40)]],
  ['one part', [0, 40], [accounts(0, 30)]],
  ['two that leave much', [0, 40], [accounts(0, 16), accounts(20, 36)]],
  ['two that share much', [0, 40], [accounts(0, 24), accounts(12, 40)]],
  ['what lies mostly outside', [0, 40], [accounts(0, 20), accounts(25, 57)]],
] as const)('a group is not made of %s', (_, whole, parts) => {
  expect(names([...whole], ...parts)).toEqual([]);
});

test('cells that ask for the same are one, whatever networks they have', () => {
  const cells = worldOf(
    Array.from({ length: 60 }, (_, i) => [
      { shows: [`shared-phrase:${i % 5}`, `shared-network:${Math.floor(i / 20)}`] },
    ]),
  );
  const parts = [accounts(0, 20), accounts(20, 40), accounts(40, 60)];
  for (const { group } of parts) {
    const others = parts.filter(part => part.group !== group).flatMap(part => [...part.group]);
    // A little over 1: nobody is compared with itself.
    expect(acrossToWithin(group, Uint32Array.from(others), cells)).toBeCloseTo(4 / 20 / (3 / 19));
  }
  expect(madeOf(accounts(0, 60).group, parts, cells)).toEqual([]);
});

test('a part of a group is who asks for what the others ask for, and is not nearly all of it', () => {
  const { group } = accounts(0, 10);
  const part = (to: number, whole = group) => isPart(whole, account => account < to, world);
  expect(part(5)).toBe(true);
  expect(part(9)).toBe(false);
  // Ten that ask for something of their own are operators by themselves.
  expect(part(10, accounts(0, 20).group)).toBe(false);
});
