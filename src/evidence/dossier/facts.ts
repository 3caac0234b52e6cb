import type { Campaign } from '../../detect/index.ts';
import type { RecordEntry, VerdictEntry } from '../entries.ts';
import type { Reported } from '../ledger/index.ts';

/** To whom a dossier is given: the more they may see of accounts, the later in this list. */
export type Level = 'public' | 'partner' | 'regulator';

/** All that the letter says: what it does not find here it cannot say. Times are ISO 8601 UTC. */
export interface LetterFacts {
  level: Level;
  /** To whom, at level `partner`. */
  partner: string | null;
  /** Who makes the claim, as they call themselves. */
  maker: string | null;
  /** When the claim was logged: the letter's date. */
  made: string;
  /** The version of Stillwatch that made it. */
  version: string;
  campaign: Campaign;
  totals: Totals;
  /** The verdict as it was logged; its figures are the letter's. */
  verdict: VerdictEntry;
  log: LogFacts;
  /** Hours in which something was sent, ascending: first moment, exchanges. */
  activity: readonly (readonly [hour: string, exchanges: number])[];
  /** The campaign's records in the log, ascending. */
  actions: readonly Action[];
  excerpts: readonly Excerpt[];
  /** As in accounts.json; none at level `public`. */
  rows: readonly AccountRow[];
  /** Campaigns that others alleged in public, to set this one against; otherwise those that are shipped. */
  ledger?: readonly Reported[];
}

/** What is claimed, as in claims.json. */
export interface Totals {
  exchanges: number;
  input_tokens: number;
  output_tokens: number;
  accounts: number;
  /** First moment of the first hour. */
  from: string;
  /** End of the last hour. */
  to: string;
  /** How many hours something was sent in. */
  hours: number;
}

export interface LogFacts {
  origin: string;
  /** Verifier key. */
  key: string;
  /** Of the checkpoint that ends with the claim. */
  size: number;
  /** Base64. */
  root: string;
  /** The note, with its signatures. */
  checkpoint: string;
  /** Names of the witnesses that cosigned it. */
  witnesses: readonly string[];
  /** How many RFC 3161 timestamps of it are in claims.json. */
  timestamps: number;
  /** How many earlier checkpoints are in claims.json, each with its consistency proof. */
  earlier: number;
  /** Indexes of the entries. */
  verdict: number;
  claim: number;
  /** Whether the hours' entries that are shown come before the verdict's. */
  before: boolean;
}

export type Action = Pick<RecordEntry, 'kind' | 'at' | 'accounts' | 'grade' | 'until'> & { index: number };

export interface Excerpt {
  exchange: string;
  at: string;
  model: string;
  text: string;
}

/** A row of accounts.json, of what of it the letter shows. */
export interface AccountRow {
  pseudonym: string;
  role: string;
  /** First and last hour. */
  first: string;
  last: string;
  exchanges: number;
  input_tokens: number;
  output_tokens: number;
  membership: number | null;
  /** At level `partner` a pseudonym for that partner, at `regulator` the account. */
  id: string;
}
