import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { StillwatchError } from '../errors.ts';
import type { Words } from './words.ts';

/** A model's answers: of each prompt the samples, each as its tokens. Empty ones are not kept. */
export interface Answers {
  byPrompt: Map<string, Uint32Array[]>;
  /** Answers without a token. */
  empty: number;
  /** Lines that are no answer. */
  broken: number;
}

/** Reads `{"prompt_id","output"}` a line, `.gz` too. Throws LINEAGE_ANSWERS when there is none, or the file can't be read. */
export async function readAnswers(path: string, words: Words, only?: ReadonlySet<string>): Promise<Answers> {
  const answers: Answers = { byPrompt: new Map(), empty: 0, broken: 0 };
  await eachLine(path, ({ prompt_id: prompt, output }) => {
    if (!isId(prompt) || typeof output !== 'string') return void answers.broken++;
    const id = String(prompt);
    if (only && !only.has(id)) return;
    const tokens = words.of(output);
    if (tokens.length === 0) return void answers.empty++;
    const samples = answers.byPrompt.get(id);
    if (samples) samples.push(tokens);
    else answers.byPrompt.set(id, [tokens]);
  }).then(broken => {
    answers.broken += broken;
  });
  if (answers.byPrompt.size === 0 && !only)
    throw unread(path, answers.empty ? 'all answers in it are empty' : 'there is no answer in it');
  return answers;
}

/** The answers' texts as they are, each once. Throws LINEAGE_ANSWERS where there is none. */
export async function readTexts(path: string): Promise<Set<string>> {
  const texts = new Set<string>();
  await eachLine(path, ({ output }) => {
    if (typeof output === 'string' && output.trim() !== '') texts.add(output);
  });
  if (texts.size === 0) throw unread(path, 'there is no answer in it');
  return texts;
}

/** The prompts' texts, by id. */
export async function readPrompts(path: string): Promise<Map<string, string>> {
  const prompts = new Map<string, string>();
  await eachLine(path, ({ prompt_id: id, prompt }) => {
    if (isId(id) && typeof prompt === 'string') prompts.set(String(id), prompt);
  });
  return prompts;
}

const isId = (value: unknown) => typeof value === 'string' || typeof value === 'number';

/** Gives how many lines are no JSON object. */
export async function eachLine(path: string, take: (line: Record<string, unknown>) => void): Promise<number> {
  let broken = 0;
  const file = createReadStream(path);
  const source = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  // A pipe doesn't hand its source's failure on.
  file.on('error', cause => source.destroy(cause));
  try {
    for await (const line of createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() === '') continue;
      const value = object(line);
      if (value) take(value);
      else broken++;
    }
  } catch (cause) {
    throw unread(path, (cause as Error).message, cause);
  } finally {
    file.destroy();
  }
  return broken;
}

function object(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const unread = (path: string, why: string, cause?: unknown) =>
  new StillwatchError(
    'LINEAGE_ANSWERS',
    `${path} cannot be used: ${why}`,
    'Answers are JSONL, {"prompt_id":17,"output":"…"} a line, in a .jsonl or .jsonl.gz file.',
    { cause },
  );
