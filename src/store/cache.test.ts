import { expect, test } from 'vitest';
import { Cache } from './cache.ts';

test('what is asked for together is read once, again for another version, and the oldest is forgotten', async () => {
  const cache = new Cache<string>(2);
  const read: string[] = [];
  const get = (key: string, version = '1') =>
    cache.get(key, version, async () => {
      read.push(`${key}${version}`);
      return `${key}${version}`;
    });
  expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['a1', 'a1', 'b1']);
  expect(await get('a', '2')).toBe('a2');
  await get('c');
  await get('a', '2');
  expect(read).toEqual(['a1', 'b1', 'a2', 'c1']);
  await get('b');
  expect(read).toHaveLength(5);
});

test('what could not be read is read again', async () => {
  const cache = new Cache<number>(2);
  await expect(cache.get('a', '1', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await cache.get('a', '1', async () => 7)).toBe(7);
});
