import { type Dossier, type Entry, type EntryType, entries as shapes } from './formats.ts';
import { refuse } from './refusal.ts';
import { read } from './shape.ts';

export interface Placed<T extends EntryType> {
  index: number;
  entry: Entry<T>;
}

/** What of the log is shown, by type. */
export interface Entries {
  keys: Placed<'key'>[];
  hours: Placed<'hour'>[];
  records: Placed<'record'>[];
  verdict: Placed<'verdict'>;
  claim: Placed<'claim'>;
}

/** Refuses unless there are, once each and by ascending index, key entries, hours, records, and one verdict and one claim of the campaign. */
export function sortEntries({ entries, campaign }: Dossier, size: number): Entries {
  const found: { [T in EntryType]: Placed<T>[] } = { key: [], hour: [], record: [], verdict: [], claim: [] };
  for (const [i, { index, entry }] of entries.entries()) {
    if (i > 0 && index <= entries[i - 1]!.index)
      refuse('ENTRIES_WRONG', 'The entries are not in order, or one is there twice.');
    const type = (entry as { type?: unknown } | null)?.type;
    if (typeof type !== 'string' || !Object.hasOwn(shapes, type))
      refuse('SHAPE_WRONG', `entries[${i}].entry is of no known type.`);
    const checked = read<Entry<EntryType>>(shapes[type as EntryType], entry, `entries[${i}].entry`);
    (found[type as EntryType] as Placed<EntryType>[]).push({ index, entry: checked });
  }
  const [verdict, claim] = [found.verdict[0], found.claim[0]];
  if (!verdict || !claim || found.verdict.length > 1 || found.claim.length > 1)
    refuse('ENTRIES_WRONG', 'There is not one verdict and one claim.');
  if (claim.index !== size - 1)
    refuse('ENTRIES_WRONG', 'The claim is not the last entry of the log at the checkpoint.');
  if (claim.entry.verdict !== verdict.index)
    refuse('ENTRIES_WRONG', 'The claim is of another verdict than the one that is shown.');
  for (const { index, entry } of [verdict, claim, ...found.record])
    if (entry.campaign !== campaign)
      refuse('ENTRIES_WRONG', `The entry number ${index} is of another campaign.`);
  return { keys: found.key, hours: found.hour, records: found.record, verdict, claim };
}
