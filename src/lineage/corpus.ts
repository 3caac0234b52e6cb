import { join } from 'node:path';
import { StillwatchError } from '../errors.ts';
import { type Answers, readAnswers, readPrompts } from './answers.ts';
import { type Listed, readManifest } from './manifest.ts';
import { Words } from './words.ts';

/** A model with its answers to the corpus' prompts: `answers[p]` are the samples for prompt p, none where it has none. */
export interface Member extends Omit<Listed, 'file' | 'role'> {
  /** A suspect teaches nothing: it is no candidate, no null, and not of the base. */
  role: Listed['role'] | 'suspect';
  answers: Uint32Array[][];
}

export interface Corpus {
  words: Words;
  /** The ids of the prompts that are compared, and their tokens. */
  prompts: string[];
  promptTokens: Uint32Array[];
  /** The prompts' own text, where the references have it; of others than `prompts` too. */
  texts: ReadonlyMap<string, string>;
  members: Member[];
  /** What was left out and why, for the reader. */
  notes: string[];
}

export interface Suspect {
  answers: Answers;
  words: Words;
}

/** A member must have answered this share of the prompts: an average over other prompts is of other things. */
const ENOUGH = 0.5;

export async function readSuspect(path: string): Promise<Suspect> {
  const words = new Words();
  return { answers: await readAnswers(path, words), words };
}

/** Reads a folder of references, as far as `only` has the prompts. */
export async function readReferences(
  folder: string,
  words: Words,
  only?: ReadonlySet<string>,
  onRead?: (model: string, done: number, of: number) => void,
): Promise<Corpus> {
  const manifest = await readManifest(folder);
  const texts = manifest.prompts
    ? await readPrompts(join(folder, manifest.prompts))
    : new Map<string, string>();
  const read: { listed: Listed; answers: Answers }[] = [];
  for (const listed of manifest.models) {
    onRead?.(listed.model, read.length, manifest.models.length);
    read.push({ listed, answers: await readAnswers(join(folder, listed.file), words, only) });
  }
  const asked = new Map<string, number>();
  for (const { answers } of read)
    for (const id of answers.byPrompt.keys()) asked.set(id, (asked.get(id) ?? 0) + 1);
  // What few have answered compares nobody.
  const prompts = [...asked].filter(([, n]) => n >= ENOUGH * read.length).map(([id]) => id);
  if (prompts.length === 0)
    throw new StillwatchError(
      'LINEAGE_PROMPTS',
      'the suspect and the references have no prompt in common',
      'Ask the suspect the prompts of the references (the file that their manifest names), and keep their prompt_id.',
    );
  const families = new Set(manifest.models.map(({ family }) => family));
  const strangers = manifest.models.filter(
    ({ role, teachers }) => role === 'student' && !teachers.some(name => families.has(name)),
  );
  const notes = strangers.length
    ? [`students of no family of the references: ${strangers.map(({ model }) => model).join(', ')}`]
    : [];
  const members: Member[] = [];
  for (const { listed, answers } of read) {
    const mine = prompts.map(id => answers.byPrompt.get(id) ?? []);
    const answered = mine.filter(samples => samples.length > 0).length;
    const { file: _, ...rest } = listed;
    if (answered >= ENOUGH * prompts.length) members.push({ ...rest, answers: mine });
    else notes.push(`${listed.model} answered only ${answered} of ${prompts.length} prompts and is left out`);
    if (answers.broken)
      notes.push(`${listed.model}: lines of its file that are no answers: ${answers.broken}`);
  }
  return {
    words,
    prompts,
    promptTokens: prompts.map(id => words.of(texts.get(id) ?? '')),
    texts,
    members,
    notes,
  };
}
