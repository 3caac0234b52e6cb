import type { Restriction } from './decision.ts';

/** All that policies may know of one request, as of one moment. Country, language, network and name are not among it. */
export interface Facts {
  account: string;
  model: string;
  /** '' where it is not said. */
  channel: string;
  /** What the caller says of the account: `name=value`, sorted. */
  attributes: readonly string[];
  /** Of the account's record; '' where it is not known. */
  plan: string;
  program: string;
  verification: string;
  /** Eligibility that somebody attests, and the attestation has not run out; sorted. */
  attested: readonly string[];
  /** The strictest containment in force. */
  containment?:
    | { action: string; campaign: string; grade: Restriction; until: string; reference: string }
    | undefined;
  /** Its answers are to be marked. No policy sees it. */
  mark?: { canary: string; action: string; campaign: string; until: string } | undefined;
  /** The account's place in the campaign that is surest of it. */
  campaign?: { id: string; role: string; verdict: string } | undefined;
  /** A model hold that applies to this request. */
  hold?: { id: string; basis: string; until: string | null } | undefined;
  /** A grant that covers the account and the model; `beyond` once its volume is used up. */
  grant?: { id: string; beyond: boolean } | undefined;
}
