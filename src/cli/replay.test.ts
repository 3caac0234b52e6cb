import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { ReplayCampaign } from '../detect/index.ts';
import { run } from './program.ts';
import { ReplayReport } from './report/replay.ts';
import { fakeIo } from './testing/fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillwatch-replay-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function cli(...argv: string[]) {
  const io = fakeIo();
  const status = await run([...argv, '--data', join(folder, 'data')], io);
  return { status, stdout: io.stdout, stderr: io.stderr };
}

it('prints one document of steps, also of nothing', async () => {
  expect((await cli('replay')).stdout).toMatch(/no exchanges/);
  expect(JSON.parse((await cli('replay', '--json')).stdout)).toEqual({ steps: [] });
  const file = join(folder, 'few.jsonl');
  const exchange = (hour: number) => ({
    id: `ex_${hour}`,
    time: new Date(Date.UTC(2026, 3, 22, hour, 30)).toISOString(),
    account: `acct_${hour % 3}`,
    model: 'm',
    request: { prompt: 'what is the tide tomorrow?' },
  });
  writeFileSync(file, Array.from({ length: 20 }, (_, i) => `${JSON.stringify(exchange(i))}\n`).join(''));
  await cli('ingest', file);
  const { steps } = JSON.parse((await cli('replay', '--every', '6h', '--json')).stdout);
  expect(
    steps.map(({ at, exchanges_seen }: { at: string; exchanges_seen: number }) => [at, exchanges_seen]),
  ).toEqual([
    ['2026-04-22T06:00:00.000Z', 6],
    ['2026-04-22T12:00:00.000Z', 12],
    ['2026-04-22T18:00:00.000Z', 18],
    ['2026-04-22T19:30:00.000Z', 20],
  ]);
  expect((await cli('replay')).stdout).toMatch(/^No campaign was found at any step\.\n4 steps over 1 day/);
});

it('refuses intervals and times that are none', async () => {
  for (const argv of [
    ['--every', '6'],
    ['--every', '10s'],
    ['--every', '0h'],
    ['--to', 'then'],
  ]) {
    const { status, stderr } = await cli('replay', ...argv);
    expect(status).toBe(2);
    expect(stderr).toMatch(/is invalid/);
  }
  const { status, stderr } = await cli('replay', '--from', '2026-05-02', '--to', '2026-05-01');
  expect([status, stderr]).toEqual([2, expect.stringContaining('--from is later than --to')]);
});

it('tells what changed at a step, and each campaign’s story at the end', () => {
  const report = new ReplayReport({ width: 100, paint: (_, text) => text });
  const campaign = (accounts: number, more: Partial<ReplayCampaign> = {}): ReplayCampaign => ({
    id: 'SW-2026-0001',
    verdict: 'harvesting',
    error_bound: 0.001,
    accounts: Array.from({ length: accounts }, (_, i) => `a${i}`),
    bystanders: [],
    exchanges: accounts * 10,
    ...more,
  });
  const step = (day: number, campaigns: ReplayCampaign[]) =>
    report.step({ at: `2026-05-0${day}T00:00:00.000Z`, exchanges_seen: day * 100, campaigns });
  expect(step(1, [])).toBe('');
  expect(step(2, [campaign(20, { verdict: 'watch' })])).toMatch(/watch +found: 20 accounts, bound 0\.1%/);
  expect(step(3, [campaign(20, { verdict: 'watch' })])).toBe('');
  expect(step(4, [campaign(25)])).toMatch(/was watch, 5 accounts joined: 25 accounts/);
  expect(step(5, [campaign(24, { bystanders: ['b'] })])).toMatch(/1 account left: 24 accounts, 1 bystander/);
  const end = report.end();
  expect(end).toMatch(
    /found at the step of 2026-05-02 00:00 UTC, after 200 of these \(83%\); harvesting since 2026-05-04/,
  );
  expect(end).toMatch(/5 steps over 5 days and 500 exchanges/);
});
