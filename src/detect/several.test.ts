import { expect, test } from 'vitest';
import { madeOf } from './several.ts';
import { worldOf } from './testing/world.ts';

const { streams } = worldOf(Array.from({ length: 60 }, () => [{}]));
const accounts = (from: number, to: number) => ({
  name: `${from}-${to}`,
  group: Uint32Array.from({ length: to - from }, (_, i) => from + i),
});
const names = (whole: [number, number], ...parts: { name: string; group: Uint32Array }[]) =>
  madeOf(accounts(...whole).group, parts, streams).map(({ name }) => name);

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
