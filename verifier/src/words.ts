import type { Claims } from './claims.ts';
import type { DrawnLeaf } from './draws.ts';
import type { Entries } from './entries.ts';
import type { Dossier } from './formats.ts';
import type { ClaimedHour } from './hours.ts';
import type { VerifierKey } from './keys.ts';
import type { Checkpoint } from './note.ts';
import { refuse } from './refusal.ts';
import type { Report } from './report.ts';

interface Checked {
  dossier: Dossier;
  checkpoint: Checkpoint;
  earlier: readonly Checkpoint[];
  entries: Entries;
  hours: readonly ClaimedHour[];
  claims: Claims;
  leaves: readonly DrawnLeaf[];
  drawnAccounts: ReadonlySet<string>;
}

const n = (value: number): string => value.toLocaleString('en-US');

export function ofTheDossier(report: Report, { checkpoint, entries }: Checked): void {
  const { exchanges } = entries.claim.entry.hours;
  report.proved(`${n(exchanges)} exchanges at ${checkpoint.size}`);
}

export function ofTheKey(report: Report, keys: readonly VerifierKey[], given: string | undefined): void {
  const last = keys.at(-1)!;
  if (!given) {
    report.unchecked(`The key came with the file (${last.text}).`);
    return;
  }
  if (!keys.some(key => key.text === given))
    refuse('KEY_OTHER', `You gave ${given}; the dossier is signed by ${last.text}.`);
  report.proved(`Signed by the key that you gave.`);
}

export function ofAWitness(report: Report, witness: VerifierKey, size: number, at: Date | null): void {
  if (!at) refuse('WITNESS_MISSING', `The witness ${witness.name} has not signed the checkpoint.`);
  report.proved(`${witness.name} saw the log of ${size} entries at ${at.toISOString()}`);
}

export function ofAKept(report: Report, kept: number, size: number): void {
  report.proved(`The log of ${size} continues the one of ${kept}`);
}
