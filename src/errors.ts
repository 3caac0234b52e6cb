/**
 * The registry of error codes. Every failure a user can meet has one entry here: what it means and how to mend
 * it, in words the message repeats. Codes are public and never reused (docs/errors.md is made from this table).
 */
export const codes = {
  USAGE: 'The command was called with something it does not take.',
  INPUT_NOT_FOUND: 'An input path does not exist or cannot be read.',
  INPUT_BROKEN: 'An input file could not be read to its end.',
  INPUT_KIND: 'An input file is of a kind that is not read.',
  INPUT_FORMAT: 'No known log format fits the input, or the one named with --format does not.',
  MAPPING_INVALID: 'A --mapping file is not valid.',
  STORE_BUSY: 'Another process owns the data folder.',
  STORE_OPEN: 'The data folder cannot be opened.',
  STORE_QUERY: 'The engine refused a statement.',
  STORE_UNREACHABLE: 'The ClickHouse server does not answer.',
  STORE_NEWER: 'The data folder was written by a newer version of Stillwatch.',
  KEY_UNREADABLE: 'The installation key cannot be used.',
  COMMUNITY_INVALID: "A community's key file is none, or the data folder has joined another.",
  CAMPAIGN_UNKNOWN: 'No campaign has that id.',
  VIEW_PENDING: 'What there is to look at of the campaign is being made still.',
  PRICES_INVALID: 'The file of list prices is not valid.',
  ACCOUNT_UNKNOWN: 'The campaign has no such account.',
  SCENARIO_UNKNOWN: 'The range has no scenario of that name.',
  PLAY_UNKNOWN: 'There is no play of that id.',
  PLAY_RUNNING: 'A play of the range runs already.',
  PLAYS_FULL: 'So many plays are kept that no more is taken.',
  TRUTH_INVALID: 'A truth file or a detection document is not one.',
  RECORD_UNKNOWN: 'No plan, action, hold, grant, attestation or appeal has that id.',
  RECORD_STATE:
    'What is asked for does not fit the state it is in: it is undone, over, lifted or decided already.',
  RECORD_INVALID: 'A hold, grant, attestation, plan or appeal is not valid as given.',
  REASON_NEEDED: 'A change that stays in the audit trail needs somebody who makes it and a reason.',
  APPROVAL_NEEDED: 'A plan for so many accounts needs the approval of a second person.',
  RULING_OF_ANOTHER: 'Who contained an account does not decide alone on its appeal.',
  NOTHING_TO_CONTAIN: 'The campaign has no account that may be contained.',
  SERVICE_UNREACHABLE: 'No service answers at the address.',
  SERVICE_REFUSED: 'The service refused what was asked, and did not say why.',
  POLICY_INVALID: 'A policy file is not valid.',
  TOKEN_NEEDED: 'The service was asked without a token, or with one that is not valid.',
  TOKEN_SCOPE: 'The token does not allow what was asked for.',
  TOKENS_NEEDED: 'The service would be reached from other machines, and no token guards it.',
  TOKEN_EXISTS: 'There is a token of that name already.',
  TOKEN_UNKNOWN: 'No token has that name.',
  TOKENS_INVALID: 'The file of tokens cannot be used.',
  OIDC_INVALID: 'The settings for sign-in with a provider are not valid.',
  OIDC_UNREACHABLE: 'The provider for sign-in does not answer as it should.',
  OIDC_STATE:
    'A sign-in came back that this browser did not begin, that took too long, or that came back before.',
  OIDC_REFUSED: 'The provider did not sign somebody in.',
  OIDC_NO_ROLE: 'Somebody signed in to whom no role is given here.',
  SESSION_UNKNOWN: 'No session has that id.',
  SERVICE_RUNNING: 'Another process serves the data folder.',
  NOT_FOUND: 'The service has nothing at that address.',
  METHOD_NOT_ALLOWED: 'The service does not take that method at this address.',
  BODY_INVALID: 'The body of the request is not what belongs there.',
  BODY_TOO_LARGE: 'The body of the request is larger than the service takes.',
  BODY_KIND: 'The service does not read bodies of that type or encoding at this address.',
  ENGINE_DOWN: 'The process that has the store is not running, or is just starting.',
  ENGINE_SLOW: 'The process that has the store did not answer in time.',
  JOURNAL_FULL: 'There is no room left on the disk to take exchanges in.',
  JOURNAL_BROKEN: 'Exchanges could not be written to the journal.',
  SERVICE_BUSY: 'More is coming in than the service can take, or it is stopping.',
  LOG_NONE: 'The data folder has no transparency log yet.',
  LOG_BUSY: 'Another process writes to the transparency log.',
  LOG_BROKEN: 'The transparency log is not as it was signed.',
  LOG_KEY: 'A private key of the transparency log cannot be used.',
  LOG_ORIGIN: 'The origin cannot be the log’s: it is not valid, or the log has another.',
  FSCK_FAILED: 'The transparency log, its sums and the store do not agree.',
  ENTRY_INVALID: 'An entry cannot be put into the transparency log.',
  ENTRY_UNKNOWN: 'The transparency log has no such entry or size.',
  NOTE_INVALID: 'A signed note, checkpoint or verifier key is not valid.',
  WITNESS_REFUSED: 'The witness did not cosign the checkpoint.',
  TIMESTAMP_REFUSED: 'The timestamp authority gave no timestamp of the checkpoint.',
  EVIDENCE_MISSING: 'The log does not have what a claim needs to be proved.',
  EVIDENCE_DIFFERS: 'What is stored is not what the log committed to.',
  DOSSIER_TOO_LARGE: 'A dossier would be larger than a verifier reads.',
  DOSSIER_UNKNOWN: 'No dossier of that name is kept.',
  EXCERPT_UNSEEN: 'An excerpt was not shown to anybody before it would be written.',
  EXCERPT_INVALID: 'A file does not hold an exchange of the campaign.',
  PSI_VALUE: 'A value cannot be matched privately: it is not of its kind.',
  PSI_MESSAGE: 'A message of a private match is not as the protocol has it.',
  PSI_PROOF: 'The partner’s answer to a private match does not hold against its key or its table.',
  PSI_EPOCH:
    'A private match was asked for under a key that is not in force, or in a mode that the partner does not have.',
  PSI_BUDGET: 'A partner has asked for as many values as it may for now.',
  PSI_STATE: 'A file of private matching cannot be used.',
  CANARY_UNLOGGED: 'The log has not committed to a canary’s key, or no longer.',
  CANARY_UNKNOWN: 'No canary has that id, or a file of one does not hold what was committed to.',
  LINEAGE_MANIFEST: 'The manifest of a folder of references is not valid.',
  LINEAGE_ANSWERS: 'A file of answers cannot be used.',
  LINEAGE_PROMPTS: 'The suspect and the references have too little in common to be compared.',
  FAULT: 'Something went wrong inside Stillwatch.',
} as const;

export type ErrorCode = keyof typeof codes;

/** An error a user can act on: `message` says what happened, `mend` what to do about it. */
export class StillwatchError extends Error {
  readonly code: ErrorCode;
  readonly mend: string;

  constructor(code: ErrorCode, message: string, mend: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StillwatchError';
    this.code = code;
    this.mend = mend;
  }
}
