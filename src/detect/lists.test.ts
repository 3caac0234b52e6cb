import { expect, test } from 'vitest';
import { split } from './apart.ts';
import { listFollowers } from './lists.ts';
import { uniforms } from './testing/draws.ts';
import { type StreamInput, worldOf } from './testing/world.ts';

const prompts = (names: readonly string[]): StreamInput => ({
  exchanges: names.length,
  shows: names.map(name => `shared-prompt:${name}`),
});
const list = (name: string, length: number) => Array.from({ length }, (_, i) => `${name}-${i}`);
const times = <T>(n: number, of: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => of(i));

function followersAmong(accounts: StreamInput[]) {
  const { streams, sharing } = worldOf(accounts.map(account => [account]));
  const group = Uint32Array.from(accounts, (_, s) => s);
  return { followers: listFollowers(group, streams, sharing), group, streams };
}

test('who goes through a benchmark is told from a queue, and one benchmark from another', () => {
  const benches = ['a', 'b', 'c'].flatMap(name => times(12, () => prompts(list(name, 40))));
  const queue = times(100, i => prompts(list(`task-${i}`, 40)));
  const { followers, group, streams } = followersAmong([...benches, ...queue]);
  expect([...followers].sort((a, b) => a - b)).toEqual(times(36, i => i));
  const all = { group, posterior: Float64Array.from(group, () => 1) };
  expect(split(all, followers, streams).map(part => part.group.length)).toEqual([100, 36]);
});

test('a part of a benchmark is one, and each in an order of its own', () => {
  const bench = list('a', 40);
  const { followers } = followersAmong(times(20, i => prompts(bench.filter((_, k) => (k + i) % 3 > 0))));
  expect(followers.size).toBe(20);
});

test('a queue that asks everything eight times, through any of its accounts, is no list', () => {
  const accounts: string[][] = times(120, () => []);
  const uniform = uniforms(5);
  for (let task = 0; task < 600; task++)
    for (let k = 0; k < 8; k++) accounts[Math.floor(uniform() * 120)]!.push(`task-${task}`);
  const { followers } = followersAmong(accounts.map(asked => prompts([...new Set(asked)])));
  expect(followers.size).toBe(0);
});

test('one viral prompt among many others makes no list', () => {
  const { followers } = followersAmong(times(30, i => prompts(['viral', ...list(`own-${i}`, 9)])));
  expect(followers.size).toBe(0);
});
