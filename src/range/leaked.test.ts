import { expect, test } from 'vitest';
import { isReplay, type Label, scoreReplay } from './leaked.ts';
import { score } from './score.ts';

// Two campaign accounts of ten harvest exchanges each, one an hour; a relay's account that carries customers alone.
const entry = (role: string, group: string, exchanges: number, harvest?: number) => ({
  role,
  group,
  exchanges,
  harvest,
});
const truth = {
  groups: {
    campaign: { kind: 'campaign' },
    'campaign-relay': { kind: 'pooled' },
    company: { kind: 'ordinary' },
  },
  accounts: {
    a: entry('harvester', 'campaign', 10, 10),
    b: entry('harvester', 'campaign', 30, 10),
    relay: entry('pooled', 'campaign-relay', 25, 0),
    seat: entry('ordinary', 'company', 5),
  },
  victim: ['seat'],
};
const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
const labels: Label[] = ['a', 'b'].flatMap(account =>
  Array.from({ length: 10 }, (_, hour) => ({
    id: `${account}${hour}`,
    account,
    time: at(hour),
    harvest: true,
  })),
);
labels.push({ id: 'customer', account: 'b', time: at(0), harvest: false });
const step = (hour: number, verdict: string, accounts: string[], bystanders: string[] = []) => ({
  at: at(hour),
  exchanges_seen: 1,
  campaigns: accounts.length ? [{ id: 'SW-1', verdict, accounts, bystanders, exchanges: 1 }] : [],
});

test('what an account sent before its first step in a harvesting campaign has leaked', async () => {
  const steps = [
    step(2, 'watch', ['a', 'b']),
    step(4, 'harvesting', ['a'], ['b']),
    step(8, 'harvesting', ['a', 'b', 'relay']),
    // Contained once is contained, whatever the next step says.
    step(9, 'harvesting', ['a', 'b']),
  ];
  const got = await scoreReplay(truth, { steps: steps.toReversed() }, labels);
  // a: hours 0 to 3 leaked, b: 0 to 7; what comes at the step's own time is stopped.
  expect(got).toMatchObject({
    steps: 4,
    leaked: 12 / 20,
    leakedPerCampaign: { campaign: 0.6 },
    everHarmed: 1,
  });
  expect(got).toMatchObject({ recall: 1, precision: 1, bystandersHarmed: 0, victimFlagged: 0 });
});

test('without containment everything leaks; without harvest nothing', async () => {
  expect((await scoreReplay(truth, { steps: [] }, labels)).leaked).toBe(1);
  expect((await scoreReplay(truth, { steps: [step(0, 'pooled-access', ['a', 'b'])] }, labels)).leaked).toBe(
    1,
  );
  expect((await scoreReplay(truth, { steps: [step(0, 'harvesting', ['a', 'b'])] }, labels)).leaked).toBe(0);
  expect((await scoreReplay(truth, { steps: [] }, [])).leaked).toBe(0);
});

test('a replay is told from a detection by its steps, and refused where it is neither', async () => {
  expect(isReplay({ steps: [] })).toBe(true);
  expect(isReplay({ campaigns: [] })).toBe(false);
  expect(isReplay(null)).toBe(false);
  await expect(scoreReplay(truth, { steps: [{ at: 'noon', campaigns: [] }] }, labels)).rejects.toMatchObject({
    code: 'TRUTH_INVALID',
  });
});

test('exchanges are counted beside accounts: harvest found, and what else was taken along', () => {
  const detected = (...accounts: string[]) => ({
    campaigns: [
      {
        id: 'SW-1',
        verdict: 'harvesting',
        error_bound: 0.004,
        accounts: accounts.map(account => ({ account, role: 'cover' })),
      },
    ],
  });
  expect(score(truth, detected('b', 'relay'))).toMatchObject({
    precision: 0.5,
    recall: 0.5,
    harvestFound: 0.5,
    // 10 of the 55 exchanges of the two accounts.
    harvestShare: 10 / 55,
    exchanges: { harvest: 20, found: 10, flagged: 55 },
    bystandersHarmed: 1,
    victimFlagged: 0,
    errorBound: 0.004,
  });
  expect(score(truth, detected('seat')).victimFlagged).toBe(1);
  expect(score(truth, { campaigns: [] })).toMatchObject({
    harvestFound: 0,
    harvestShare: 1,
    errorBound: null,
  });
  // A truth of an earlier version counts no harvest.
  const older = { ...truth, accounts: { a: entry('harvester', 'campaign', 10) } };
  expect(score(older, detected('a'))).toMatchObject({ exchanges: null, harvestFound: null });
});
