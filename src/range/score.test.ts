import fc from 'fast-check';
import { expect, test } from 'vitest';
import { score } from './score.ts';

const roles = ['harvester', 'ordinary', 'pooled'] as const;
const groupOf = { harvester: 'campaign', ordinary: 'people', pooled: 'relay' };

function truthOf(list: readonly (typeof roles)[number][]) {
  const accounts = Object.fromEntries(
    list.map((role, i) => [
      `a${i}`,
      { role, group: role === 'harvester' ? `campaign-${1 + (i % 2)}` : groupOf[role], exchanges: 1 },
    ]),
  );
  const kinds = { 'campaign-1': 'campaign', 'campaign-2': 'campaign', people: 'ordinary', relay: 'pooled' };
  const groups = Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, { kind }]));
  return { accounts, groups };
}

const campaignOf = (id: string, verdict: string, accounts: string[], role = 'harvester') => ({
  id,
  verdict,
  accounts: accounts.map(account => ({ account, membership: 1, role })),
});

const worlds = fc.array(fc.constantFrom(...roles), { minLength: 1, maxLength: 40 }).map(truthOf);
const detections = (truth: ReturnType<typeof truthOf>) =>
  fc
    .array(
      fc.record({
        verdict: fc.constantFrom('harvesting', 'pooled-access', 'watch'),
        accounts: fc.uniqueArray(fc.constantFrom(...Object.keys(truth.accounts), 'stranger')),
        role: fc.constantFrom('harvester', 'cover', 'bystander'),
      }),
      { maxLength: 6 },
    )
    .map(list => ({ campaigns: list.map((c, i) => campaignOf(`SW-${i}`, c.verdict, c.accounts, c.role)) }));

test('a perfect detection scores 1 throughout', () => {
  fc.assert(
    fc.property(worlds, truth => {
      const of = (group: string) =>
        Object.keys(truth.accounts).filter(a => truth.accounts[a]!.group === group);
      const campaigns = [
        campaignOf('SW-1', 'harvesting', of('campaign-1')),
        campaignOf('SW-2', 'harvesting', of('campaign-2'), 'cover'),
        campaignOf('SW-3', 'pooled-access', of('relay'), 'bystander'),
      ].filter(c => c.accounts.length > 0);
      const got = score(truth, { campaigns });
      expect(got).toMatchObject({
        precision: 1,
        recall: 1,
        f1: 1,
        purity: 1,
        falseCampaigns: [],
        bystandersHarmed: 0,
      });
      expect(got.hardNegatives['relay']!.verdicts['pooled-access']).toBe(of('relay').length);
    }),
  );
});

test('finding nothing harms nobody and finds nobody', () => {
  const truth = truthOf(['harvester', 'ordinary', 'pooled', 'harvester']);
  const got = score(truth, { campaigns: [] });
  expect(got).toMatchObject({ precision: 1, recall: 0, f1: 0, purity: 1, bystandersHarmed: 0 });
  expect(got.perCampaign['campaign-1']).toEqual({ accounts: 1, found: 0, recall: 0, detected: [] });
  expect(score(truthOf(['ordinary']), { campaigns: [] })).toMatchObject({ precision: 1, recall: 1, f1: 1 });
});

test('figures are shares, and agree with each other', () => {
  fc.assert(
    fc.property(
      worlds.chain(truth => fc.tuple(fc.constant(truth), detections(truth))),
      ([truth, detection]) => {
        const got = score(truth, detection);
        for (const share of [got.precision, got.recall, got.f1, got.purity]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        expect(got.f1).toBeLessThanOrEqual(Math.max(got.precision, got.recall));
        expect(got.bystandersHarmed === 0).toBe(got.precision === 1);
        const found = Object.values(got.perCampaign).reduce((n, c) => n + c.found, 0);
        const harvesters = Object.values(got.perCampaign).reduce((n, c) => n + c.accounts, 0);
        expect(got.recall).toBeCloseTo(harvesters === 0 ? 1 : found / harvesters);
        // Order of campaigns and of accounts is no matter.
        const turned = {
          campaigns: detection.campaigns.toReversed().map(c => ({ ...c, accounts: c.accounts.toReversed() })),
        };
        expect(score(truth, turned)).toMatchObject({
          precision: got.precision,
          recall: got.recall,
          purity: got.purity,
        });
      },
    ),
  );
});

test('one more innocent account never helps, one more harvester never hurts', () => {
  const truth = truthOf(['harvester', 'harvester', 'ordinary', 'harvester', 'pooled']);
  const at = (...accounts: string[]) =>
    score(truth, { campaigns: [campaignOf('SW-1', 'harvesting', accounts)] });
  expect(at('a0', 'a2').precision).toBeLessThan(at('a0').precision);
  expect(at('a0', 'a1').recall).toBeGreaterThan(at('a0').recall);
  expect(at('a0', 'a4')).toMatchObject({ bystandersHarmed: 1, falseCampaigns: ['SW-1'] });
  expect(at('a0', 'a4').hardNegatives['relay']).toEqual({
    accounts: 1,
    accountsFlagged: 1,
    verdicts: { harvesting: 1, 'pooled-access': 0, watch: 0 },
  });
});

test('two operators in one campaign cost purity; a bystander is not flagged; other verdicts accuse nobody', () => {
  const truth = truthOf(['harvester', 'harvester', 'ordinary']);
  expect(score(truth, { campaigns: [campaignOf('SW-1', 'harvesting', ['a0', 'a1'])] }).purity).toBe(0.5);
  const mixed = campaignOf('SW-1', 'harvesting', ['a0', 'a1']);
  mixed.accounts.push({ account: 'a2', membership: 1, role: 'bystander' });
  expect(score(truth, { campaigns: [mixed] })).toMatchObject({ precision: 1, bystandersHarmed: 0 });
  expect(score(truth, { campaigns: [campaignOf('SW-1', 'watch', ['a0', 'a2'])] })).toMatchObject({
    recall: 0,
    precision: 1,
  });
});

test('harvesters without an exchange are nobody to find', () => {
  const truth = truthOf(['harvester', 'harvester']);
  truth.accounts['a1']!.exchanges = 0;
  expect(score(truth, { campaigns: [campaignOf('SW-1', 'harvesting', ['a0'])] }).recall).toBe(1);
});

test('what is no truth or detection is refused with its place', () => {
  const truth = truthOf(['ordinary']);
  const refused = { code: 'TRUTH_INVALID' };
  for (const bad of [null, [], 'x', {}, { ...truth, accounts: { a: { role: 'robot', group: 'x' } } }])
    expect(() => score(bad, { campaigns: [] })).toThrow(expect.objectContaining(refused));
  for (const bad of [undefined, {}, { campaigns: [{ id: 'x', verdict: 'guilty', accounts: [] }] }])
    expect(() => score(truth, bad)).toThrow(expect.objectContaining(refused));
  expect(() => score(truth, { campaigns: [{ id: 'x', verdict: 'guilty', accounts: [] }] })).toThrow(
    /campaigns\.0\.verdict/,
  );
});
