import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../detect/index.ts';
import { campaign } from '../testing/fixture.ts';
import { accountReport } from './account.ts';
import { accountsTable } from './accounts.ts';
import { lookOf } from './look.ts';
import { mainReasons, signed } from './why.ts';

const plain = lookOf({ width: 80, colour: false });
const [bystander, red] = campaign.accounts;

describe('the accounts of a campaign', () => {
  it('are shown the surest first, each with its reasons; then the weakest, and who stands beside them', () => {
    expect(accountsTable(campaign, plain, 2)).toEqual([
      '',
      '  Accounts',
      '    What adds to the log-odds (natural) of belonging, from a prior of -3.2;',
      "    --account ACCOUNT shows all of one's",
      '    account         role       belongs  mainly',
      '    acct_red<b>&    harvester     99+%  content +8.3  network -0.6',
      '    acct_23         harvester      90%  content +5.4  sittings -0.5  gaps +0.5',
      '    and 23 more; --accounts all shows them, --json too',
      '',
      '  The least certain of them',
      '    account         role       belongs  mainly',
      '    acct_2          harvester      90%  content +5.4  sittings -0.5  gaps +0.5',
      '    acct_1          harvester      90%  content +5.4  sittings -0.5  gaps +0.5',
      '    acct_0          harvester      90%  content +5.4  sittings -0.5  gaps +0.5',
      '',
      '  1 bystander',
      '    They share what the others share, and are used as everyone is. What adds to',
      '    the log-odds of being used as the harvest is:',
      '    account         role       belongs  mainly',
      '    acct_bystander  bystander      99%  sittings -1.8  volume -0.3',
    ]);
  });

  it('are twenty, and the rest is counted, where nobody asks for more', () => {
    const text = accountsTable(campaign, plain).join('\n');
    expect(text).toContain('and 5 more');
    const all = accountsTable(campaign, plain, Number.POSITIVE_INFINITY).join('\n');
    expect(all).not.toMatch(/more;|least certain/);
    for (const { account } of campaign.accounts.slice(2)) expect(all).toContain(`${account} `);
  });

  it('stand below their reasons where there is no room beside them', () => {
    const lines = accountsTable(campaign, lookOf({ width: 40, colour: false }), 1);
    const at = lines.findIndex(line => line.includes('acct_red'));
    expect(lines[at + 1]).toBe('      content +8.3  network -0.6');
  });

  it('are all bystanders where nothing is established, and shown as its accounts', () => {
    const accounts = campaign.accounts
      .slice(1)
      .map(account => ({ ...account, role: 'bystander' as const, because: 'not-established' as const }));
    const lines = accountsTable({ ...campaign, verdict: 'pooled-access', accounts }, plain);
    expect(lines.join('\n')).toContain('and 5 more');
    expect(lines.join('\n')).not.toContain('25 bystanders');
  });

  it('have no reasons in what an earlier version kept', () => {
    const accounts = campaign.accounts.map(({ account, membership, role }) => ({
      account,
      membership,
      role,
    }));
    const early: Campaign = { ...campaign, accounts };
    const lines = accountsTable(early, plain);
    expect(lines.slice(0, 4)).toEqual([
      '',
      '  Accounts',
      '    account         role       belongs',
      '    acct_red<b>&    harvester     99+%',
    ]);
    expect(accountReport(early, accounts[0]!, plain).join(' ')).toContain('Detect again: stillwatch detect');
  });
});

describe('one account', () => {
  it('is told in full: what speaks for it to the right, against it to the left', () => {
    expect(accountReport(campaign, red!, plain).slice(2, -4)).toEqual([
      '  acct_red<b>&',
      '  harvester; belongs by 99+%',
      '',
      '  Why it belongs',
      '    prior          before anything is known    -3.20         ▐████│',
      '    content        words in common             +8.30              │████████████',
      '    sittings       exchanges a sitting         +1.40              │██',
      '    network        network in common           -0.60             █│',
      '    answer-length  length of the answers       +0.60              │▉',
      '    sum            log-odds                    +6.50  99+%',
    ]);
  });

  it('that stands beside a harvest is told what keeps it out', () => {
    const text = accountReport(campaign, bystander!, plain).join('\n');
    expect(text).toContain('share, and is used as');
    expect(text).toMatch(/Whether it is used as the harvest is\n.*prior.*\n.*sittings .*-1\.75.*\n/);
    expect(text).toMatch(/sum +log-odds +-1\.50 {2}18%/);
    const quiet = { ...bystander!, apart: { prior: 0.3 } };
    expect(accountReport(campaign, quiet, plain).join('\n')).toContain('too little of how it is used');
  });
});

describe('main reasons', () => {
  it('are the largest that there is room for, with what speaks most against', () => {
    const why = {
      prior: -9,
      content: 8.26,
      client: 3,
      sittings: 2,
      gaps: -0.3,
      network: -1.44,
      volume: -0.01,
    };
    expect(mainReasons(why, 80)).toBe(
      'content +8.3  client +3.0  sittings +2.0  network -1.4  gaps -0.3  volume +0.0',
    );
    expect(mainReasons(why, 40)).toBe('content +8.3  client +3.0  network -1.4');
    expect(mainReasons(why, 30)).toBe('content +8.3  network -1.4');
    expect(mainReasons({ prior: -9, content: 8, volume: -0.05 }, 14)).toBe('content +8.0');
    expect(mainReasons({ prior: 1 }, 80)).toBe('');
  });

  it('keep within their room, a single one excepted', () => {
    const why = fc.dictionary(
      fc.constantFrom('prior', 'content', 'network', 'daily-volume', 'gaps'),
      fc.double({ min: -20, max: 20, noNaN: true }),
    );
    fc.assert(
      fc.property(why, fc.integer({ min: 20, max: 90 }), (why, room) => {
        expect(mainReasons(why, room).length).toBeLessThanOrEqual(room);
      }),
    );
  });

  it('have a sign always, and none below 0 that rounds to it', () => {
    expect([signed(1.25, 1), signed(-0.04, 1), signed(-0.06, 1), signed(0, 2)]).toEqual([
      '+1.3',
      '+0.0',
      '-0.1',
      '+0.00',
    ]);
  });
});
