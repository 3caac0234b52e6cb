import type { Case, Target } from './suite.ts';

/** False campaigns are bounded by alpha, `detect`'s default. */
export const ALPHA = 0.01;
const none: Target = { figure: 'falseCampaigns', most: ALPHA };

/** The standard suite: what issue 3 says detection must reach. The letter's sizes (250 accounts of 116 exchanges) unless said. */
const standard: Case[] = [
  {
    name: 'letter',
    about: 'no evasion',
    world: { scenario: 'letter' },
    targets: [
      { figure: 'precision', least: 0.995 },
      { figure: 'recall', least: 0.995 },
      { figure: 'leaked', most: 0.03 },
    ],
  },
  {
    name: 'clean-slow-varied',
    about: 'adversaries 3, 5, 6 and 7: clean infrastructure, a human day, a pivot of 14 days, 20 wordings',
    world: {
      scenario: 'letter',
      // 24 hours: all traffic in sessions of the account's own day. 14 days and k = 20: about half of the dials.
      dials: { shared: 0, desyncHours: 24, pivotDays: 14, variants: 20 },
    },
    targets: [
      { figure: 'f1', least: 0.97 },
      { figure: 'leaked', most: 0.1 },
    ],
  },
  {
    name: 'camouflage-90',
    about: 'nine ordinary exchanges beside each of 116 harvested',
    world: { scenario: 'letter', dials: { camouflage: 0.9 } },
    targets: [{ figure: 'f1', least: 0.95 }],
  },
  {
    name: 'hidden-in-context',
    about: 'camouflage-90, all of it through the client of the harvest',
    world: { scenario: 'letter', dials: { camouflage: 0.9, oneContext: 1 } },
    targets: [{ figure: 'f1', least: 0.95 }],
  },
  {
    name: 'half-of-1-8',
    about: 'adversaries 1 to 8 at half dial; what is on or off is on',
    world: {
      scenario: 'letter',
      // Thinning's middle is 110 exchanges an account (10 to 1,200, geometric); camouflage's half is 50%.
      exchangesPerAccount: 110,
      dials: {
        camouflage: 0.5,
        shared: 0.5,
        laundered: 1,
        desyncHours: 36,
        pivotDays: 15.5,
        variants: 32,
        languages: 3,
        disjoint: 1,
      },
    },
    targets: [{ figure: 'f1', least: 0.9 }],
  },
  {
    name: 'relay-10',
    about: 'a tenth of what a relay sends is harvest, through half of its 250 accounts',
    // 58 exchanges of harvest an account of the pool: 116 for each account that carries it.
    world: { scenario: 'letter', exchangesPerAccount: 58, dials: { relayShare: 0.1, relayReach: 0.5 } },
    targets: [
      { figure: 'harvestFound', least: 0.8 },
      { figure: 'bystandersHarmed', most: 0 },
    ],
  },
  {
    name: 'needle',
    about: '40 accounts of 375 exchanges among 100,000',
    world: { scenario: 'letter', accounts: 100_000, campaignAccounts: 40, exchangesPerAccount: 375 },
    targets: [
      { figure: 'recall', least: 0.95 },
      { figure: 'precision', least: 1 },
    ],
  },
  {
    name: 'operators',
    about: 'three operators at once, half of whose tools and topics are the same',
    world: { scenario: 'letter', dials: { operators: 3, overlap: 0.5 } },
    targets: [{ figure: 'purity', least: 0.99 }],
  },
  {
    name: 'framing',
    about: "a company's templates, system prompt and client copied",
    world: { scenario: 'letter', dials: { framing: 1 } },
    targets: [{ figure: 'victimFlagged', most: 0 }],
  },
  {
    name: 'ordinary',
    about: 'no campaign: nothing is harvesting',
    world: { scenario: 'ordinary' },
    targets: [none],
  },
  {
    name: 'licensed',
    about: 'no campaign, and a licensed distiller: nothing is harvesting',
    world: { scenario: 'licensed' },
    targets: [none],
  },
];

export const suites: Record<string, Case[]> = { standard };
