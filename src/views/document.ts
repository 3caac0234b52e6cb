import type { CampaignAccount, Verdict } from '../detect/index.ts';

/**
 * What the console asks for (docs/service.md). Times are ISO 8601 UTC; arrays are aligned with `from` + i × `step` seconds, and
 * hours and days with UTC.
 */

export interface Overview {
  from: string | null;
  step: 3600;
  exchanges: number[];
  tokens: number[];
  campaigns: { id: string; verdict: Verdict; exchanges: number[]; tokens: number[] }[];
  /** Of harvesting campaigns. */
  leaked: Leak[];
  /** Lines that were refused, where it is known. */
  rejects: { reason: string; count: number }[] | null;
}

/** What a campaign's harvesters sent before any containment of theirs was in force, and after. */
export interface Leak {
  campaign: string;
  before: number;
  after: number;
  /** With a containment in force now. */
  contained_accounts: number;
  accounts: number;
}

export interface AccountsPage {
  /** Accounts that match. */
  total: number;
  /** All there are. */
  of: number;
  accounts: CampaignAccount[];
}

export interface ActivityView {
  from: string;
  step: 3600;
  /** The campaign's, the most used first. */
  models: { model: string; exchanges: number[]; input_tokens: number; output_tokens: number }[];
  /** Accounts of the campaign that sent something of it. */
  accounts: number[];
  /** Exchanges of everybody else, and those of its accounts that are not its own. */
  others: number[];
}

export interface LifeView {
  from: string;
  step: 86_400;
  active: number[];
  /** For the first time, and for the last. */
  joined: number[];
  left: number[];
  moves: { model: string; first: string; half: string | null; seen_first: string }[];
}

export interface TraitsView {
  /** Columns, by family. */
  traits: TraitColumn[];
  /** Accounts outside, in all. */
  outside: number;
  /** Rows, like ones next to each other. */
  accounts: string[];
  /** One letter an account: h, c, b. */
  roles: string;
  /** Base64; a row is ceil(traits / 8) bytes, least significant bit first. */
  cells: string;
}

export interface TraitColumn {
  family: string;
  trait: string;
  /** As stored; hashes and pseudonyms shortened. */
  value: string;
  /** The value as the engine compares it, 16 hex digits. */
  hash: string;
  /** Of the campaign that show it, and outside. */
  accounts: number;
  others: number;
}

export interface TemplatesView {
  /** The most used first. */
  templates: Template[];
  /** Of the campaign, in none of these. */
  rest: { exchanges: number };
}

export interface Template {
  id: string;
  /** Sketches of its first and last words, where these come back. */
  opening: string | null;
  closing: string | null;
  accounts: number;
  exchanges: number;
  prompts: number;
  others: number;
  bytes: [low: number, median: number, high: number];
  /** Shares, as a campaign's capabilities are. */
  asks: Record<string, number>;
  models: Record<string, number>;
  first: string;
  last: string;
}

export interface AccountTraffic {
  account: string;
  known: Known | null;
  first: string | null;
  last: string | null;
  exchanges: number;
  input_tokens: number;
  output_tokens: number;
  from: string | null;
  step: 86_400;
  days: number[];
  streams: AccountStream[];
  /** Who shares the most with it that others don't, first. */
  neighbours: Neighbour[];
  campaigns: { id: string; verdict: Verdict; account: CampaignAccount }[];
}

export interface Known {
  created: string | null;
  plan: string;
  program: string;
  verification: string;
  email_domain: string;
  /** Other accounts with the same. */
  shares: Record<'payment' | 'phone' | 'email' | 'org', number>;
}

export interface AccountStream {
  exchanges: number;
  first: string;
  last: string;
  models: Record<string, number>;
  /** Its most frequent. */
  user_agent: string;
  ja4: string;
  networks: number;
  system: boolean;
  tools: boolean;
  standalone: number;
  output_tokens: number;
  /** That it belongs to, and how much of it does. */
  campaign: string | null;
  of_campaign: number;
}

export interface Neighbour {
  account: string;
  shares: { family: string; value: string }[];
  campaign: string | null;
}
