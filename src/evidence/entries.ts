import type { Role, Verdict } from '../detect/index.ts';
import type { RecordKind } from '../policy/index.ts';

// What the log holds (docs/evidence-format.md). An entry is never changed, so fields are added and never renamed.

/** The root of a sum tree and its sums. `root` is base64; no number is above 2^53 - 1. */
export interface Tree extends Sums {
  root: string;
}

export interface Sums {
  leaves: number;
  exchanges: number;
  input_tokens: number;
  output_tokens: number;
}

interface Common<T extends string> {
  type: T;
  v: 1;
  /** ISO 8601 UTC, to the millisecond: when it was logged. */
  at: string;
}

export interface KeyEntry extends Common<'key'> {
  origin: string;
  /** Verifier keys. */
  key: string;
  previous: string | null;
}

/** All exchanges of an hour that were stored when it was written. */
export interface HourEntry extends Common<'hour'> {
  /** ISO 8601 UTC: its first moment. */
  hour: string;
  tree: Tree;
  /** The index of the entry of the same hour that this one corrects. */
  replaces: number | null;
}

export interface VerdictEntry extends Common<'verdict'> {
  campaign: string;
  verdict: Verdict;
  error_bound: number;
  alpha: number;
  until: string;
  accounts: Record<Role, number>;
  exchanges: number;
  input_tokens: number;
  output_tokens: number;
  first_seen: string;
  last_seen: string;
  models: Record<string, number>;
  capabilities: Record<string, number>;
  evidence: {
    signal: string;
    family: string;
    log_likelihood_ratio: number;
    p_value: number | null;
  }[];
  explanations: { explanation: string; verdict: string; value: number | null; limit: number | null }[];
  by: Maker;
  /** A commitment to the campaign's whole document. */
  document: string;
}

/** What made a verdict: the version, a digest of the code that ran, and of the settings. */
export interface Maker {
  version: string;
  /** Base64 of a SHA-256 over the built files. */
  build: string;
  /** Base64 of a SHA-256 over the settings that a result depends on. */
  config: string;
}

/** A record of the audit trail: what of it is nobody's, and a commitment to the whole. */
export interface RecordEntry extends Common<'record'> {
  id: string;
  kind: RecordKind;
  campaign: string | null;
  /** How many accounts it is of. */
  accounts: number | null;
  grade: string | null;
  until: string | null;
  document: string;
}

/** What a dossier claims of a campaign. */
export interface ClaimEntry extends Common<'claim'> {
  campaign: string;
  /** The index of the verdict's entry. */
  verdict: number;
  hours: Tree;
  accounts: Tree;
}

/** That values were matched privately with a partner; both sides log the same digests. Neither values nor what was found. */
export interface PsiEntry extends Common<'psi'> {
  role: 'server' | 'client';
  partner: string;
  mode: 'match' | 'count';
  epoch: string;
  /** Base64 of the server's public key, 32 bytes. */
  key: string;
  /** Values of the client's. */
  asked: number;
  /** Values in the server's table. */
  held: number;
  /** Base64 of the SHA-256 of each message. */
  request: string;
  answer: string;
  table: string;
}

/** Before any answer is marked: that it will be by this key, and no other. One for each plan; plans of a campaign share their key. */
export interface CanaryEntry extends Common<'canary'> {
  canary: string;
  campaign: string;
  plan: string;
  /** Base64, SHA-256: which table of wordings. */
  words: string;
  /** Base64, SHA-256: of a label, the canary, the table and the key. */
  commitment: string;
  /** ISO 8601 UTC: nothing is marked under this plan before, or after. */
  from: string;
  until: string;
}

export type Entry = KeyEntry | HourEntry | VerdictEntry | RecordEntry | ClaimEntry | PsiEntry | CanaryEntry;
