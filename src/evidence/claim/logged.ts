import type { ClaimEntry, Entry, HourEntry, KeyEntry, RecordEntry, VerdictEntry } from '../entries.ts';
import { hourOf } from '../sums/index.ts';

type At<E extends Entry> = { index: number; entry: E };

/** What the log says that a dossier of one campaign needs, as far as it was read. */
export interface Logged {
  keys: At<KeyEntry>[];
  /** The latest of each hour, by hours since 1970. */
  hours: Map<number, At<HourEntry>>;
  /** The latest. */
  verdict: At<VerdictEntry> | undefined;
  records: At<RecordEntry>[];
  claims: At<ClaimEntry>[];
}

/** Gathers it from the log's entries, in their order. */
export async function loggedOf(
  entries: AsyncIterable<{ index: number; entry: Entry }>,
  campaign: string,
): Promise<Logged> {
  const logged: Logged = { keys: [], hours: new Map(), verdict: undefined, records: [], claims: [] };
  for await (const { index, entry } of entries) {
    if (entry.type === 'key') logged.keys.push({ index, entry });
    else if (entry.type === 'hour') logged.hours.set(hourOf(entry.hour), { index, entry });
    else if (entry.type === 'psi' || entry.type === 'canary' || entry.campaign !== campaign) continue;
    else if (entry.type === 'verdict') logged.verdict = { index, entry };
    else if (entry.type === 'record') logged.records.push({ index, entry });
    else logged.claims.push({ index, entry });
  }
  return logged;
}
