import { expect, test } from 'vitest';
import { readDials } from './dials.ts';
import { scenarios, suites } from './index.ts';
import { settingsOf } from './options.ts';
import { type Case, type Figures, figuresOf, together, verdicts } from './suite.ts';

const figures = (given: Partial<Figures>): Figures => ({
  precision: 1,
  recall: 1,
  f1: 1,
  purity: 1,
  harvestFound: 1,
  harvestShare: 1,
  leaked: null,
  bystandersHarmed: 0,
  victimFlagged: null,
  hardNegativesFlagged: 0,
  falseCampaigns: 0,
  errorBound: null,
  seconds: 1,
  ...given,
});

test('every case is one that can be made, under a name of its own', () => {
  for (const cases of Object.values(suites)) {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    for (const { name, world, targets } of cases) {
      expect(name).toMatch(/^[a-z0-9-]{3,17}$/);
      expect(Object.hasOwn(scenarios, world.scenario)).toBe(true);
      expect(() => readDials(world.dials)).not.toThrow();
      // In smaller worlds too.
      expect(() => settingsOf({ ...world, out: '', accounts: 500 })).not.toThrow();
      expect(targets.length).toBeGreaterThan(0);
      for (const { least, most } of targets)
        expect((least === undefined) !== (most === undefined)).toBe(true);
    }
  }
});

test('worlds together: means of shares, sums of harm, the share of worlds with a false campaign', () => {
  const all = together([
    figures({ recall: 0.5, bystandersHarmed: 2, falseCampaigns: 3, errorBound: 0.1, seconds: 4 }),
    figures({ recall: 1, bystandersHarmed: 1, victimFlagged: 1, seconds: 2 }),
    figures({ recall: 0, errorBound: 0.3, seconds: 3 }),
    figures({ recall: 0.5, errorBound: 0.2, seconds: 3 }),
  ]);
  expect(all).toMatchObject({
    recall: 0.5,
    precision: 1,
    leaked: null,
    bystandersHarmed: 3,
    victimFlagged: 1,
    falseCampaigns: 0.25,
    errorBound: 0.2,
    seconds: 3,
  });
});

test('a target is met, not met, or not measured', () => {
  const one: Case = {
    name: 'x',
    about: '',
    world: { scenario: 'letter' },
    targets: [
      { figure: 'recall', least: 0.9 },
      { figure: 'bystandersHarmed', most: 0 },
      { figure: 'leaked', most: 0.1 },
    ],
  };
  const met = (given: Partial<Figures>) => verdicts(one, figures(given)).map(verdict => verdict.met);
  expect(met({ recall: 0.9, bystandersHarmed: 1 })).toEqual([true, false, null]);
  expect(met({ recall: 0.89, leaked: 0.1 })).toEqual([false, true, true]);
});

test('hard negatives are counted by group', () => {
  const verdicts = { harvesting: 0, 'pooled-access': 0, watch: 0 };
  const group = (accountsFlagged: number) => ({ accounts: 9, accountsFlagged, verdicts });
  const score = {
    flagged: 10,
    precision: 0.5,
    recall: 1,
    f1: 2 / 3,
    perCampaign: { campaign: { accounts: 5, found: 5, recall: 1, detected: ['SW-1'] } },
    purity: 0.5,
    falseCampaigns: ['SW-1'],
    hardNegatives: { campus: group(4), people: group(0), company: group(1) },
    bystandersHarmed: 5,
    exchanges: null,
    harvestFound: null,
    harvestShare: null,
    victimFlagged: null,
    errorBound: 0.01,
  };
  expect(figuresOf(score, 7)).toMatchObject({
    hardNegativesFlagged: 2,
    bystandersHarmed: 5,
    falseCampaigns: 1,
    seconds: 7,
    precision: 0.5,
    recall: 1,
  });
  // Where nobody was flagged, or nothing was to be found, there is no figure.
  expect(figuresOf({ ...score, flagged: 0 }, 7)).toMatchObject({ precision: null, purity: null, recall: 1 });
  expect(figuresOf({ ...score, perCampaign: {} }, 7)).toMatchObject({
    f1: null,
    recall: null,
    precision: 0.5,
  });
});
