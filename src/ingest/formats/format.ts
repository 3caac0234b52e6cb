import type { ExchangeInput, Refusal } from '../../exchange/index.ts';

/** What an operator chose on the command line that a format may heed. */
export interface FormatOptions {
  /** Paths into the source record to look for the account in, first hit wins; before the format's own. */
  accountField?: string[];
  /** The account of records that name none (a log of one key, say). */
  defaultAccount?: string;
}

/** One source record becomes none, one or many of these. `exchange` is not yet checked against the schema. */
export type FormatResult = { exchange: Partial<ExchangeInput> } | { refusal: Refusal };

/**
 * A log format: one file, one line in index.ts. Pure: a record in, results out, no state between records unless
 * `open` makes some (spans and log records that belong together, say).
 */
export interface Format {
  /** What --format takes. */
  readonly name: string;
  /** One line for the help and the docs. */
  readonly about: string;
  /** Where the account is looked for, most specific first (documented by `stillwatch ingest --help`). */
  readonly accountFields: readonly string[];
  /** Whether a parsed record looks like this format. Called on the first records of a file. */
  detect(record: Record<string, unknown>): boolean;
  /** A reader for one file. */
  open(options: FormatOptions): FormatReader;
}

export interface FormatReader {
  read(record: Record<string, unknown>): Iterable<FormatResult>;
  /** What was held back to be joined with later records, at the end of the file. */
  end?(): Iterable<FormatResult>;
}
