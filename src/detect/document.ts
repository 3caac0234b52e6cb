/** What `stillwatch detect --json` prints and the store keeps: the public contract. Times are ISO 8601 UTC. */

export type Verdict = 'harvesting' | 'pooled-access' | 'watch';
export type Role = 'harvester' | 'cover' | 'bystander';

export interface Evidence {
  /** Which test or trait, in one word: shared-template, level-volumes … */
  signal: string;
  /** Evidence of one family is averaged, of different families multiplied: content, client, network, identity, volume, timing, shape. */
  family: string;
  /** Natural logarithm of how much likelier this is under one operator than under independent people. */
  log_likelihood_ratio: number;
  /** Against comparable ordinary groups; null where the signal describes and was not tested. */
  p_value: number | null;
  summary: string;
  /** What would explain it innocently, and why that was ruled out (or that it was not). */
  against: string;
}

export interface CampaignAccount {
  account: string;
  /** Posterior probability that the account belongs. */
  membership: number;
  role: Role;
  /** How much of what it sent belongs to the campaign; of who belongs by nothing it sent, not given. */
  exchanges?: number;
  /**
   * What the membership is made of, in natural log units: `prior`, and what each family of shared traits and each figure
   * of how it is used adds. They sum to the log-odds of the membership; a figure that is not named adds nothing.
   */
  why?: Contributions;
  /** Why a bystander is one. */
  because?: Because;
  /** Of who is `used-otherwise`: the log-odds of being used as the harvest's accounts are, taken apart the same way. */
  apart?: Contributions;
}

export type Contributions = Record<string, number>;

/**
 * `used-otherwise`: it shares what the others share, and is used as everyone is. `uncertain`: its membership is too low to act
 * on. `same-list`: it goes through a list of prompts with others (a benchmark, course work), whose words the harvest uses.
 * `asks-otherwise`: it shares what the others share, and asks seldom or never with the harvest's templates, though it sends enough to be
 * seen to, or in other ways. `declared-customer`: it is of one declared organisation, as several of the others are and most are not: a
 * harvest can copy a company's templates and client. `pool`: it shares the pool that the harvest runs through, and its membership is of that.
 * `not-established`: of this campaign nobody is known to harvest.
 */
export type Because =
  | 'used-otherwise'
  | 'uncertain'
  | 'same-list'
  | 'asks-otherwise'
  | 'declared-customer'
  | 'pool'
  | 'not-established';

export interface Campaign {
  id: string;
  verdict: Verdict;
  /** Bounds the probability that this campaign is a false alarm. */
  error_bound: number;
  accounts: CampaignAccount[];
  /** Found among requests made with templates: its exchanges, and all figures of them, are of these alone. */
  templates?: true;
  /** Of its accounts' streams that belong to it. */
  exchanges: number;
  input_tokens: number;
  output_tokens: number;
  first_seen: string;
  last_seen: string;
  models: Record<string, number>;
  /** Share of its exchanges that ask for each; a description, not evidence. */
  capabilities: Record<string, number>;
  /** Strongest first. */
  evidence: Evidence[];
  /** Its exchanges over the whole time looked at, in 32 equal parts, oldest first: for a plot. */
  activity: number[];
  /** The innocent explanations that were tried, each with its own figure. */
  explanations: Explanation[];
}

export interface Explanation {
  explanation: string;
  verdict: 'ruled out' | 'not ruled out';
  figure: string;
  /** The figure as a number, and up to what it is ruled out. Not in documents of earlier versions. */
  value?: number;
  limit?: number;
}

export interface Detection {
  until: string;
  alpha: number;
  accounts_seen: number;
  exchanges_seen: number;
  campaigns: Campaign[];
  /** How many groups were tested: the bound pays for each. */
  groups_tested: number;
  /** The strongest group that was not reported. */
  nearest_miss: NearestMiss | null;
}

/** A group that was not reported. Nothing is established of it: it is told of so that a reader sees how far off it was. */
export interface NearestMiss {
  /** How many accounts it has. */
  accounts: number;
  /** Some of them, the most certain first. */
  members: string[];
  /** What it would have been called. */
  verdict: Verdict;
  error_bound: number;
  reason: string;
  /** The innocent explanation that is not ruled out, also where the evidence would not have sufficed anyway. */
  held_back_by: string | null;
}

/** What detection is doing, for a progress line. */
export interface Step {
  step: string;
  seconds: number;
}
