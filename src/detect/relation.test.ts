import { expect, test } from 'vitest';
import { CLOSELY, relationOf } from './relation.ts';

const size = (streams: number, accounts = streams) => ({ streams, accounts });

test.each([
  ['itself', size(100), size(100), 1, 'same'],
  ['nearly itself', size(110), size(100), 0.95, 'same'],
  ['a community that it was refined from a part of', size(85), size(100), 1, 'same'],
  ['a small part of another', size(50), size(100), 1, 'apart'],
  ['the same accounts, which send much more that belongs', size(100, 100), size(250, 100), 1, 'apart'],
  ['another that shares a half', size(100), size(100), 0.5, 'apart'],
  ['more accounts', size(315), size(256, 254), 1, 'around'],
  // 280 accounts by 533 streams hid a campaign of 250 that is in it exactly.
  ['the same accounts with twice the streams', size(533, 280), size(256, 254), 1, 'around'],
] as const)('a group that was found is to another: %s', (_, found, other, shared, expected) => {
  expect(relationOf(found, other, shared)).toBe(expected);
});

test('a group that took in a tenth of strangers is around who belongs', () => {
  expect(relationOf(size(275), size(251), 1, CLOSELY)).toBe('around');
  expect(relationOf(size(255), size(251), 1, CLOSELY)).toBe('same');
  expect(relationOf(size(251), size(275), 1, CLOSELY)).toBe('same');
});
