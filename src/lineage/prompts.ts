import { StillwatchError } from '../errors.ts';
import { baseWeights } from './base.ts';
import type { Corpus } from './corpus.ts';
import { familiesOf } from './metric.ts';
import { alignedGram } from './views/aligned.ts';

/** A prompt that was chosen, and how well all up to it tell the families apart: bits a snapshot, of log2 F. */
export interface Chosen {
  prompt_id: string;
  bits: number;
}

/** How sharply likeness is read as probability; which, says the references' own likelihood. */
const SHARPNESS = [2, 5, 10, 20, 40];

/**
 * Chooses `n` prompts that tell the families apart, from the references alone. Each snapshot is held against the families without itself by
 * its answers to a prompt (aligned.ts); the softmax of that is what the prompt says of who it is. Prompts are taken one after the other,
 * each time the one after which the snapshots' true families are likeliest in all (information gain, greedy): one that repeats what the
 * others say adds little, so that they are diverse. Throws LINEAGE_PROMPTS where no family has a second snapshot to hold one against.
 */
export function choosePrompts(corpus: Corpus, n: number, refused: ReadonlySet<string>): Chosen[] {
  const members = corpus.members.filter(({ role }) => role === 'reference');
  const families = [...familiesOf(members).values()];
  const cases = families.flatMap((snapshots, f) =>
    snapshots.length > 1 ? snapshots.map(i => ({ i, f })) : [],
  );
  if (cases.length === 0)
    throw new StillwatchError(
      'LINEAGE_PROMPTS',
      'no family of the references has two snapshots, so that nothing shows which prompts tell families apart',
      'Add a second model to some families; or ask all the prompts.',
    );
  const likeness = corpus.prompts.map((id, p) =>
    refused.has(id) ? null : likenessOf(corpus, members, p, cases, families),
  );
  const usable = likeness.flatMap((values, p) => (values ? [p] : []));
  const width = families.length;
  const total = (sums: Float64Array, add: Float64Array | null, sharpness: number) =>
    cases.reduce((sum, { f }, c) => sum + logShare(sums, add, c * width, width, f, sharpness), 0);
  const nothing = new Float64Array(cases.length * width);
  const sharpness = SHARPNESS.map(value => ({
    value,
    sum: usable.reduce((sum, p) => sum + total(nothing, likeness[p]!, value), 0),
  })).reduce((a, b) => (b.sum > a.sum ? b : a)).value;
  const sums = new Float64Array(nothing.length);
  const chosen: Chosen[] = [];
  const left = new Set(usable);
  while (chosen.length < n && left.size > 0) {
    let best = { p: -1, sum: Number.NEGATIVE_INFINITY };
    for (const p of left) {
      const sum = total(sums, likeness[p]!, sharpness);
      if (sum > best.sum) best = { p, sum };
    }
    left.delete(best.p);
    likeness[best.p]!.forEach((value, k) => {
      sums[k]! += value;
    });
    const bits = Math.log2(width) + best.sum / cases.length / Math.LN2;
    chosen.push({ prompt_id: corpus.prompts[best.p]!, bits: Math.round(bits * 1000) / 1000 });
  }
  return chosen;
}

/** cases × families: the mean likeness of a snapshot's answer to the answers of a family's others. */
function likenessOf(
  { prompts, promptTokens }: Corpus,
  members: Corpus['members'],
  p: number,
  cases: readonly { i: number }[],
  families: readonly number[][],
): Float64Array {
  const one = members.map(member => ({ ...member, answers: [member.answers[p]!] }));
  const gram = alignedGram(
    { members: one, prompts: [prompts[p]!], promptTokens: [promptTokens[p]!] },
    baseWeights(members),
  );
  return Float64Array.from({ length: cases.length * families.length }, (_, k) => {
    const { i } = cases[Math.floor(k / families.length)]!;
    const others = families[k % families.length]!.filter(j => j !== i);
    return others.reduce((sum, j) => sum + gram[i * members.length + j]!, 0) / Math.max(1, others.length);
  });
}

/** The logarithm of the true family's share, of the softmax of a row. */
function logShare(
  sums: Float64Array,
  add: Float64Array | null,
  from: number,
  width: number,
  truth: number,
  sharpness: number,
): number {
  let all = 0;
  const own = sharpness * (sums[from + truth]! + (add?.[from + truth] ?? 0));
  for (let k = 0; k < width; k++)
    all += Math.exp(sharpness * (sums[from + k]! + (add?.[from + k] ?? 0)) - own);
  return -Math.log(all);
}

const makers =
  /\b(open ?ai|chat ?gpt|gpt|anthropic|claude|google|gemini|bard|meta ai|llama|mistral|mixtral|qwen|alibaba|deepseek|cohere|kimi|minimax|xai|grok|copilot|microsoft|as an ai|language model)\d*\b/i;

/** Whether a prompt names who makes models: the answer would be of that, and a claim of identity proves nothing. */
export function namesMaker(prompt: string, names: readonly string[]): boolean {
  const words = ` ${plain(prompt)} `;
  return makers.test(prompt) || names.some(name => name.length > 2 && words.includes(` ${plain(name)} `));
}

/** Whole words alone: "meta" isn't in "metaphor". */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
