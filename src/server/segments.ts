import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

// The files of the journal: NNNNNNNN.open while it is written to, NNNNNNNN.jsonl once it is closed and may be drained.

export const journalFolder = (data: string): string => join(data, 'journal');

const name = (number: number, end: 'open' | 'jsonl') => `${String(number).padStart(8, '0')}.${end}`;
export const openSegment = (folder: string, number: number): string => join(folder, name(number, 'open'));

/** Segments that are whole, the oldest first. */
export function closedSegments(folder: string): string[] {
  return readdirSync(folder)
    .filter(file => /^\d{8,}\.jsonl$/.test(file))
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
    .map(file => join(folder, file));
}

/** Hands a segment over to be drained. */
export function closeSegment(folder: string, number: number): void {
  renameSync(openSegment(folder, number), join(folder, name(number, 'jsonl')));
}

/**
 * Closes what a killed process left open, without the half of a line that it may end with: nobody was told that one was
 * taken. Gives the number for the next segment.
 */
export function recoverSegments(folder: string): number {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let last = 0;
  for (const file of readdirSync(folder)) {
    const [, digits, end] = /^(\d{8,})\.(open|jsonl)$/.exec(file) ?? [];
    if (!digits) continue;
    const number = Number(digits);
    last = Math.max(last, number);
    if (end !== 'open') continue;
    const path = openSegment(folder, number);
    const bytes = readFileSync(path);
    const whole = bytes.lastIndexOf(10) + 1;
    if (whole === 0) rmSync(path);
    else {
      if (whole < bytes.length) truncateSync(path, whole);
      closeSegment(folder, number);
    }
  }
  return last + 1;
}
