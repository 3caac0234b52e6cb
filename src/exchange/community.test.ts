import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { communityOf, installationKey, joinCommunity, newCommunity, normal } from './index.ts';

const root = mkdtempSync(join(tmpdir(), 'stillwatch-community-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const folder = (name: string) => join(root, name);
const labs = newCommunity('labs');

test('members sketch alike and see the same identifier as the same, however each of them got it; others do not', () => {
  joinCommunity(folder('a'), labs);
  joinCommunity(folder('b'), labs);
  joinCommunity(folder('c'), newCommunity('labs'));
  const [a, b, c, alone] = ['a', 'b', 'c', 'd'].map(name => installationKey(folder(name)));
  expect(a!.sketchKey()).toEqual(b!.sketchKey());
  expect(a!.sketchKey()).not.toEqual(c!.sketchKey());
  expect(a!.email('x@example.com')).not.toBe(b!.email('x@example.com'));
  const hash = '5dba1b46d12e1cf2d0e7bda6c1b1bb8fd3a6e1ea5b7dfcbb8b7c05cbf2a4ef1c';
  expect(a!.shared('email', { hash })).toBe(b!.shared('email', { hash: ` ${hash.toUpperCase()}` }));
  expect(a!.shared('email', { hash })).not.toBe(a!.shared('phone', { hash }));
  expect(a!.shared('email', { hash })).not.toBe(c!.shared('email', { hash }));
  // SHA-256 of 15551234567
  const known = 'd6736136ea896c1bfdc553e0e86e702c70d060d805696ca3e4e9e0961353860a';
  expect(a!.shared('phone', { normal: normal.phone('+1 (555) 123-4567') })).toBe(
    b!.shared('phone', { normal: normal.phone('1 555 1234567') }),
  );
  expect(a!.shared('phone', { normal: '15551234567' })).toBe(b!.shared('phone', { hash: known }));
  expect(a!.shared('payment', { hash: 'tok_123' })).toBe('');
  expect(alone!.shared('email', { hash })).toBe('');
});

test('the key is its owner’s to read; another community is not joined over it, the same one again is', () => {
  const path = join(folder('a'), 'community-key');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const before = readFileSync(path, 'utf8');
  expect(() => joinCommunity(folder('a'), newCommunity('others'))).toThrow(/has joined labs/);
  expect(joinCommunity(folder('a'), labs).id).toBe(communityOf(folder('a'))!.id);
  expect(readFileSync(path, 'utf8')).toBe(before);
});

test.each([
  '',
  '{}',
  'null',
  labs.replace('/1', '/2'),
  labs.replace(/"key": ".{8}/, '"key": "'),
  labs.replace('labs', 'a\\u202eb'),
])('refuses %j', text => {
  expect(() => joinCommunity(folder('e'), text)).toThrow(
    expect.objectContaining({ code: 'COMMUNITY_INVALID' }),
  );
});
