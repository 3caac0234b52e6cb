import { businesses } from './populations/businesses.ts';
import { campus } from './populations/campus.ts';
import { company } from './populations/company.ts';
import { evaluators } from './populations/evaluators.ts';
import { launchDay } from './populations/launch-day.ts';
import { licensedDistiller } from './populations/licensed-distiller.ts';
import { people } from './populations/people.ts';
import { popularTool } from './populations/popular-tool.ts';
import type { Population } from './populations/population.ts';
import { relay } from './populations/relay.ts';
import { viralPrompt } from './populations/viral-prompt.ts';

/** A population's part of the ordinary accounts: a share with a floor, or a fixed number. */
export interface Part {
  population: Population;
  share?: number;
  floor?: number;
  fixed?: number;
}

export interface Scenario {
  about: string;
  defaults: { accounts: number; campaignAccounts: number; exchangesPerAccount: number; days: number };
  /** The first takes what the others leave. */
  parts: Part[];
}

const everyone: Part[] = [
  { population: people },
  { population: businesses, share: 0.014, floor: 20 },
  { population: popularTool, share: 0.05, floor: 20 },
  { population: campus, share: 0.03, floor: 20 },
  { population: company, share: 0.012, floor: 40 },
  { population: evaluators, share: 0.012, floor: 20 },
  { population: viralPrompt, share: 0.02, floor: 20 },
  { population: relay, share: 0.015, floor: 20 },
  { population: launchDay, share: 0.03, floor: 20 },
];

const none = { campaignAccounts: 0, exchangesPerAccount: 116, days: 45 };

export const scenarios: Record<string, Scenario> = {
  letter: {
    about: 'one campaign of 250 accounts among 10,000 ordinary ones, every hard negative included',
    defaults: { accounts: 10_000, campaignAccounts: 250, exchangesPerAccount: 116, days: 45 },
    parts: everyone,
  },
  ordinary: {
    about: 'the same without the campaign: nothing here may be called harvesting',
    defaults: { accounts: 10_000, ...none },
    parts: everyone,
  },
  licensed: {
    about: 'ordinary traffic and one licensed research partner who grades at volume',
    defaults: { accounts: 10_000, ...none },
    parts: [...everyone, { population: licensedDistiller, fixed: 1 }],
  },
  relay: {
    about: 'resellers with pooled accounts among people, no campaign',
    defaults: { accounts: 3000, ...none },
    parts: [
      { population: people },
      { population: relay, share: 0.12, floor: 40 },
      { population: popularTool, share: 0.05, floor: 20 },
    ],
  },
  demo: {
    about: 'a small letter: 60 campaign accounts among 1,500, made in seconds',
    defaults: { accounts: 1500, campaignAccounts: 60, exchangesPerAccount: 90, days: 21 },
    parts: everyone,
  },
};

/** How many accounts each part gets. Floors give way in worlds so small that they would be half of it. */
export function sizes(parts: Part[], accounts: number): number[] {
  const wanted = parts.map(
    ({ share = 0, floor = 0, fixed }) => fixed ?? Math.max(Math.round(accounts * share), floor),
  );
  const sum = wanted.reduce((a, b) => a + b, 0);
  const scale = Math.min(1, accounts / 2 / Math.max(1, sum));
  const given = wanted.map((n, i) => (parts[i]!.fixed === undefined ? Math.floor(n * scale) : n));
  given[0] = Math.max(0, accounts - given.reduce((a, b) => a + b, 0));
  return given;
}
