import type { taxii } from '../intel/index.ts';
import type { AuditRecord, Backtest, CampaignFacts } from '../policy/index.ts';
import type { Place } from '../store/index.ts';

// What the two processes of the service say to each other, over the channel of a forked child.

/** What the front knows of the world, in pieces and in order. Everything comes between `begin` and `complete`, what changes after. */
export type Feed =
  | { kind: 'begin'; place: string }
  | { kind: 'records'; records: AuditRecord[] }
  /** Accounts by the attributes they have: `of[i]` is the place in `sets` of `accounts[i]`. */
  | {
      kind: 'accounts';
      sets: [plan: string, program: string, verification: string][];
      accounts: string[];
      of: number[];
    }
  | { kind: 'campaigns'; campaigns: CampaignFacts[] }
  | { kind: 'usage'; usage: [grant: string, exchanges: number][] }
  | { kind: 'complete' };

export interface EngineOptions {
  place: Place;
  /** Milliseconds between detections; 0 where none are made by themselves. */
  detectEvery: number;
  alpha: number;
  /** Milliseconds between looks at what is subscribed to; 0: none by itself. */
  pullEvery: number;
  logLevel: string;
}

/** What the engine says of itself; the front keeps the last word. */
export interface EngineState {
  store: string;
  /** Of this engine's life. */
  drained: { exchanges: number; duplicate: number; rejected: number; batches: number };
  /** Why the journal is not drained at the moment, if so. */
  drain_error: string | null;
  /** Why the transparency log is behind the store, if so. */
  log_error: string | null;
  /** Why what people look at is behind the campaigns, if so. */
  views_error: string | null;
  detection: {
    running_since: string | null;
    step: string | null;
    /** ISO 8601, UTC: when the next is made by itself. */
    next: string | null;
    last: { at: string; until: string; campaigns: number; seconds: number | null } | null;
    error: string | null;
  };
}

/** A dossier that is asked for. */
export interface DossierRequest {
  campaign: string;
  level: 'public' | 'partner' | 'regulator';
  partner?: string | undefined;
  maker?: string | undefined;
  version: string;
}

/** A dossier that was made. */
export interface DossierMade {
  archive: Uint8Array;
  /** Hex, of the archive. */
  sha256: string;
  /** The index of its claim in the log. */
  claim: number;
  /** That it claims. */
  exchanges: number;
  accounts: number;
}

/** What the store has of what the log follows. */
export interface Stored {
  /** ISO 8601, UTC: of the last exchange. */
  last: string | null;
  records: number;
  campaigns: number;
}

/** A collection that partners read over TAXII, as the front has to know it. */
export interface CollectionSeen {
  id: string;
  name: string;
  tlp: string;
  as: string;
}

/** What a partner asks for of a collection. */
export interface PageRequest {
  collection: string;
  filters: taxii.Filters;
  /** With the objects; otherwise only what there is. */
  whole: boolean;
}

/** Policies to be tried, by file name, and of which time: ISO 8601. */
export interface BacktestRequest {
  inForce: Record<string, string>;
  tried: Record<string, string>;
  from?: string | undefined;
  to?: string | undefined;
}

export interface BacktestState {
  id: string;
  state: 'running' | 'done' | 'failed' | 'stopped';
  from: string;
  to: string;
  /** Decided so far, of so many; null while they are not counted. */
  exchanges: number;
  of: number | null;
  result: Backtest | null;
  failure: Failure | null;
}

export interface Failure {
  code: string;
  message: string;
  mend: string;
}

export type ToEngine =
  | { kind: 'start'; options: EngineOptions }
  | { kind: 'call'; id: number; name: string; input: unknown; by: string }
  /** There are closed segments of the journal. */
  | { kind: 'drain' }
  /** A partner sent something. */
  | { kind: 'inbox' }
  | { kind: 'stop' };

export type FromEngine =
  | Feed
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'failure'; id: number; failure: Failure }
  | { kind: 'state'; state: EngineState }
  /** The store could not be opened; the engine ends. */
  | { kind: 'down'; failure: Failure };
