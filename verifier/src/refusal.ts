/** Every way in which a dossier can fail, and what it means. README.md has the same table; a test compares them. */
export const codes = {
  FILE_UNREADABLE: 'There is no such file, or it is not a regular file, or it cannot be read.',
  FILE_TOO_LARGE: 'A file is larger than a dossier may be.',
  ARCHIVE_INVALID: 'The file is not a ZIP archive in the one form that a dossier has.',
  FILES_WRONG: 'A file is missing in the archive, or one does not belong there.',
  JSON_INVALID: 'A file is not JSON, or nested too deep, or holds too many values.',
  JSON_NOT_CANONICAL: 'JSON is not in its one canonical form (RFC 8785).',
  SHAPE_WRONG: 'A field is missing, of the wrong type, outside its limits, or unknown.',
  STATEMENT_INVALID:
    'The signed statement does not name exactly the files of the archive, or is of something else.',
  STATEMENT_SIGNATURE: 'The signature over the statement is not by the key of the log.',
  FILE_CHANGED: 'A file is not the one that was signed.',
  KEY_INVALID: 'A verifier key is not one.',
  KEY_OTHER: 'The dossier is not signed by the key that you gave, and no chain of signatures leads from it.',
  KEY_CHAIN: "The log's key entries do not lead from its first key to the one that signed.",
  NOTE_INVALID: 'A checkpoint is not a signed note of three lines.',
  CHECKPOINT_SIGNATURE: 'A checkpoint is not signed by the key of the log.',
  CHECKPOINT_OTHER: 'Checkpoints that should be of one log, or of one size, are not.',
  LOG_INCONSISTENT: 'An earlier checkpoint is not a beginning of the log: entries were changed or taken out.',
  ENTRY_NOT_IN_LOG: 'An entry does not stand in the log at its index.',
  ENTRIES_WRONG: 'Entries that are needed are missing, or there are others, or they are of something else.',
  HOURS_WRONG: 'The hours do not add up to what was logged as claimed, or are not in order.',
  CLAIM_WRONG: 'A claim says something else than the entry that it rests on.',
  DRAW_MISSING: 'A draw falls on an exchange that is not shown.',
  DRAW_WRONG: 'A drawn leaf is not what its hour was committed to, or claims more than it.',
  ACCOUNTS_WRONG: 'The accounts do not add up to what was logged as claimed, or are not in order.',
  ACCOUNT_NOT_OPENED: 'A pseudonym does not open to the account that is named.',
  TIMESTAMP_INVALID: 'A timestamp is not an RFC 3161 response of this checkpoint.',
  TIMESTAMP_SIGNATURE: 'No timestamp is signed by the authority that you gave.',
  WITNESS_MISSING: 'A witness that you asked for has not signed the checkpoint.',
  WITNESS_SIGNATURE: 'The signature of a witness is not valid.',
  REWRITTEN: 'The log has another history than the checkpoint that you kept.',
  SINCE_NOT_JOINED: 'Nothing joins the checkpoint that you kept to the one of the dossier.',
  PROOF_INVALID: 'A proof file is not one.',
  PLATFORM: 'This program runs where a signature or a hash that it needs is missing.',
} as const;

export type Code = keyof typeof codes;

/** Something that does not hold: verification goes no further along this way. */
export class Refusal extends Error {
  readonly code: Code;

  constructor(code: Code, message: string) {
    super(message);
    this.code = code;
  }
}

export function refuse(code: Code, message: string): never {
  throw new Refusal(code, message);
}
