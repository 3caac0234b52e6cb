import { z } from 'zod';

const words = (most: number) => z.string().trim().min(1).max(most);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const figure = z.strictObject({
  value: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  /** `at-least`: reported as "over" or "more than"; `about`: as "about" or "nearly"; `exactly`. */
  qualifier: z.enum(['at-least', 'about', 'exactly']),
  /** As reported: "more than 28.8 million". */
  words: words(200),
  /** Where the figure is of several campaigns together, their ids. */
  of: z.array(words(40)).max(20).optional(),
});

export const reported = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/),
  /** Who alleges it. Nothing is in the ledger without. */
  alleged_by: words(200),
  /** Where it was made known. */
  source: words(400),
  /** ISO 8601 month, or day where it is known. */
  known: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/),
  /** As the accuser named it; the letter does not repeat it. */
  operator_as_alleged: words(400).nullable(),
  exchanges: figure.nullable(),
  accounts: figure.nullable(),
  /** First and last day. */
  period: z.tuple([day, day]).nullable(),
  techniques: z.array(words(1000)).max(40),
  /** What the accused, or somebody else, says against it. */
  disputed: z.array(words(1000)).max(40),
  /** What reports disagree on, side by side. */
  conflicts: z.array(words(1000)).max(40),
  sources: z.array(words(400)).min(1).max(40),
});

export const ledgerFile = z.strictObject({
  format: z.literal('stillwatch-ledger/1'),
  version: z.number().int().min(1),
  as_of: day,
  note: z.string().max(4000).optional(),
  campaigns: z.array(reported).max(10_000),
});

/** A campaign that somebody alleged in public. Every count is the accuser's. */
export type Reported = z.infer<typeof reported>;
export type Figure = z.infer<typeof figure>;
export type LedgerFile = z.infer<typeof ledgerFile>;
