import type { Campaign } from '../detect/index.ts';
import type { Kind } from './kinds.ts';
import type { Level } from './tlp.ts';

/** What one installation tells others of a campaign. Nothing in it names an account, an organisation or a person. */
export interface SharedCampaign {
  /** At its origin: SW-2026-0001. */
  id: string;
  /** Who says so, as others know them. */
  origin: string;
  /** Where it is told, where what is told differs by place: the ids of its objects are of that place alone. */
  edition?: string;
  verdict: Campaign['verdict'];
  /** Bounds the probability that it is a false alarm, as the origin's detection states it. */
  error_bound: number;
  accounts: number;
  exchanges: number;
  input_tokens: number;
  output_tokens: number;
  first_seen: string;
  last_seen: string;
  models: Record<string, number>;
  capabilities: Record<string, number>;
  /** How it behaves, by the signals of its evidence. Not their words: these may quote a value that may not leave. */
  behaviour: { signal: string; family: string; log_likelihood_ratio: number }[];
  indicators: Indicator[];
}

/** A value that the campaign's accounts show and few others do. */
export interface Indicator {
  kind: Kind;
  /** As given (a network, a client), or a hash under the community's key in 16 hex digits. */
  value: string;
  /** The community's key, where the value is a hash; hashes under another key mean nothing here. */
  key?: string;
  /** Of the campaign's accounts, and of the origin's other accounts, that show it: 0 to 1. */
  share: number;
  others: number;
  first_seen: string;
  last_seen: string;
  /** From then on nothing follows from it: networks are let again, clients updated. */
  valid_until: string;
  level: Level;
}
