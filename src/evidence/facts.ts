import type { Claim, LogPart } from './claim/index.ts';
import type { LetterFacts } from './dossier/index.ts';
import { parseCheckpoint, parseNote } from './log/index.ts';
import { hourText } from './sums/index.ts';

/** What the letter says of a claim. */
export function factsOf(
  claim: Claim,
  log: LogPart,
  rest: Pick<LetterFacts, 'level' | 'partner' | 'maker' | 'version' | 'excerpts' | 'rows' | 'ledger'>,
): LetterFacts {
  const { campaign, entry, hours, logged, draws } = claim;
  const { exchanges, input_tokens, output_tokens } = entry.hours;
  const verdict = logged.verdict!;
  const entryOf = new Map(hours.map(({ hour, entry }) => [hour, entry]));
  const note = parseNote(log.checkpoint);
  const { size, root } = parseCheckpoint(note.text);
  return {
    ...rest,
    made: entry.at,
    campaign,
    totals: {
      exchanges,
      input_tokens,
      output_tokens,
      accounts: entry.accounts.leaves,
      from: hourText(hours[0]!.hour),
      to: hourText(hours.at(-1)!.hour + 1),
      hours: hours.length,
    },
    verdict: verdict.entry,
    log: {
      origin: log.origin,
      key: log.key,
      size,
      root: root.toString('base64'),
      checkpoint: log.checkpoint,
      witnesses: note.signatures.map(({ name }) => name).filter(name => name !== log.origin),
      timestamps: log.timestamps.length,
      earlier: log.earlier.length,
      verdict: verdict.index,
      claim: claim.index,
      before: draws.every(({ hour }) => entryOf.get(hour)! < verdict.index),
    },
    activity: hours.map(({ hour, tree }) => [hourText(hour), tree.exchanges] as const),
    actions: logged.records.map(({ index, entry: { kind, at, accounts, grade, until } }) => ({
      index,
      kind,
      at,
      accounts,
      grade,
      until,
    })),
  };
}
