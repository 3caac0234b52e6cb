import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Desk } from '../policy/index.ts';
import { openStore } from '../store/index.ts';
import { run } from './program.ts';
import { fakeIo } from './testing/fixture.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-policy-'));
const data = join(scratch, 'data');
const strict = join(scratch, 'strict');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function cli(...argv: string[]) {
  const io = fakeIo();
  const status = await run([...argv, '--data', data], io);
  return { status, stdout: io.stdout, stderr: io.stderr };
}

const hour = (n: number) => `2026-04-22T${String(n).padStart(2, '0')}:00:00.000Z`;
const by = { actor: 'anna', reason: 'test' };

/**
 * 24 hours of four accounts, ten exchanges an hour each: `contained` is suspended from 6 on and let go at 18, `granted` too, but
 * has a grant of 100 exchanges; `free` and `paid` are nobody.
 */
beforeAll(async () => {
  mkdirSync(strict);
  writeFileSync(
    join(strict, 'a.cedar'),
    `permit (principal, action, resource);
     @id("free") @decision("slow") @obligations("rate:1/1m") @text("the plan {plan} is slowed") forbid (principal, action, resource) when { principal.plan == "free" };
     @id("contained") @decision("thin") @obligations("omit-reasoning") @text("thin") forbid (principal, action, resource) when { principal has containment } unless { context has grant && !context.grant.beyond };`,
  );
  const file = join(scratch, 'exchanges.jsonl');
  const lines: string[] = [];
  for (let h = 0; h < 24; h++)
    for (const account of ['contained', 'granted', 'free', 'paid'])
      for (let i = 0; i < 10; i++)
        lines.push(
          JSON.stringify({
            id: `${account}-${h}-${i}`,
            time: hour(h).replace(':00:00', `:${10 + i}:00`),
            account,
            model: 'opus',
            channel: 'api',
            request: { prompt: `what is ${h} times ${i}?` },
          }),
        );
  writeFileSync(file, `${lines.join('\n')}\n`);
  const accounts = join(scratch, 'accounts.jsonl');
  writeFileSync(
    accounts,
    `${['free', 'paid'].map(account => JSON.stringify({ account, plan: account })).join('\n')}\n`,
  );
  await cli('ingest', file, '--accounts', accounts);

  const store = await openStore({ data });
  let now = new Date(hour(5));
  const desk = await Desk.open(store, () => now);
  await desk.write({
    ...by,
    kind: 'grant',
    subject: 'gr_1',
    after: {
      to: 'Licensee Ltd',
      accounts: ['granted'],
      models: ['*'],
      volume: 100,
      from: hour(0),
      until: '2026-05-01T00:00:00Z',
      purpose: 'evaluation',
      contract: 'C-12',
    },
  });
  now = new Date(hour(6));
  const contained = ['contained', 'granted'].map(account => ({
    account,
    grade: 'suspend' as const,
    reference: `ref-${account}`,
  }));
  await desk.write({
    ...by,
    kind: 'action',
    subject: 'act_1',
    after: { plan: 'pl_1', campaign: 'SW-2026-0001', accounts: contained, until: '2026-04-29T06:00:00Z' },
  });
  now = new Date(hour(18));
  await desk.write({
    ...by,
    kind: 'undo',
    subject: 'act_1',
    after: { action: 'act_1', accounts: ['contained'] },
  });
  await store.close();
});

it('explains a decision: what was decided, by which policy, and what it saw', async () => {
  const { status, stdout } = await cli(
    'policy',
    'explain',
    '--account',
    'contained',
    '--model',
    'opus',
    '--at',
    hour(12),
  );
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^contained asking for opus at 2026-04-22 12:00 UTC: SUSPEND\n {2}campaign SW-2026-0001, until 2026-04-29 06:00 UTC, reference ref-contained\n/,
  );
  expect(stdout).toMatch(/containment\.cedar#suspend {2}.*policies\/containment\.cedar:\d+\n/);
  expect(stdout).toMatch(/containment +suspend by act_1, campaign SW-2026-0001/);
  expect(stdout).toMatch(/allow if it were not contained/);
  expect(stdout).toMatch(/no record of it is stored/);
});

it('explains as of a time: before, within its grant, beyond it, and after it was undone', async () => {
  const at = async (account: string, n: number) => {
    const { stdout } = await cli(
      'policy',
      'explain',
      '--account',
      account,
      '--model',
      'opus',
      '--at',
      hour(n),
      '--json',
    );
    return JSON.parse(stdout);
  };
  expect((await at('contained', 5)).decision.decision).toBe('allow');
  expect((await at('contained', 19)).decision.decision).toBe('allow');
  const within = await at('granted', 9);
  expect(within).toMatchObject({
    at: hour(9),
    known: false,
    facts: { grant: { id: 'gr_1', beyond: false }, containment: { grade: 'suspend' } },
    decision: { decision: 'allow' },
    determined_by: [{ policy: 'everyone.cedar#everyone', file: 'everyone.cedar' }],
  });
  expect(within.otherwise).toEqual([
    { if: 'there were no grant', decision: 'suspend', policies: ['containment.cedar#suspend'] },
    { if: 'the grant’s volume were used up', decision: 'suspend', policies: ['containment.cedar#suspend'] },
  ]);
  const beyond = await at('granted', 10);
  expect(beyond.decision.decision).toBe('suspend');
  expect(beyond.decision.reasons[1].text).toBe('beyond grant gr_1: its volume is used up');
});

it('explains under other policies, with what the caller says', async () => {
  const { stdout } = await cli(
    'policy',
    'explain',
    '--account',
    'free',
    '--model',
    'opus',
    '--policies',
    strict,
    '--attribute',
    'tier=gold',
    '--attribute',
    'a=b=c',
    '--channel',
    'api',
  );
  expect(stdout).toMatch(/SLOW\n {2}rate:1\/1m\n/);
  expect(stdout).toMatch(/the plan free is slowed/);
  expect(stdout).toMatch(/attributes +a=b=c, tier=gold\n/);
  expect(stdout).toMatch(/account +has a record\n/);
});

it('tries policies on history, each hour with what was in force then', async () => {
  const { status, stdout } = await cli(
    'policy',
    'backtest',
    strict,
    '--from',
    '2026-04-22',
    '--to',
    '2026-04-23',
    '--json',
  );
  expect(status).toBe(0);
  const found = JSON.parse(stdout);
  expect(found).toMatchObject({ accounts_seen: 4, exchanges_seen: 960, accounts_changed: 3 });
  const suspended = { decision: 'suspend', obligations: [] };
  const thin = { decision: 'thin', obligations: ['omit-reasoning'] };
  const slow = { decision: 'slow', obligations: ['rate:1/1m'] };
  expect(found.changes).toEqual([
    // contained from 6 to 18; granted from 10 on, when its 100 were sent
    { from: suspended, to: thin, accounts: 2, exchanges: 120 + 140 },
    { from: { decision: 'allow', obligations: [] }, to: slow, accounts: 1, exchanges: 240 },
  ]);
  expect(found.most_affected).toEqual([
    { account: 'free', exchanges: 240, of: 240, from: 'allow', to: 'slow' },
    { account: 'granted', exchanges: 140, of: 240, from: 'suspend', to: 'thin' },
    { account: 'contained', exchanges: 120, of: 240, from: 'suspend', to: 'thin' },
  ]);
  const text = await cli('policy', 'backtest', strict, '--from', hour(8), '--to', '2026-04-22T08:15:00Z');
  expect(text.stdout).toMatch(
    /^2 accounts would have been treated differently, in 10 exchanges \(50%\)\.\n20 exchanges of 4 accounts/,
  );
  expect(text.stdout).toMatch(/suspend +thin \(omit-reasoning\) +1 +5\n/);
  expect(text.stdout).toMatch(/plan, program or verification/);
});

it('tries one file among those in force, and checks it by itself', async () => {
  const file = join(data, 'slower.cedar');
  writeFileSync(
    file,
    '@decision("slow")\n@obligations("rate:1/1m")\n@text("free is slow")\nforbid (principal, action, resource)\nwhen { principal.plan == "free" };\n',
  );
  const day = ['--from', '2026-04-22', '--to', '2026-04-23'];
  const found = JSON.parse((await cli('policy', 'backtest', file, ...day, '--json')).stdout);
  expect(found.changes).toMatchObject([{ to: { decision: 'slow' }, accounts: 1, exchanges: 240 }]);
  expect((await cli('policy', 'check', file)).status).toBe(0);
  const explained = await cli('policy', 'explain', '--account', 'free', '--model', 'm', '--policies', file);
  expect(explained.stdout).toMatch(/free is slow/);
});

it('says where nothing would change, and where nothing is stored', async () => {
  const shipped = new URL('../../policies', import.meta.url).pathname;
  const same = await cli('policy', 'backtest', shipped, '--from', '2026-04-22', '--to', '2026-04-23');
  expect(same.stdout).toMatch(/^Nobody would have been treated differently\.\n960 exchanges/);
  const before = await cli('policy', 'backtest', shipped, '--from', '2025-01-01', '--to', '2025-01-02');
  expect(before.stdout).toMatch(/^No exchanges are stored of 2025-01-01 00:00/);
});

it('the data folder’s own policies are in force where there are some', async () => {
  const own = join(data, 'policies');
  mkdirSync(own);
  try {
    writeFileSync(
      join(own, 'a.cedar'),
      'forbid (principal, action, resource);\npermit(principal,action,resource);',
    );
    const explained = await cli('policy', 'explain', '--account', 'paid', '--model', 'opus');
    expect(explained.stdout).toContain('HOLD');
    const check = await cli('policy', 'check', '--json');
    expect(check.status).toBe(0);
    expect(JSON.parse(check.stdout)).toMatchObject({ folder: own, policies: 2, errors: 0, warnings: 3 });
  } finally {
    rmSync(own, { recursive: true });
  }
  const shipped = await cli('policy', 'check');
  expect([shipped.status, shipped.stdout]).toEqual([
    0,
    expect.stringMatching(/^3 files, 6 policies in .*policies: 0 errors, 0 warnings\.\n$/),
  ]);
});

it('fails where policies are not valid, and says what and where', async () => {
  const wrong = join(scratch, 'wrong');
  mkdirSync(wrong);
  writeFileSync(
    join(wrong, 'a.cedar'),
    'permit (principal, action, resource)\nwhen { principal.country == "XX" };\n',
  );
  const check = await cli('policy', 'check', wrong);
  expect(check.status).toBe(1);
  expect(check.stdout).toMatch(/^a\.cedar:2 {2}error\n {2}attribute `country`/);
  expect(check.stderr).toMatch(/^stillwatch: 1 error in the policies of .*wrong \(POLICY_INVALID\)\n/);
  const json = await cli('policy', 'check', wrong, '--json');
  expect([json.status, JSON.parse(json.stdout).findings[0].line]).toEqual([1, 2]);
  const backtest = await cli('policy', 'backtest', wrong, '--from', '2026-04-22', '--to', '2026-04-23');
  expect([backtest.status, backtest.stderr]).toEqual([
    1,
    expect.stringMatching(/a\.cedar:2: attribute `country`/),
  ]);
  expect((await cli('policy', 'check', join(scratch, 'nowhere'))).stderr).toMatch(/cannot read the folder/);
});

it.each([
  [['explain', '--model', 'm'], /--account/],
  [['explain', '--account', 'a', '--model', 'm', '--attribute', 'gold'], /NAME=VALUE/],
  [['backtest', 'x', '--from', '2026-04-23'], /--to/],
  [['backtest', 'x', '--from', '2026-04-23', '--to', '2026-04-22'], /--from is not earlier/],
])('refuses %j', async (argv, message) => {
  const { status, stderr } = await cli('policy', ...argv);
  expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
});
