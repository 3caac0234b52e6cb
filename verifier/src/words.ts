import type { Claims } from './claims.ts';
import type { Dated, Stamped } from './dates.ts';
import { DRAWS, type DrawnLeaf } from './draws.ts';
import type { Entries } from './entries.ts';
import type { Dossier } from './formats.ts';
import type { ClaimedHour } from './hours.ts';
import type { VerifierKey } from './keys.ts';
import { type Checkpoint, linesBy } from './note.ts';
import { refuse } from './refusal.ts';
import type { Report } from './report.ts';
import { measures } from './sums.ts';

// What was checked, in words. A sentence under `proved` says no more than follows from the checks, and no less under `asserted`.

export interface Checked {
  dossier: Dossier;
  files: number;
  checkpoint: Checkpoint;
  keys: readonly VerifierKey[];
  entries: Entries;
  hours: readonly ClaimedHour[];
  claims: Claims;
  leaves: readonly DrawnLeaf[];
  /** How many accounts the drawn leaves open to. */
  drawnAccounts: number;
}

const n = (value: number): string => value.toLocaleString('en-US');
const count = (value: number, one: string, many = `${one}s`): string =>
  `${n(value)} ${value === 1 ? one : many}`;
/** Small ones as one in so many, on the side of the larger chance. */
const chance = (share: number): string =>
  share > 0 && share < 0.001 ? `1 in ${n(Math.floor(1 / share))}` : `${share}`;
const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
export const moment = (time: Date | string): string =>
  `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** The share of a claim that is bad and gets past the draws with a probability of 1% at most, where a maker tries so often. */
const hidden = (tries: number): number => 1 - (0.01 / tries) ** (1 / DRAWS);

export function proved(report: Report, checked: Checked): void {
  const { dossier, files, checkpoint, keys, entries, hours, claims, leaves, drawnAccounts } = checked;
  const { verdict, claim } = entries;
  const { exchanges, input_tokens, output_tokens } = claim.entry.hours;
  const { index } = verdict;

  report.proved(
    'File',
    `The file is whole: each of the ${n(files)} files in it is the one that the holder of the key ${keys.at(-1)!.text} signed.`,
  );
  report.proved(
    'Log',
    `The same key signed a checkpoint of the log ${checkpoint.origin} with ${count(checkpoint.size, 'entry', 'entries')}. In the log stand the claim (number ${n(claim.index)}), the verdict that it is of (${n(index)}), ${count(entries.records.length, 'record')} of the campaign, and the commitments of ${count(entries.hours.length, 'hour')}. None of them can be changed any more without showing two histories of the log.`,
  );
  if (keys.length > 1)
    report.proved(
      'Keys',
      `The log's key changed ${keys.length === 2 ? 'once' : `${n(keys.length - 1)} times`}; each time the old key signed the entry of the new one.`,
    );
  report.proved(
    'Totals',
    `The claim adds up: ${count(exchanges, 'exchange')}, ${n(input_tokens)} input and ${n(output_tokens)} output tokens, over ${count(hours.length, 'hour')} from ${moment(hours[0]!.hour)} on.${dossier.level === 'public' ? '' : ' The accounts that are claimed have these same sums.'} ${comparedWithVerdict(checked)}`,
  );
  report.proved('Spot check', drawn(leaves, checked));
  const shown = `the commitments of the hours that were drawn (${count(entries.hours.length, 'entry', 'entries')}, from number ${n(entries.hours[0]!.index)} to ${n(entries.hours.at(-1)!.index)})`;
  if (claims.before)
    report.proved(
      'Order',
      `In the log ${shown} stand before the verdict (number ${n(index)}). So the maker was bound to them when the verdict was logged, if somebody else knew the log by then.`,
    );
  else
    report.proved(
      'Order',
      `Of ${shown} some stand only after the verdict (number ${n(index)}): to these the maker was not yet bound when it was logged.`,
    );
  if (dossier.level !== 'public')
    report.proved(
      'Accounts',
      `accounts.json has ${count(claim.entry.accounts.leaves, 'row')}, no pseudonym twice, which add up to the claim. The drawn leaves are of ${count(drawnAccounts, 'account')}.`,
    );
  if (dossier.level === 'regulator')
    report.proved(
      'Names',
      'Each pseudonym in accounts.json belongs to the account named beside it, and every drawn leaf is of one of these, within what its row says.',
    );
}

/** A claim may count more than its verdict, where something came late. Where it is much more, a reader should ask why. */
function comparedWithVerdict({ entries }: Checked): string {
  const { hours } = entries.claim.entry;
  const { exchanges, input_tokens, output_tokens } = entries.verdict.entry;
  return measures.every(measure => entries.verdict.entry[measure] === hours[measure])
    ? 'The verdict counts the same.'
    : `The verdict counts ${count(exchanges, 'exchange')}, ${n(input_tokens)} input and ${n(output_tokens)} output tokens.`;
}

/** What the draws show: of a small claim everything, else what they bound. */
function drawn(leaves: readonly DrawnLeaf[], { entries }: Checked): string {
  const { hours } = entries.claim.entry;
  const found = `each stands in the commitment of its hour, is claimed once, and no more is claimed of it than it holds`;
  const all = measures.every(
    measure => leaves.reduce((sum, { claimed }) => sum + claimed[measure], 0) === hours[measure],
  );
  if (all)
    return `All ${count(leaves.length, 'leaf', 'leaves')} that the claim is made of are shown: ${found}.`;
  return `The log's root, which follows from the claim, drew ${count(leaves.length, 'leaf', 'leaves')} of the claim, and ${found}. So, of a maker who made one claim: if ${percent(Math.ceil(hidden(1) * 1000) / 1000)} or more of the exchanges, of the input tokens or of the output tokens were not so, it would have been seen with a probability above 99%. A maker who makes claims in secret until the draws suit can get more past: with a million tries up to ${percent(hidden(1e6))}, with a million million up to ${percent(hidden(1e12))}.`;
}

export function asserted(
  report: Report,
  { dossier, entries, claims }: Checked,
  dates: readonly Dated[],
): void {
  const { verdict, claim, records } = entries;
  const { error_bound, by } = verdict.entry;
  const accounts = claim.entry.accounts.leaves;
  report.asserted(
    'Counting',
    'That what the hours count took place, and was counted once: the maker counted.',
  );
  report.asserted(
    'Verdict',
    `That it is one campaign, and "${verdict.entry.verdict}", with a probability of a false alarm of at most ${chance(error_bound)}: so found version ${by.version} of the maker's program. Whoever is given its code and data can repeat it.`,
  );
  report.asserted(
    'Accounts',
    dossier.level === 'regulator'
      ? `That these are ${count(accounts, 'account')} of one operator, and the part that each has in it.`
      : `That what is claimed was sent by ${count(accounts, 'account')}, so many different ones, and by nobody else: ${dossier.level === 'public' ? 'whose the drawn leaves are is not shown at this level' : 'which rows the drawn leaves belong to is not shown at this level'}. That the accounts are of one operator, and the part that each has in it${dossier.level === 'partner' ? '; that the ids in accounts.json are theirs' : ''}.`,
  );
  if (dates.length === 0)
    report.asserted(
      'Dates',
      `All dates: that the verdict is of ${moment(verdict.entry.at)} and the claim of ${moment(claim.entry.at)} is by the maker's clock. The log shows an order. That it was not all written in one day, nobody outside has signed, or you have not said whom you trust.`,
    );
  else report.asserted('Dates', "All other dates: they are by the maker's clock. The log shows an order.");
  report.asserted(
    'Completeness',
    'That nothing was left out: that no newer verdict, no other record of the campaign and no later commitment of an hour stands in the log. Whoever reads the whole log can see that.',
  );
  if (records.length > 0)
    report.asserted(
      'Actions',
      `That what the records say was done: ${records
        .map(
          ({ entry }) =>
            `${entry.kind} (${moment(entry.at)}${entry.accounts === null ? '' : `, ${count(entry.accounts, 'account')}`})`,
        )
        .slice(0, 20)
        .join('; ')}${records.length > 20 ? ` and ${n(records.length - 20)} more` : ''}.`,
    );
  if (claims.excerpts > 0)
    report.asserted(
      'Excerpts',
      `That what is in excerpts.json (${count(claims.excerpts, 'text')}) was sent.`,
    );
  report.asserted(
    'Letter',
    'The letter (dossier.html, dossier.pdf, README.txt): nothing here reads it. Compare its figures with these.',
  );
  for (const { claim: name, says } of claims.asserted)
    report.asserted(`${name[0]!.toUpperCase()}${name.slice(1)}`, `The maker says: “${says}”`);
}

export function ofTheKey(report: Report, keys: readonly VerifierKey[], given: string | undefined): void {
  const last = keys.at(-1)!;
  if (!given) {
    report.unchecked(
      'Key',
      `Whose key it is: it came with the file. Ask the maker on another way whether it is ${last.text}, and give it (--key).`,
    );
    return;
  }
  const changes = keys.length - 1 - keys.findIndex(key => key.text === given);
  if (changes >= keys.length)
    refuse('KEY_OTHER', `You gave the key ${given}, and the dossier is signed by ${last.text}.`);
  report.keyKnown = true;
  report.proved(
    'Key',
    changes === 0
      ? 'The key is the one that you gave.'
      : `The key follows from the one that you gave by ${count(changes, 'change')}, each signed by the key before it.`,
  );
}

/** What the dates that somebody else gave show: when the hours and the claim stood in the log at the latest. */
export function ofDates(report: Report, dates: readonly Dated[], { entries, checkpoint }: Checked): void {
  const first = (size: number): Dated | undefined =>
    dates.filter(date => date.size >= size).sort((a, b) => a.at.getTime() - b.at.getTime())[0];
  const whole = first(checkpoint.size);
  if (whole)
    report.proved(
      'Dates',
      `The claim stood in the log at ${moment(whole.at)} at the latest: so says ${whole.by}.`,
    );
  const hours = first(entries.hours.at(-1)!.index + 1);
  if (hours && hours.size <= entries.verdict.index)
    report.proved(
      'Dates',
      `The commitments of the hours that were drawn stood in the log at ${moment(hours.at)} at the latest, and the verdict not yet in the log that ${hours.by} signed.`,
    );
}

export function ofAWitness(report: Report, { name }: VerifierKey, dates: readonly Dated[]): void {
  const [first, last] = [dates[0]!, dates.at(-1)!];
  report.proved(
    'Witness',
    `The witness ${name} signed this checkpoint at ${moment(last.at)}${dates.length > 1 ? `, and ${count(dates.length - 1, 'earlier one')} from ${moment(first.at)} on` : ''}. A witness signs only what continues the log that it saw before.`,
  );
}

/** What could have been checked too. */
export function unchecked(
  report: Report,
  { checkpoint, keys }: Checked,
  witnesses: readonly VerifierKey[],
  stamped: readonly Stamped[],
  given: { since: boolean; tsa: boolean },
): void {
  const known = new Set([keys.at(-1)!, ...witnesses].flatMap(key => linesBy(checkpoint, key)));
  const others = checkpoint.signatures.filter(line => !known.has(line));
  if (others.length > 0)
    report.unchecked(
      'Witnesses',
      `${count(others.length, 'further signature')} of the checkpoint, by ${others
        .map(({ name }) => name)
        .slice(0, 5)
        .join(', ')}: give a witness's key (--witness).`,
    );
  else if (witnesses.length === 0)
    report.unchecked(
      'Witnesses',
      'No witness signed the checkpoint: only who kept an earlier one can see whether the log was rewritten.',
    );
  if (!given.since)
    report.unchecked(
      'History',
      'Whether the log is the one that was published before: give a checkpoint that you kept (--since).',
    );
  const stamps = stamped.filter(({ size }) => size === checkpoint.size);
  if (!given.tsa)
    for (const { timestamp } of stamps)
      report.unchecked(
        'Timestamp',
        `A timestamp of the checkpoint says ${moment(timestamp.at)}. Whether an authority that you trust gave it: give its certificate (--tsa).`,
      );
}

export function ofAKept(report: Report, kept: number, size: number): void {
  report.proved(
    'History',
    kept === size
      ? 'The checkpoint is the one that you kept.'
      : kept < size
        ? `The log still begins with the ${count(kept, 'entry', 'entries')} of the checkpoint that you kept: none of them was changed or taken out.`
        : `The checkpoint that you kept, of ${count(kept, 'entry', 'entries')}, continues this log: none of its entries was changed or taken out.`,
  );
}
