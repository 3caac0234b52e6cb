import { describe, expect, it } from 'vitest';
import { campaign, detection } from '../testing/fixture.ts';
import { columnsOf } from '../text/safe.ts';
import { accountReport } from './account.ts';
import { accountsTable } from './accounts.ts';
import { campaignReport } from './campaign.ts';
import { detectionReport } from './detection.ts';
import { accountsReport, ingestReport } from './ingest.ts';
import { campaignList } from './list.ts';
import { lookOf } from './look.ts';
import { scoreReport } from './score.ts';

const plain = lookOf({ width: 80, colour: false });
const everything = (width: number) => {
  const look = lookOf({ width, colour: false });
  return [
    detectionReport(detection, look, '/data'),
    ...campaignReport(campaign, look),
    ...accountsTable(campaign, look),
    ...campaign.accounts.flatMap(account => accountReport(campaign, account, look)),
  ].join('\n');
};

describe('the report of a detection', () => {
  it('says what was found, how sure that is, and why', () => {
    const text = detectionReport(detection, plain, '/data');
    for (const part of [
      '1 campaign found: harvesting.',
      '1,234,567 exchanges of 21,034 accounts up to 2026-06-12 00:00 UTC',
      'SW-2026-0001  HARVESTING',
      'at most 1 in 2,500',
      '26 (25 harvesters, 1 bystander)',
      '18.4 M in, 512 M out',
      '2026-04-22 03:14 to 2026-05-12 23:50 UTC, 21 days',
      'chain of thought',
      'shared template',
      '10^18 times likelier under one operator; p 1e-12',
      'Against: A popular tool',
      'not ruled out',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('tool use'); // nobody asked for it
  });

  it('says of what was found by its templates that nothing else is counted', () => {
    const found = { ...detection, campaigns: [{ ...campaign, templates: true as const }] };
    expect(detectionReport(found, plain, '/data').replace(/\s+/g, ' ')).toContain(
      'requests made with templates; what else these accounts send is not counted',
    );
    expect(detectionReport(detection, plain, '/data')).not.toContain('made with templates');
  });

  it('keeps to the strongest evidence of each family, and says where the rest is', () => {
    const brief = detectionReport(detection, plain, '/data');
    expect(brief).toContain('shared opening');
    expect(brief).not.toContain('shared phrase');
    expect(brief).toContain('and 1 more from the same families: stillwatch campaigns SW-2026-0001');
    expect(campaignReport(campaign, plain).join('\n')).toContain('shared phrase');
  });

  it('names what came closest without being reported', () => {
    const text = detectionReport({ ...detection, campaigns: [] }, plain, '/data').replace(/\s+/g, ' ');
    expect(text).toContain(
      'has 41 accounts and would be called harvesting, false alarm at most 21%: the <evidence> could be chance',
    );
    expect(detectionReport({ ...detection, nearest_miss: null }, plain, '/data')).not.toContain(
      'strongest group',
    );
  });

  it.each([
    ['none came near', { error_bound: 1, held_back_by: 'a benchmark' }],
    ['at most 2.2%, just above α = 0.01; --alpha 0.022 would have reported it.', { error_bound: 0.0213 }],
    ['at most 5%, just above α = 0.01; --alpha 0.05 would have reported it.', { error_bound: 0.05 }],
    ['at most 5.1%: the <evidence> could be chance', { error_bound: 0.0501 }],
    [
      'a larger --alpha would not report it either, for an innocent explanation is not ruled out: a benchmark',
      { error_bound: 0.02, held_back_by: 'a benchmark' },
    ],
    [
      'at most 30%: the <evidence> could be chance, and an innocent explanation is not ruled out: a benchmark',
      { error_bound: 0.3, held_back_by: 'a benchmark' },
    ],
    [
      'at most 0.2%: not ruled out: a benchmark',
      { error_bound: 0.002, held_back_by: 'a benchmark', reason: 'not ruled out: a benchmark' },
    ],
  ])('says of it how near it came: %s', (words, more) => {
    const near = { ...detection.nearest_miss!, ...more };
    const text = detectionReport({ ...detection, nearest_miss: near }, plain, '/data').replace(/\s+/g, ' ');
    expect(text).toContain(words);
    if (near.error_bound === 1) expect(text).not.toMatch(/at most 100%|strongest group/);
  });

  it('tells what was tested from what is shared, and says once what speaks against several signs', () => {
    const text = campaignReport(campaign, plain).join('\n');
    const order = [
      'Tested against comparable ordinary groups',
      'shared template',
      'level volumes',
      'Shared by its accounts',
      'shared opening',
      'shared phrase',
      'Against: Course work shares words too. (content)',
    ].map(part => text.indexOf(part));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(text.split('Course work')).toHaveLength(2);
    const tested = { ...campaign, evidence: campaign.evidence.filter(({ p_value }) => p_value !== null) };
    expect(campaignReport(tested, plain).join('\n')).not.toContain('Shared by its accounts');
  });

  it.each([40, 80, 100])('keeps within %d columns', width => {
    for (const line of everything(width).split('\n'))
      expect(columnsOf(line), line).toBeLessThanOrEqual(width);
  });

  it('says at its head which innocent explanation comes nearest, with its figure, and tries it first', () => {
    const text = campaignReport(campaign, plain).join('\n').replace(/\s+/g, ' ');
    expect(text).toContain(
      'Innocent? not ruled out: a popular tool (60% share its fingerprint; the limit is 40%) Accounts',
    );
    expect(text.indexOf('a popular tool: 60%')).toBeLessThan(text.indexOf('one company: 1 of 498'));
    // As an earlier version kept them.
    const explanations = campaign.explanations.map(({ value, limit, ...one }) => one);
    const early = campaignReport({ ...campaign, explanations }, plain)
      .join('\n')
      .replace(/\s+/g, ' ');
    expect(early).toContain('Innocent? not ruled out: a popular tool (60% share its fingerprint) Accounts');
    expect(campaignReport({ ...campaign, explanations: [] }, plain).join('\n')).not.toContain('nnocent');
  });

  it('has no control characters, and no colours where none are wanted', () => {
    expect(everything(80)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  it('has colours on a terminal, around the same words', () => {
    const coloured = detectionReport(detection, lookOf({ width: 80, colour: true }), '/data');
    expect(coloured).toContain('\u001b[');
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(detectionReport(detection, plain, '/data'));
  });

  it('is calm where there is nothing, and says what was looked at', () => {
    const text = detectionReport({ ...detection, campaigns: [] }, plain, '/data');
    expect(text).toContain('No campaign was found.');
    expect(text.replace(/\s+/g, ' ')).toContain('212 groups of accounts were tested');
    const empty = { ...detection, campaigns: [], exchanges_seen: 0, accounts_seen: 0, groups_tested: 0 };
    expect(detectionReport(empty, plain, '/data')).toContain('There are no exchanges up to 2026-06-12 00:00');
    const never = detectionReport({ ...empty, until: new Date(0).toISOString() }, plain, '/data');
    expect(never).toContain('There are no exchanges in /data yet');
    expect(never).toContain('stillwatch ingest PATH');
    expect(never).not.toContain('1970');
  });
});

it('lists campaigns a line each', () => {
  expect(campaignList([campaign], plain, '/data')).toMatch(
    /SW-2026-0001 {2}harvesting +26 +576,000 {2}2026-04-22/,
  );
  expect(campaignList([], plain, '/data')).toContain('stillwatch detect');
});

it('sums up an ingest', () => {
  const text = ingestReport(
    {
      files: 2,
      read: 1010,
      new: 1000,
      duplicate: 3,
      rejected: 7,
      reasons: { 'bad-time': 2, 'not-json': 5 },
      unknown_fields: { 'meta.\u001b[2Jx': 4 },
      formats: { native: 2 },
      skipped_files: ['logs/a.txt'],
      account_files: [],
      failed_files: [{ file: 'logs/b.\u001b[2Jgz', reason: 'unexpected end of file' }],
      rejects_file: '.stillwatch/rejects/x.jsonl',
      seconds: 2,
    },
    plain,
  );
  for (const part of [
    'Read 1,010 records from 2 files in 2.0 s, 505 a second.',
    '5 × not-json: not JSON',
    '.stillwatch/rejects/x.jsonl',
    'meta.x (4)',
    'native (2 files)',
    'logs/a.txt',
    'logs/b.gz: unexpected end of file',
    'Mend or replace the',
  ])
    expect(text).toContain(part);
  expect(text).not.toContain('\u001b');
  const accounts = { read: 3, stored: 2, rejected: 1, rejects_file: 'r.jsonl', failed_files: [] };
  expect(accountsReport(accounts, plain)).toBe('Accounts: 3 read, 2 stored, 1 rejected (see r.jsonl).\n');
  const failed = { ...accounts, failed_files: [{ file: 'a.gz', reason: 'unexpected end of file' }] };
  expect(accountsReport(failed, plain)).toContain('a.gz: unexpected end of file');
});

it('says how good a detection was', () => {
  const text = scoreReport(
    {
      flagged: 248,
      precision: 1,
      recall: 0.992,
      f1: 0.996,
      purity: 1,
      perCampaign: { campaign: { accounts: 250, found: 248, recall: 0.992, detected: ['SW-2026-0001'] } },
      falseCampaigns: [],
      hardNegatives: {
        relay: {
          accounts: 40,
          accountsFlagged: 0,
          verdicts: { harvesting: 0, 'pooled-access': 38, watch: 0 },
        },
      },
      bystandersHarmed: 0,
      exchanges: { harvest: 1000, found: 900, flagged: 1200 },
      harvestFound: 0.9,
      harvestShare: 0.75,
      victimFlagged: 0,
      errorBound: 0.001,
    },
    plain,
  );
  expect(text).toContain('90% of 1,000 harvesting exchanges found; 75% of what');
  expect(text).toContain('0 accounts of the company that is framed');
  expect(text).toContain('recall     0.992');
  expect(text).toContain('248 of 250 accounts found (99%), as SW-2026-0001');
  expect(text).toContain('called pooled-access: relay (38 of 40)');
});
