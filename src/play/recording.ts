import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StillwatchError } from '../errors.ts';
import { knownHolder } from '../store/index.ts';
import type { LineOf, PlayLine } from './lines.ts';
import { isPlayId } from './settings.ts';

/** Where plays lie in a data folder, each in a folder of its id. */
export const playsFolder = (data: string): string => join(data, 'plays');

const fileIn = (folder: string) => join(folder, 'play.jsonl');

/** A recording that is begun anew; lines go to the disk one by one, whole. */
export function record(folder: string): { add(line: PlayLine): void; close(): void } {
  const file = openSync(fileIn(folder), 'w', 0o600);
  return {
    add: line => void writeSync(file, `${JSON.stringify(line)}\n`),
    close: () => closeSync(file),
  };
}

/** All lines so far: up to one that was cut off, or that a disk has spoiled. */
export function linesOf(folder: string): PlayLine[] {
  const lines: PlayLine[] = [];
  try {
    const text = readFileSync(fileIn(folder), 'utf8');
    for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n'))
      if (line) lines.push(JSON.parse(line) as PlayLine);
  } catch {
    // Nothing is there, or no more of it can be read.
  }
  return lines;
}

/** `stopped`: it was broken off. */
export type PlayState = 'running' | 'finished' | 'failed' | 'stopped';

/** A play as it stands in a list. */
export interface PlaySummary {
  id: string;
  state: PlayState;
  begun: string;
  settings: LineOf<'begun'>['settings'];
  lines: number;
  steps: { done: number; of: number | null };
  /** Of the last step, and of the end. */
  truth: LineOf<'step'>['truth'] | null;
  score: LineOf<'end'>['score'] | null;
  failure: { code: string; message: string; mend: string } | null;
}

/** What is there; throws PLAY_UNKNOWN where nothing is. */
export function summaryOf(folder: string, lines = linesOf(folder)): PlaySummary {
  const [first] = lines;
  if (first?.kind !== 'begun') throw unknown(folder.split(/[\\/]/).at(-1)!);
  const last = lines.at(-1)!;
  const steps = lines.filter(line => line.kind === 'step');
  const step = steps.at(-1);
  const { code, message, mend } = last.kind === 'failed' ? last : ({} as LineOf<'failed'>);
  return {
    id: first.id,
    state:
      last.kind === 'end'
        ? 'finished'
        : last.kind === 'failed'
          ? 'failed'
          : knownHolder(folder)
            ? 'running'
            : 'stopped',
    begun: first.at,
    settings: first.settings,
    lines: lines.length,
    steps: { done: steps.length, of: step?.steps ?? null },
    truth: step?.truth ?? null,
    score: last.kind === 'end' ? last.score : null,
    failure: code ? { code, message, mend } : null,
  };
}

/** Every play of a data folder, the newest first. `ended` keeps what will not change, so that it is read once. */
export function listPlays(data: string, ended = new Map<string, PlaySummary>()): PlaySummary[] {
  const folder = playsFolder(data);
  if (!existsSync(folder)) return [];
  const plays = readdirSync(folder)
    .filter(isPlayId)
    .flatMap(id => {
      const known = ended.get(id);
      if (known) return known;
      const lines = linesOf(join(folder, id));
      if (lines.length === 0) return [];
      const summary = summaryOf(join(folder, id), lines);
      if (lines.at(-1)!.kind === 'end') ended.set(id, summary);
      return summary;
    });
  return plays.sort((a, b) => (a.begun < b.begun ? 1 : -1));
}

export const unknown = (id: string) =>
  new StillwatchError(
    'PLAY_UNKNOWN',
    `there is no play ${id}`,
    'GET /v1/range/plays lists what there is; stillwatch range play makes one.',
  );
