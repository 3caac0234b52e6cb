import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { StillwatchError } from '../../errors.ts';

/** Texts from files (`--prompts`): people's own words, and tasks sent to collect answers. Empty: the grammar alone. */
export interface PromptPool {
  human: string[][];
  tasks: string[];
}

const LONGEST = 4000;
const kinds = /\.(jsonl|txt)(\.gz)?$/;

/** Reads jsonl records {turns, kind: human|distill|judge} and plain lines (used for both), from files and folders. */
export function readPrompts(paths: string[]): PromptPool {
  const pool: PromptPool = { human: [], tasks: [] };
  for (const file of paths.flatMap(filesAt)) {
    let number = 0;
    try {
      const bytes = readFileSync(file);
      for (const line of (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split(/\r?\n/)) {
        number++;
        if (line.trim()) take(line, file.replace(/\.gz$/, '').endsWith('.txt'), pool);
      }
    } catch (error) {
      throw new StillwatchError(
        'INPUT_FORMAT',
        `${file}, line ${number}: ${(error as Error).message}`,
        'A prompt file holds one JSON object a line, with `turns` (a list of texts) and `kind`; or plain lines (.txt).',
        { cause: error },
      );
    }
  }
  return pool;
}

function take(line: string, plain: boolean, pool: PromptPool): void {
  if (plain) {
    pool.human.push([line.slice(0, LONGEST)]);
    pool.tasks.push(line.slice(0, LONGEST));
    return;
  }
  const record = JSON.parse(line) as { turns?: unknown; kind?: unknown };
  if (!Array.isArray(record.turns) || !record.turns.every(turn => typeof turn === 'string'))
    throw new Error('no `turns`, a list of texts');
  const turns = record.turns.map((turn: string) => turn.slice(0, LONGEST)).filter(turn => turn.trim());
  if (turns.length === 0) return;
  if (record.kind === 'human') pool.human.push(turns);
  else if (record.kind === 'distill' || record.kind === 'judge') pool.tasks.push(turns[0]!);
  else throw new Error('`kind` is not human, distill or judge');
}

function filesAt(path: string): string[] {
  const kind = statSync(path, { throwIfNoEntry: false });
  if (!kind)
    throw new StillwatchError(
      'INPUT_NOT_FOUND',
      `${path} does not exist`,
      'Name a file or folder of prompts.',
    );
  if (kind.isDirectory())
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter(name => kinds.test(name))
      .sort()
      .map(name => join(path, name));
  if (!kinds.test(path))
    throw new StillwatchError(
      'INPUT_KIND',
      `${path} is not a prompt file`,
      'Prompts are .jsonl or .txt, also .gz.',
    );
  return [path];
}
