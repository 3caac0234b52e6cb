import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../store/index.ts';
import { buildRooms } from '../store/testing/build.ts';
import { firstLine } from '../store/testing/http-front.ts';
import type { Summary } from './index.ts';
import { exchangeLine, exchangeLines, numbers, writePieces } from './testing/lines.ts';

// What a process of its own shows: that a kill loses nothing, what comes in by standard input, how much memory.
const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-killed-'));
const script = fileURLToPath(new URL('./testing/driver.mjs', import.meta.url));
const logs = join(scratch, 'logs');
let build: string;
beforeAll(() => {
  build = buildRooms();
  mkdirSync(logs);
  // 50,000 exchanges of which some come twice; one file goes through the schema for its bad line.
  for (let n = 0; n < 5; n++)
    writeFileSync(
      join(logs, `${n}.jsonl`),
      exchangeLines(n * 10_000, n * 10_000 + 10_000) +
        (n === 2 ? 'broken\n' : exchangeLines(n * 500, n * 500 + 500)),
    );
});
afterAll(() => {
  for (const folder of [scratch, build]) rmSync(folder, { recursive: true, force: true });
});

function start(data: string, ...paths: string[]): ChildProcess {
  return spawn(process.execPath, [script, build, data, ...paths], { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function end(child: ChildProcess): Promise<Summary & { peak: number; code?: string }> {
  let said = '';
  for await (const piece of child.stdout!) said += piece;
  return JSON.parse(said.trimEnd().split('\n').at(-1)!);
}

async function contents(data: string): Promise<unknown> {
  const store = await openStore({ data });
  const [row] = await store.query(
    'SELECT count() AS n, uniqExact(id) AS ids, toString(groupBitXor(cityHash64(*))) AS sum, toString(sum(cityHash64(*))) AS total FROM exchanges',
  );
  expect(await store.query("SELECT name FROM system.tables WHERE startsWith(name, 'staging')")).toEqual([]);
  await store.close();
  expect(readdirSync(join(data, 'spool'))).toEqual([]);
  return row;
}

test('a kill -9 at any moment loses nothing and doubles nothing, once the same is read again', async () => {
  const calm = join(scratch, 'calm');
  const started = performance.now();
  const first = start(calm, logs);
  const summary = await end(first);
  expect(summary).toMatchObject({ read: 52_001, new: 50_000, duplicate: 2000, rejected: 1 });
  const took = performance.now() - started;
  const undisturbed = await contents(calm);
  expect(undisturbed).toMatchObject({ n: 50_000, ids: 50_000 });

  // The same key, or the hashes would differ.
  const data = join(scratch, 'killed');
  mkdirSync(data);
  cpSync(join(calm, 'key'), join(data, 'key'));
  const pick = numbers(Date.now() >>> 0);
  const moments: number[] = [];
  for (let round = 0; round < 4; round++) {
    const child = start(data, logs);
    const gone = once(child, 'exit'); // it may be done before the moment comes
    expect(await firstLine(child)).toBe('begun');
    const moment = pick(Math.max(50, took * 0.7));
    moments.push(moment);
    await new Promise(done => setTimeout(done, moment));
    child.kill('SIGKILL');
    await gone;
  }
  const again = await end(start(data, logs));
  expect([moments, again]).toMatchObject([moments, { read: 52_001, rejected: 1 }]);
  expect(again.new + again.duplicate).toBe(52_000);
  expect([moments, await contents(data)]).toEqual([moments, undisturbed]);
}, 120_000);

test('what a killed process left in the spool is swept, what a living one has is not', async () => {
  const data = join(scratch, 'swept');
  const spool = join(data, 'spool');
  mkdirSync(spool, { recursive: true });
  const dead = start(join(scratch, 'dead'), '-');
  await firstLine(dead);
  dead.kill('SIGKILL');
  await once(dead, 'exit');
  writeFileSync(join(spool, `chunk-${dead.pid}-0.jsonl`), 'a prompt');
  writeFileSync(join(spool, `lines-${dead.pid}-3.jsonl`), 'a prompt');
  writeFileSync(join(spool, `chunk-${process.pid}-0.jsonl`), 'another');
  const child = start(data, '-');
  child.stdin!.end(exchangeLines(0, 10));
  expect(await end(child)).toMatchObject({ new: 10 });
  expect(readdirSync(spool)).toEqual([`chunk-${process.pid}-0.jsonl`]);
  expect(existsSync(join(data, 'rejects'))).toBe(false);
});

test('standard input is read to its end, in whatever pieces it comes', async () => {
  const data = join(scratch, 'stdin');
  const child = start(data, '-', join(logs, '0.jsonl'));
  const bytes = Buffer.from(`${exchangeLines(60_000, 60_300)}{"id":\n${exchangeLine(60_300)}`);
  const pick = numbers(7);
  for (let at = 0; at < bytes.length; ) {
    const next = at + 1 + pick(20_000);
    if (!child.stdin!.write(bytes.subarray(at, next))) await once(child.stdin!, 'drain');
    at = next;
  }
  child.stdin!.end();
  expect(await end(child)).toMatchObject({
    files: 2,
    read: 302 + 10_500,
    new: 301 + 10_000,
    duplicate: 500,
    rejected: 1,
  });
});

test('memory does not follow the length of the input, on either path', async () => {
  const pick = numbers(3);
  const words = Array.from({ length: 150 }, () => pick(1e9).toString(36));
  const line = (n: number) =>
    `${exchangeLine(n, { request: { prompt: Array.from({ length: 120 }, () => words[pick(150)]).join(' ') } })}\n`;
  function* lines(size: number, broken: boolean) {
    for (let n = 0; n < size; n++) yield line(n) + (broken && n % 20_000 === 0 ? 'broken\n' : '');
  }
  const peaks: number[] = [];
  for (const [name, size, broken] of [
    ['short', 20_000, false],
    ['long', 120_000, false],
    ['long, broken', 120_000, true],
  ] as const) {
    const path = join(scratch, `${name}.jsonl`);
    await writePieces(path, lines(size, broken));
    const { new: stored, peak } = await end(start(join(scratch, `memory ${name}`), path));
    expect(stored).toBe(size);
    peaks.push(Math.round(peak / 1e6));
    rmSync(path);
  }
  // Two chunks of 64 MB under way and what the engine makes of them; a file held whole would be over it.
  for (const peak of peaks) expect([peaks, peak < 1500]).toEqual([peaks, true]);
});
