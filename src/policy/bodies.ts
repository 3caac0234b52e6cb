import { z } from 'zod';
import { grades } from './decision.ts';

// What each kind of record holds. A record is never changed, so fields are added and never renamed.

const time = z.iso.datetime({ offset: true });
const grade = z.enum(grades);

/** An account that a plan or an action contains. */
export const containedSchema = z.object({
  account: z.string(),
  grade,
  /** Opaque: what the account is told, and names in an appeal. */
  reference: z.string(),
  /** When its wave begins; of a plan, not yet known. */
  from: time.optional(),
});
export type Contained = z.infer<typeof containedSchema>;

/** Suspends a model. */
export const holdSchema = z.object({
  model: z.string().min(1).meta({ description: 'the model, or * for all' }),
  channel: z.string().min(1).optional().meta({ description: 'only requests of this channel' }),
  lacking: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'only accounts that lack this eligibility (an attestation)' }),
  from: time.meta({ description: 'when it begins' }),
  until: time.nullable().meta({ description: 'when it ends; null: until it is lifted' }),
  basis: z.string().min(1).meta({ description: 'the legal basis, in words' }),
});
export type Hold = z.infer<typeof holdSchema>;

/** Authorises distillation. */
export const grantSchema = z.object({
  to: z.string().min(1).meta({ description: 'who it is granted to' }),
  accounts: z.array(z.string().min(1)).min(1),
  models: z.array(z.string().min(1)).min(1).meta({ description: 'the models; * for all' }),
  volume: z.int().positive().meta({ description: 'how many exchanges' }),
  from: time,
  until: time,
  purpose: z.string().min(1),
  contract: z.string().min(1).meta({ description: 'the reference of the contract' }),
});
export type Grant = z.infer<typeof grantSchema>;

/** Somebody's word that an account is eligible: the only source of eligibility. */
export const attestationSchema = z.object({
  account: z.string().min(1),
  attribute: z.string().min(1).meta({ description: 'the eligibility, such as us-person' }),
  attested_by: z.string().min(1).meta({ description: 'who attests it' }),
  until: time.meta({ description: 'when it runs out' }),
});
export type Attestation = z.infer<typeof attestationSchema>;

export interface PlanBody {
  campaign: string;
  verdict: string;
  error_bound: number;
  accounts: Contained[];
  /** Whoever may apply it without a second person's approval: up to so many accounts. */
  approval_above: number;
  /** Of a plan to mark answers: by which canary, and for how long at most (milliseconds). */
  canary?: string;
  lasts?: number;
}

export interface ActionBody {
  plan: string;
  campaign: string;
  accounts: Contained[];
  /** ISO 8601, UTC: when it ends by itself. */
  until: string;
}

export interface AppealBody {
  reference: string;
  action: string;
  account: string;
  campaign: string;
  text: string;
}

export interface RulingBody {
  appeal: string;
  upheld: boolean;
  /** Which evidence stood against the account: of upheld appeals these are counted. */
  signals: string[];
}

/** A collection that partners read and write over TAXII. */
export interface CollectionBody {
  /** What tokens and people call it. Never used twice: tokens may be around that open it. */
  name: string;
  /** The least restrictive marking of the Traffic Light Protocol that covers all in it. */
  tlp: string;
  /** Who speaks in it, as its readers know them. */
  as: string;
}

/** A campaign's objects in a collection, brought to what they are now. */
export interface PublicationBody {
  collection: string;
  campaign: string;
  tlp: string;
  /** Versions of objects that were added. */
  objects: number;
}

/** By kind of record, what it holds. */
export interface Bodies {
  plan: PlanBody;
  /** A second person's yes to a plan. */
  approval: { plan: string };
  action: ActionBody;
  /** All of an action's accounts, or some. */
  undo: { action: string; accounts: string[] | 'all' };
  /** An action ended by itself: it has stopped to apply already, this says so. */
  expiry: { action: string };
  appeal: AppealBody;
  ruling: RulingBody;
  hold: Hold;
  lift: null;
  grant: Grant;
  revocation: null;
  attestation: Attestation;
  withdrawal: null;
  /** The policies that are in force: texts by file name. */
  policy: Record<string, string>;
  collection: CollectionBody;
  /** A collection is removed. */
  removal: null;
  publication: PublicationBody;
  /** A campaign is withdrawn from a collection. */
  recall: { collection: string; campaign: string; objects: number };
  /** A partner, who is its actor, was given something of these publications and recalls (ids of their records) for the first time. */
  delivery: { collection: string; of: string[] };
}

export type RecordKind = keyof Bodies;
