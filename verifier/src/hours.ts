import { type Bytes, join, u64 } from './bytes.ts';
import type { Entries } from './entries.ts';
import type { Dossier } from './formats.ts';
import { refuse } from './refusal.ts';
import { isRoot, rootOf, sumsBytes, type Tree } from './sums.ts';

// The hours that a claim is made of: a sum tree over them is what was logged as claimed.

export const HOUR_MS = 3_600_000;

/** What is claimed of one hour. */
export interface ClaimedHour extends Tree {
  /** ISO 8601 UTC, its first moment. */
  hour: string;
  /** The index of the hour's entry in the log. */
  entry: number;
}

/** An hour in bytes: hours since 1970. */
export const hourBytes = (hour: string): Bytes => u64(Date.parse(hour) / HOUR_MS);

/** Refuses unless the hours are in order, once each, each with an entry of its own, and sum up to what the claim's entry says. */
export async function readHours(
  { hours: rows }: Dossier,
  { claim, verdict }: Entries,
): Promise<ClaimedHour[]> {
  const hours = rows.map(([hour, entry, root, leaves, exchanges, input_tokens, output_tokens]) => ({
    hour,
    entry,
    root,
    leaves,
    exchanges,
    input_tokens,
    output_tokens,
  }));
  for (const [i, { hour, leaves, exchanges }] of hours.entries()) {
    if (i > 0 && hour <= hours[i - 1]!.hour)
      refuse('HOURS_WRONG', `The hours are not in order, or ${hour} is there twice.`);
    if (hour > verdict.entry.until)
      refuse('HOURS_WRONG', `${hour} is claimed, which is after all that the verdict is of.`);
    if (leaves === 0 || exchanges === 0) refuse('HOURS_WRONG', `Nothing is claimed of ${hour}.`);
  }
  if (new Set(hours.map(({ entry }) => entry)).size < hours.length)
    refuse('HOURS_WRONG', 'Two hours rest on one entry.');
  if (hours.some(({ entry }) => entry >= claim.index))
    refuse('HOURS_WRONG', 'An hour rests on an entry that is not before the claim.');
  const leaves = hours.map(row => ({
    bytes: join(hourBytes(row.hour), u64(row.entry), row.root, u64(row.leaves), sumsBytes(row)),
    counts: { exchanges: row.exchanges, input_tokens: row.input_tokens, output_tokens: row.output_tokens },
  }));
  if (!isRoot(await rootOf(leaves, 'HOURS_WRONG'), claim.entry.hours))
    refuse('HOURS_WRONG', 'The hours do not add up to what was logged as claimed.');
  return hours;
}
