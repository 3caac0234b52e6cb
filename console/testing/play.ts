import type { PlayLine } from '../src/api/types.ts';

export const PLAY = 'demo-0123abcd';

const from = Date.UTC(2026, 3, 22);
const iso = (hour: number) => new Date(from + hour * 3_600_000).toISOString();
const each = (n: number, value: number) => Array.from({ length: n }, () => value);

/** A play of three days and six looks, as one is recorded: ten exchanges of harvest an hour, found at the third look. */
export function recording(): PlayLine[] {
  const accounts = Array.from({ length: 12 }, (_, i) => `acct_${i}`);
  const steps = [1, 2, 3, 4, 5, 6].map((step): PlayLine => {
    const isFound = step >= 3;
    const leaked = Math.min(step, 3) * 120;
    return {
      kind: 'step',
      step,
      steps: 6,
      at: iso(step * 12),
      exchanges_seen: step * 3600,
      campaigns: isFound
        ? [
            {
              id: 'SW-2026-0001',
              verdict: 'harvesting',
              error_bound: 1e-4,
              accounts: 12,
              bystanders: 0,
              exchanges: step * 120,
            },
          ]
        : [],
      found: step === 3 ? accounts : [],
      hours: {
        from: (step - 1) * 12,
        leaked: each(12, step <= 3 ? 10 : 0),
        stopped: each(12, step > 3 ? 10 : 0),
      },
      truth: {
        harvest: step * 120,
        leaked,
        stopped: step * 120 - leaked,
        found: isFound ? 12 : 0,
        harmed: 0,
      },
    };
  });
  return [
    {
      kind: 'begun',
      format: 'stillwatch-play/1',
      id: PLAY,
      at: '2026-06-01T00:00:00.000Z',
      version: '0.1.0',
      settings: {
        scenario: 'demo',
        seed: 1,
        accounts: 300,
        campaign_accounts: 12,
        exchanges_per_account: 60,
        days: 3,
        every_hours: 12,
        dials: { camouflage: 0.5 },
      },
    },
    {
      kind: 'world',
      from: iso(0),
      step: 3600,
      traffic: each(72, 300),
      harvest: each(72, 10),
      accounts: 312,
      exchanges: 21_600,
      release: iso(40),
      groups: {
        people: { kind: 'ordinary', about: 'individuals', accounts: 300, exchanges: 20_880 },
        campaign: { kind: 'campaign', about: 'accounts of one operator', accounts: 12, exchanges: 720 },
      },
    },
    ...steps,
    {
      kind: 'end',
      at: '2026-06-01T00:01:00.000Z',
      seconds: 60,
      score: {
        leaked: 0.5,
        precision: 1,
        recall: 1,
        purity: 1,
        ever_harmed: 0,
        false_campaigns: 0,
        victim_flagged: null,
      },
    },
  ];
}
