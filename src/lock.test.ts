import { lutimesSync, mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { locked } from './lock.ts';

const root = mkdtempSync(join(tmpdir(), 'stillwatch-lock-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const lock = join(root, 'lock');
const holder = { pid: 2 ** 22 - 1, born: '1', host: hostname() };
const taken = (by: object) => symlinkSync(JSON.stringify(by), lock);
const soon = <T>(work: () => Promise<T>) => locked(lock, work, 200);

it('lets one work at a time, whatever becomes of the work', async () => {
  let [inside, most] = [0, 0];
  const work = async (n: number) => {
    most = Math.max(most, ++inside);
    await sleep(2);
    inside--;
    if (n % 3 === 0) throw new Error('failed');
  };
  await Promise.allSettled(Array.from({ length: 20 }, (_, n) => locked(lock, () => work(n))));
  expect(most).toBe(1);
  expect(readdirSync(root)).toEqual([]);
});

it('is taken from the dead, and from a process that only has the number of one', async () => {
  taken(holder);
  expect(await soon(async () => JSON.parse(readlinkSync(lock)).pid)).toBe(process.pid);
  taken({ ...holder, pid: process.pid });
  expect(await soon(async () => 'done')).toBe('done');
  // One that died while it took the lock from another.
  taken(holder);
  symlinkSync(JSON.stringify(holder), `${lock}.breaking`);
  expect(await soon(async () => 'done')).toBe('done');
  expect(readdirSync(root)).toEqual([]);
});

it('is not taken from the living, nor from another machine before it is silent for a minute', async () => {
  for (const by of [
    { ...holder, pid: process.ppid, born: null },
    { ...holder, host: 'elsewhere' },
  ]) {
    taken(by);
    await expect(soon(async () => 'done')).rejects.toMatchObject({
      code: 'LOG_BUSY',
      message: `process ${by.pid} on ${by.host} writes to the log`,
    });
    setTimeout(() => rmSync(lock), 50);
    expect(await soon(async () => 'done')).toBe('done');
  }
  taken({ ...holder, host: 'elsewhere' });
  const before = new Date(Date.now() - 61_000);
  lutimesSync(lock, before, before);
  expect(await soon(async () => 'done')).toBe('done');
});
