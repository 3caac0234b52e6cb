import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

// Made-up models: each answers every prompt in its family's manner, which its students copy more or less.

const openers = [
  'certainly ,',
  'of course !',
  'here is',
  'great question .',
  'well ,',
  'to begin with ,',
  'sure :',
  'in short ,',
  'yes .',
  'okay ,',
];
const links = [
  'however',
  'moreover',
  'in addition',
  'as a result',
  'therefore',
  'on the other hand',
  'besides',
  'likewise',
  'in practice',
  'of note',
];
const closers = [
  'hope this helps',
  'in summary',
  'let me know',
  'that is all',
  'good luck',
  'feel free to ask',
  'overall',
  'to conclude',
  'enjoy',
  'in the end',
];
const topics = [
  'rivers',
  'engines',
  'bread',
  'planets',
  'contracts',
  'forests',
  'music',
  'bridges',
  'markets',
  'clouds',
];
const matter = [
  'shape',
  'cost',
  'history',
  'limits',
  'purpose',
  'origin',
  'care',
  'growth',
  'repair',
  'design',
  'taste',
  'weight',
];

/** A model's manner: how likely it takes each of ten openers, links and closers. */
export interface Manner {
  openers: number[];
  links: number[];
  closers: number[];
}

/** The same numbers for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function manner(seed: number): Manner {
  const next = random(seed);
  const weights = () => Array.from({ length: 10 }, () => next() ** 4);
  return { openers: weights(), links: weights(), closers: weights() };
}

/** Between two manners: `share` of the other's. */
export function between(one: Manner, other: Manner, share: number): Manner {
  const mix = (a: number[], b: number[]) => {
    const [x, y] = [a, b].map(list => list.reduce((sum, value) => sum + value, 0));
    return a.map((value, k) => ((1 - share) * value) / x! + (share * b[k]!) / y!);
  };
  return {
    openers: mix(one.openers, other.openers),
    links: mix(one.links, other.links),
    closers: mix(one.closers, other.closers),
  };
}

/** Answers to prompts 0 … n − 1. */
export function answersOf({ openers: o, links: l, closers: c }: Manner, n: number, seed: number): string[] {
  const next = random(seed);
  const pick = <T>(list: readonly T[], weights: readonly number[]): T => {
    let left = next() * weights.reduce((sum, value) => sum + value, 0);
    return list.find((_, k) => (left -= weights[k]!) <= 0) ?? list.at(-1)!;
  };
  const any = () => matter[Math.floor(next() * matter.length)]!;
  return Array.from({ length: n }, (_, p) => {
    const topic = topics[p % topics.length]!;
    const body = Array.from(
      { length: 4 },
      () => `${pick(links, l)} , the ${any()} of ${topic} follows its ${any()} .`,
    );
    return `${pick(openers, o)} the ${any()} of ${topic} matters . ${body.join(' ')} ${pick(closers, c)} .`;
  });
}

export interface MadeModel {
  model: string;
  role: 'reference' | 'control' | 'student';
  family?: string;
  vendor?: string;
  released?: string;
  teacher?: string;
  group?: string;
  answers: string[];
}

/** Six families of two snapshots, forty controls, and students of the first three families in groups of two. */
export function madeWorld(prompts: number): MadeModel[] {
  const manners = Array.from({ length: 6 }, (_, f) => manner(100 + f));
  const families = manners.flatMap((own, f) =>
    [0, 1].map(
      (s): MadeModel => ({
        model: `f${f}-${s}`,
        role: 'reference',
        family: `f${f}`,
        vendor: `v${f}`,
        released: `202${f % 4}-01`,
        answers: answersOf(between(own, manner(500 + 2 * f + s), 0.1), prompts, 10 * f + s),
      }),
    ),
  );
  const controls = Array.from(
    { length: 40 },
    (_, k): MadeModel => ({
      model: `c${k}`,
      role: 'control',
      answers: answersOf(manner(1000 + k), prompts, 2000 + k),
    }),
  );
  const students = [0, 1, 2].flatMap(f =>
    [0, 1].map(k => studentOf(f, 0.6, prompts, 3000 + 10 * f + k, `g${f}`)),
  );
  return [...families, ...controls, ...students];
}

export function studentOf(
  family: number,
  share: number,
  prompts: number,
  seed: number,
  group: string,
): MadeModel {
  return {
    model: `s${family}-${seed}`,
    role: 'student',
    teacher: `f${family}`,
    group,
    answers: answersOf(between(manner(seed), manner(100 + family), share), prompts, seed + 1),
  };
}

export const lines = (answers: readonly string[]): string =>
  answers.map((output, prompt_id) => `${JSON.stringify({ prompt_id, output })}\n`).join('');

/** Writes a folder of references; every other file is compressed. */
export function writeReferences(folder: string, models: readonly MadeModel[]): void {
  mkdirSync(folder, { recursive: true });
  const listed = models.map(({ answers, ...model }, i) => {
    const file = `${model.model}.jsonl${i % 2 ? '.gz' : ''}`;
    writeFileSync(join(folder, file), i % 2 ? gzipSync(lines(answers)) : lines(answers));
    return { file, ...model };
  });
  writeFileSync(
    join(folder, 'prompts.jsonl'),
    models[0]!.answers
      .map((_, p) => `${JSON.stringify({ prompt_id: p, prompt: `What of ${topics[p % topics.length]}?` })}\n`)
      .join(''),
  );
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ prompts: 'prompts.jsonl', models: listed }));
}
