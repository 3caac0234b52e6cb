import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../store/index.ts';
import { run } from './program.ts';
import { campaign, fakeIo } from './testing/fixture.ts';

const data = mkdtempSync(join(tmpdir(), 'stillwatch-campaigns-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

beforeAll(async () => {
  const store = await openStore({ data });
  const elsewhere = { account: 'elsewhere', membership: 1, role: 'harvester' };
  const other = { ...campaign, id: 'SW-2026-0002', accounts: [elsewhere] };
  for (const { id, verdict, ...more } of [campaign, other])
    await store.command(
      'INSERT INTO campaigns (id, detected, until, verdict, document) SELECT {id:String}, now64(3), now64(3), {verdict:String}, {document:String}',
      { params: { id, verdict, document: JSON.stringify({ id, verdict, ...more }) } },
    );
  await store.close();
});

async function cli(...argv: string[]) {
  const io = fakeIo();
  const status = await run(['campaigns', ...argv, '--data', data], io);
  return { status, stdout: io.stdout, stderr: io.stderr };
}

it('shows one with its accounts, and as many of them as are asked for', async () => {
  const few = await cli('SW-2026-0001', '--accounts', '2');
  expect(few.status).toBe(0);
  expect(few.stdout).toContain('and 23 more; --accounts all shows them');
  expect(few.stdout).toContain('The least certain of them');
  const all = await cli('SW-2026-0001', '--accounts', 'all');
  for (const { account } of campaign.accounts.slice(2)) expect(all.stdout).toContain(`${account} `);
  expect(all.stdout).not.toContain('more; --accounts');
  expect(all.stdout).not.toContain('The least certain of them');
});

it('shows why one account stands in it', async () => {
  const { status, stdout } = await cli('SW-2026-0001', '--account', 'acct_bystander');
  expect(status).toBe(0);
  expect(stdout).toContain('Why it belongs');
  expect(stdout).toContain('Whether it is used as the harvest is');
  const json = await cli('SW-2026-0001', '--account', 'acct_bystander', '--json');
  expect(JSON.parse(json.stdout)).toEqual({
    campaign: campaign.id,
    verdict: campaign.verdict,
    ...campaign.accounts[0],
  });
});

it('says where an account stands that is not in it', async () => {
  const { status, stdout, stderr } = await cli('SW-2026-0001', '--account', 'elsewhere');
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toBe(
    'stillwatch: elsewhere is not in SW-2026-0001 (ACCOUNT_UNKNOWN)\nIt is in SW-2026-0002: stillwatch campaigns SW-2026-0002 --account elsewhere\n',
  );
  const nowhere = await cli('SW-2026-0001', '--account', 'a\u001b[2Jb');
  expect(nowhere.stderr).toContain(
    'stillwatch: ab is not in SW-2026-0001 (ACCOUNT_UNKNOWN)\nNo campaign has it.',
  );
  expect((await cli('SW-2026-0009', '--account', 'elsewhere')).stderr).toContain('(CAMPAIGN_UNKNOWN)');
});
