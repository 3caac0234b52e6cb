import { StillwatchError } from '../errors.ts';
import type { Failure } from './protocol.ts';

/** The words for whoever asked. What is no StillwatchError is a fault of ours, and only the log says more. */
export function failureOf(error: unknown): Failure {
  if (error instanceof StillwatchError) return { code: error.code, message: error.message, mend: error.mend };
  return {
    code: 'FAULT',
    message: 'Something went wrong inside Stillwatch.',
    mend: 'The log of the service has the details; please report it with them.',
  };
}

const statuses: Record<string, number> = {
  TOKEN_NEEDED: 401,
  TOKEN_SCOPE: 403,
  OIDC_STATE: 401,
  OIDC_REFUSED: 401,
  OIDC_NO_ROLE: 403,
  NOT_FOUND: 404,
  SESSION_UNKNOWN: 404,
  DOSSIER_UNKNOWN: 404,
  LINEAGE_UNKNOWN: 404,
  LOG_NONE: 404,
  ENTRY_UNKNOWN: 404,
  EVIDENCE_MISSING: 409,
  CANARY_UNLOGGED: 409,
  DOSSIER_TOO_LARGE: 409,
  LOG_BUSY: 503,
  FILE_BUSY: 503,
  CAMPAIGN_UNKNOWN: 404,
  ACCOUNT_UNKNOWN: 404,
  RECORD_UNKNOWN: 404,
  METHOD_NOT_ALLOWED: 405,
  PLAY_UNKNOWN: 404,
  SCENARIO_UNKNOWN: 400,
  PLAY_RUNNING: 409,
  PLAYS_FULL: 409,
  RECORD_STATE: 409,
  APPROVAL_NEEDED: 409,
  RULING_OF_ANOTHER: 409,
  NOTHING_TO_CONTAIN: 409,
  BODY_INVALID: 400,
  RECORD_INVALID: 400,
  REASON_NEEDED: 400,
  POLICY_INVALID: 400,
  USAGE: 400,
  BODY_TOO_LARGE: 413,
  BODY_KIND: 415,
  OIDC_UNREACHABLE: 503,
  VIEW_PENDING: 503,
  ENGINE_DOWN: 503,
  STORE_UNREACHABLE: 503,
  STORE_BUSY: 503,
  STORE_OPEN: 503,
  SERVICE_BUSY: 503,
  JOURNAL_BROKEN: 503,
  ENGINE_SLOW: 504,
  JOURNAL_FULL: 507,
  COLLECTION_UNKNOWN: 404,
  COLLECTION_EXISTS: 409,
  FILTER_INVALID: 400,
  NOT_ACCEPTABLE: 406,
  ENVELOPE_INVALID: 422,
  INBOX_FULL: 507,
  PSI_VALUE: 400,
  PSI_MESSAGE: 400,
  PSI_EPOCH: 409,
  PSI_BUDGET: 429,
  PSI_PROOF: 502,
};

/** The HTTP status of a failure. */
export const statusOf = (code: string): number => statuses[code] ?? 500;
