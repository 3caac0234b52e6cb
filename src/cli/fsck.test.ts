import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Fsck } from '../evidence/index.ts';
import { exchangeLines } from '../ingest/testing/lines.ts';
import { openStore } from '../store/index.ts';
import { run } from './program.ts';
import { fakeIo } from './testing/fixture.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-fsck-'));
const data = join(scratch, 'data');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function cli(...argv: string[]) {
  const io = fakeIo();
  const status = await run([...argv, '--data', data], io);
  return { status, stdout: io.stdout, stderr: io.stderr, flat: io.stdout.replace(/\s+/g, ' ') };
}
const log = (n: number, from: number, to: number) => {
  const path = join(scratch, `log${n}.jsonl`);
  writeFileSync(path, exchangeLines(from, to));
  return path;
};
/** What somebody does behind Stillwatch's back. */
async function behind(sql: string) {
  const store = await openStore({ data });
  await store.command(sql, { settings: { mutations_sync: 1 } });
  await store.close();
}

test('what is read is committed, and said; or left for later', async () => {
  const none = await cli('fsck');
  expect(none.flat).toContain('Nothing is logged yet.');
  expect(none.status).toBe(0);

  const left = await cli('ingest', log(1, 0, 2000), '--no-commit');
  expect(left.stdout).not.toContain('committed');
  expect(existsSync(join(data, 'log'))).toBe(false);
  expect((await cli('fsck')).flat).toContain('1 hour over and not committed: 2,000 exchanges');

  // Seconds of one hour; the next ones reach into the hour after.
  const read = await cli('ingest', log(2, 2000, 5000));
  expect(read.flat).toContain('committed 2 hours in the log');
  const again = await cli('ingest', log(2, 2000, 5000), '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({ new: 0, committed: { hours: 0, corrected: 0, less: [] } });
  const late = await cli('ingest', log(3, 5000, 6000));
  expect(late.flat).toContain('committed 1 hour in the log, 1 of them again');

  const checked = await cli('fsck');
  expect(checked.flat).toContain('All that is logged holds.');
  expect(checked.flat).toContain('2 of 2 committed are as committed: 6,000 exchanges');
  expect(checked.status).toBe(0);
});

test('a detection and an operation leave the log up to date', async () => {
  expect((await cli('detect')).status).toBe(0);
  const hold = ['--from', '2026-05-01', '--basis', 'a law', '--reason', 'as ordered'];
  expect(await cli('hold', 'set', 'opus-4.6', ...hold)).toMatchObject({ status: 0, stderr: '' });
  const { records, log } = JSON.parse((await cli('fsck', '--json')).stdout) as Fsck;
  expect(records).toEqual({ logged: 1, held: 1, unlogged: 0 });
  expect(log.entries).toEqual({ key: 1, hour: 3, record: 1 });
});

test('what was changed behind its back is named, exit status 1', async () => {
  await behind("ALTER TABLE exchanges DELETE WHERE id = 'ex_4711'");
  await behind("ALTER TABLE records UPDATE actor = 'nobody' WHERE 1");
  const { status, stderr, flat } = await cli('fsck');
  expect(status).toBe(1);
  expect(flat).toContain('2 things that are logged do not hold:');
  expect(stderr).toMatch(/^stillwatch: entry 3, the first that is wrong: .*\(FSCK_FAILED\)\n/);
  const ingested = await cli('ingest', log(2, 2000, 4000));
  expect(ingested.flat).toContain('Of 1 hour less is stored than was committed: stillwatch fsck');
});

test('a log that fails loses nothing that was read', async () => {
  const entries = join(data, 'log', 'tile', '0', '000.p');
  for (const name of readdirSync(entries))
    writeFileSync(join(entries, name), readFileSync(join(entries, name)).reverse());
  const { status, flat, stderr } = await cli('ingest', log(4, 20_000, 20_500));
  expect(flat).toContain('new 500');
  expect(stderr).toContain('(LOG_BROKEN)');
  expect(status).toBe(1);
  const hold = ['--from', '2026-05-01', '--basis', 'a law', '--reason', 'once more'];
  const held = await cli('hold', 'set', 'sonnet', ...hold);
  expect(held.stdout).not.toBe('');
  expect(held).toMatchObject({ status: 1, stderr: expect.stringContaining('(LOG_BROKEN)') });
  expect((await cli('fsck')).status).toBe(1);
});
