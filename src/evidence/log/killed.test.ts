import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildRooms } from '../../store/testing/build.ts';
import { hasLog, TransparencyLog, verifyLog } from './index.ts';
import { entryOf } from './testing/entries.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-log-killed-'));
const script = fileURLToPath(new URL('./testing/append.mjs', import.meta.url));
let build: string;
beforeAll(() => {
  build = buildRooms('evidence');
});
afterAll(() => {
  for (const folder of [scratch, build]) rmSync(folder, { recursive: true, force: true });
});

type Acknowledged = [first: number, size: number, id: string];

function start(data: string, name: string, steps: string, dies?: number) {
  const given = [build, data, name, steps, ...(dies === undefined ? [] : [String(dies)])];
  const child = spawn(process.execPath, [script, ...given], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', text => (said += text));
  const lines = () =>
    said
      .split('\n')
      .slice(0, -1)
      .map(line => JSON.parse(line) as unknown);
  return { child, lines, acknowledged: () => lines().filter(line => Array.isArray(line)) as Acknowledged[] };
}

const ended = async (child: ChildProcess) => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
};

/** All that was acknowledged is there, nothing is wrong, and it goes on. */
async function isWhole(data: string, acknowledged: readonly Acknowledged[]): Promise<void> {
  if (hasLog(data)) expect(await verifyLog(data)).toEqual([]);
  const log = await TransparencyLog.open(data);
  const ids = new Map<number, string>();
  for await (const { index, entry } of log.entries()) if (entry.type === 'record') ids.set(index, entry.id);
  for (const [first, size, id] of acknowledged) {
    expect(size).toBeLessThanOrEqual(log.size);
    expect(ids.get(first)).toBe(id);
  }
  const { first } = await log.append([entryOf(1)]);
  expect(first).toBe(log.size - 1);
  await log.rotate();
  await log.close();
  expect(await verifyLog(data)).toEqual([]);
  for (const left of ['log.lock', 'log-key.next', 'log/checkpoint.next'])
    expect(existsSync(join(data, left)), left).toBe(false);
}

it('a process that dies before any of its operations on files loses nothing that was acknowledged', async () => {
  const steps = '260,rotate,publish';
  const calm = start(join(scratch, 'calm'), 'calm', steps);
  await ended(calm.child);
  await isWhole(join(scratch, 'calm'), calm.acknowledged());
  const all = start(join(scratch, 'all'), 'all', steps, 1_000_000);
  await ended(all.child);
  const { operations } = all.lines().at(-1) as { operations: number };
  expect(operations).toBeGreaterThan(40);
  const dying = async (at: number) => {
    const data = join(scratch, `dies-${at}`);
    const { child, acknowledged } = start(data, `d${at}`, steps, at);
    await ended(child);
    expect(child.signalCode).toBe('SIGKILL');
    await isWhole(data, acknowledged());
    rmSync(data, { recursive: true, force: true });
  };
  // Every second one, this time the even or the odd ones: with ALL=1 every one.
  const dies = Array.from({ length: operations }, (_, at) => at).filter(
    at => process.env['ALL'] || at % 2 === process.pid % 2,
  );
  for (let i = 0; i < dies.length; i += 2) await Promise.all(dies.slice(i, i + 2).map(dying));
});

it('several processes append at once, are killed at any moment, and others go on', async () => {
  const data = join(scratch, 'several');
  const acknowledged: Acknowledged[] = [];
  for (let round = 0; round < 5; round++) {
    const running = ['a', 'b'].map(name => start(data, `${name}${round}`, 'loop'));
    while (running.some(one => one.acknowledged().length < 3)) {
      expect(running.map(({ child }) => child.exitCode)).toEqual([null, null]);
      await sleep(20);
    }
    await sleep(Math.random() * 150);
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all(running.map(one => ended(one.child)));
    for (const one of running) acknowledged.push(...one.acknowledged());
    expect(await verifyLog(data)).toEqual([]);
  }
  expect(acknowledged.length).toBeGreaterThan(30);
  // No two were told the same place.
  expect(new Set(acknowledged.map(([first]) => first)).size).toBe(acknowledged.length);
  await isWhole(data, acknowledged);
});
