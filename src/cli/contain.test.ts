import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plant } from '../policy/testing/desk.ts';
import { openStore } from '../store/index.ts';
import { run } from './program.ts';
import { fakeIo } from './testing/fixture.ts';

const data = mkdtempSync(join(tmpdir(), 'stillwatch-contain-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

beforeAll(async () => {
  const store = await openStore({ data });
  await plant(store, { harvesters: 51, bystanders: 4 });
  await plant(store, { harvesters: 2, prefix: 'w' }, { id: 'SW-2026-0002', verdict: 'watch' });
  await store.close();
});

async function cli(...argv: string[]) {
  const io = fakeIo();
  const status = await run([...argv, '--data', data], io);
  return { status, stdout: io.stdout, stderr: io.stderr, json: () => JSON.parse(io.stdout) };
}
const why = ['--reason', 'it harvests'];

test('a campaign is planned, approved by a second person, contained, appealed and undone', async () => {
  const planned = await cli('contain', 'plan', 'SW-2026-0001', ...why, '--by', 'ana');
  expect(planned).toMatchObject({ status: 0, stderr: '' });
  expect(planned.stdout).toMatch(/Contains +51 accounts/);
  expect(planned.stdout).toMatch(/suspend +51 {2}every request is refused/);
  expect(planned.stdout).toMatch(/bystander: pool +4/);
  const { plans } = (await cli('contain', 'list', '--plans', '--json')).json();
  const plan: string = plans[0].id;

  const early = await cli('contain', 'apply', plan, ...why, '--by', 'ana', '--confirm');
  expect(early.status).toBe(1);
  expect(early.stderr).toContain('APPROVAL_NEEDED');
  expect((await cli('contain', 'approve', plan, ...why, '--by', 'ana')).stderr).toContain("can't approve");
  expect((await cli('contain', 'approve', plan, ...why, '--by', 'ben')).status).toBe(0);
  expect((await cli('contain', 'apply', plan, ...why)).stdout).toContain('Dry run');
  expect((await cli('contain', 'list')).stdout).toContain('Nothing is contained');
  const applied = (await cli('contain', 'apply', plan, ...why, '--confirm', '--for', '2d', '--json')).json();
  expect(applied).toMatchObject({ accounts: 51, plan });

  const { contained } = (await cli('contain', 'list', applied.action, '--json')).json();
  const { account, reference } = contained[0];
  const filed = (await cli('appeal', 'file', reference, '--text', 'we teach', '--json')).json();
  expect((await cli('appeal', 'list')).stdout).toMatch(/“we teach”[\s\S]*harvester of SW-2026-0001/);
  const ruling = ['appeal', 'uphold', filed.appeal, '--reason', 'a school', '--by'];
  expect((await cli(...ruling, 'Ben')).stderr).toContain('RULING_OF_ANOTHER');
  expect((await cli(...ruling, 'cyd')).stdout).toContain('is not contained');
  expect((await cli('contain', 'list', '--account', account)).stdout).toContain('undone in');
  expect((await cli('appeal', 'list')).stdout).toMatch(/content +1 +1/);
  expect((await cli('contain', 'undo', applied.action, ...why)).stdout).toContain(
    '50 undone, 0 still contained',
  );

  const { records } = (await cli('audit', '--json')).json();
  expect(records.map(({ kind }: { kind: string }) => kind)).toEqual([
    'plan',
    'approval',
    'action',
    'appeal',
    'ruling',
    'undo',
    'undo',
  ]);
  expect((await cli('audit', '--of', plan)).stdout).toMatch(/ben +approval/);
});

test('who may not be contained is not, and what is missing is said', async () => {
  const watch = await cli('contain', 'plan', 'SW-2026-0002', ...why);
  expect(watch.status).toBe(1);
  expect(watch.stderr).toContain('its accounts collect answers is not established');
  expect((await cli('contain', 'plan', 'SW-2026-0001')).status).toBe(2);
  expect((await cli('contain', 'plan', 'SW-1', ...why)).stderr).toContain('CAMPAIGN_UNKNOWN');
  expect((await cli('contain', 'plan', 'SW-2026-0001', '--reason', ' ')).stderr).toContain(
    'a reason is needed',
  );
  expect((await cli('contain', 'undo', 'A-1', ...why)).stderr).toContain('there is no action A-1');
  expect((await cli('contain', 'plan', 'SW-2026-0001', ...why, '--grade', 'ban')).status).toBe(2);
});

test('holds, grants and attestations are set, listed and taken back', async () => {
  const law = ['--basis', 'rule 12', ...why];
  const { hold } = (await cli('hold', 'set', 'opus-5', '--lacking', 'us-person', ...law, '--json')).json();
  expect((await cli('hold', 'list')).stdout).toMatch(/opus-5 +without us-person/);
  expect((await cli('hold', 'lift', hold, ...why)).stdout).toContain('is lifted');
  const until = ['--until', '2036-01-01'];
  const grant = ['--to', 'Uni', '--accounts', 'a,b', '--models', '*', '--volume', '10', '--contract', 'C1'];
  const added = await cli('grant', 'add', ...grant, ...until, '--purpose', 'study', ...why, '--json');
  expect((await cli('grant', 'list')).stdout).toMatch(/Uni +0 +10 +0 +2036-01-01/);
  expect((await cli('grant', 'revoke', added.json().grant, ...why)).status).toBe(0);
  const attested = ['us-person', '--attested-by', 'KYC', ...until, ...why];
  expect((await cli('attest', 'add', 'a', ...attested)).stdout).toContain('attested by KYC');
  expect((await cli('attest', 'list')).stdout).toMatch(/a +us-person +KYC/);
  expect((await cli('attest', 'withdraw', 'a', 'us-person', ...why)).status).toBe(0);
  expect((await cli('attest', 'list')).stdout).toBe('There are no attestations.\n');
});
