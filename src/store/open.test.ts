import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StillwatchError } from '../errors.ts';
import { openStore } from './open.ts';
import { temporary } from './temporary.ts';
import { buildRooms } from './testing/build.ts';
import { firstLine } from './testing/http-front.ts';

// One process owns a data folder; what it acknowledged outlives it. Both need a second process.
const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-open-'));
const script = fileURLToPath(new URL('./testing/holder.mjs', import.meta.url));
let build: string;
beforeAll(() => {
  build = buildRooms();
});
afterAll(() => {
  for (const folder of [scratch, build]) rmSync(folder, { recursive: true, force: true });
});

const holder = (data: string): ChildProcess =>
  spawn(process.execPath, [script, build, data], { stdio: ['pipe', 'pipe', 'inherit'] });

async function refusal(data: string): Promise<StillwatchError> {
  try {
    await (await openStore({ data })).close();
  } catch (error) {
    return error as StillwatchError;
  }
  throw new Error('it was opened');
}

test('a second process is told who holds the folder, and gets it when that one is done', async () => {
  const data = join(scratch, 'held');
  const child = holder(data);
  expect(await firstLine(child)).toBe('open');
  const error = await refusal(data);
  expect([error.code, error.message]).toEqual([
    'STORE_BUSY',
    expect.stringMatching(new RegExp(`held is in use by process ${child.pid} on \\S+ \\(.*\\), since 20`)),
  ]);
  expect(error.mend).toMatch(/--data/);
  // Being refused doesn't disturb the holder, nor what names it.
  child.stdin!.write('CREATE TABLE x (n UInt8) ENGINE = MergeTree ORDER BY n\n');
  expect(await firstLine(child)).toBe('done');
  expect((await refusal(data)).message).toContain(`process ${child.pid} `);
  child.stdin!.end();
  await once(child, 'exit');
  expect(existsSync(join(data, 'holder.json'))).toBe(false);
  const store = await openStore({ data });
  expect(await store.query('SELECT count() AS n FROM x')).toEqual([{ n: 0 }]);
  expect(JSON.parse(readFileSync(join(data, 'holder.json'), 'utf8')).pid).toBe(process.pid);
  // And the other way round.
  const late = holder(data);
  const said = JSON.parse(await firstLine(late));
  expect([said.code, said.message]).toEqual([
    'STORE_BUSY',
    expect.stringContaining(`process ${process.pid} `),
  ]);
  await store.close();
});

test('what was acknowledged outlives a kill -9, and the folder opens again', async () => {
  const data = join(scratch, 'killed');
  for (let round = 1; round <= 3; round++) {
    const child = holder(data);
    expect(await firstLine(child)).toBe('open');
    child.stdin!.write('CREATE TABLE IF NOT EXISTS x (n UInt64) ENGINE = MergeTree ORDER BY n\n');
    expect(await firstLine(child)).toBe('done');
    child.stdin!.write(`INSERT INTO x SELECT ${round} FROM numbers(1000)\n`);
    expect(await firstLine(child)).toBe('done');
    child.stdin!.write('INSERT INTO x SELECT 0 FROM numbers(500000000)\n');
    await new Promise(done => setTimeout(done, 100));
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(join(data, 'holder.json'))).toBe(true);
    const store = await openStore({ data });
    expect(await store.query('SELECT n, count() AS rows FROM x WHERE n > 0 GROUP BY n ORDER BY n')).toEqual(
      Array.from({ length: round }, (_, i) => ({ n: i + 1, rows: 1000 })),
    );
    await store.close();
  }
});

test('tables of work that was killed are gone when the store is next opened', async () => {
  const data = join(scratch, 'left-over');
  const store = await openStore({ data });
  const [left, kept] = [temporary('work'), 'kept'];
  for (const table of [left, kept])
    await store.command(`CREATE TABLE ${table} (n UInt8) ENGINE = MergeTree ORDER BY n`);
  await store.close();
  const again = await openStore({ data });
  const tables = await again.query<{ name: string }>(
    `SELECT name FROM system.tables WHERE name IN ('${left}', '${kept}')`,
  );
  expect(tables).toEqual([{ name: kept }]);
  await again.close();
});
