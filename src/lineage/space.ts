import { baseWeights } from './base.ts';
import type { Corpus } from './corpus.ts';
import { alignedGram } from './views/aligned.ts';
import { type StyleView, styleViews } from './views/style.ts';

/**
 * A place among the models, by its inner products: `row[j]` with member j, `self` with itself. So a mixture of two models' answers, which
 * nobody wrote down, has a place too.
 */
export interface Point {
  row: Float64Array;
  self: number;
}

/**
 * The models as points about the base's centre. The views (openings, sentence starts, pairs of tokens, the aligned one) have one vote
 * each: their mean square over the base is 1.
 */
export interface Space {
  corpus: Corpus;
  weights: Float64Array;
  size: number;
  /** Inner products, size × size, row by row. */
  gram: Float64Array;
  styles: StyleView[];
  /** Each style view's standard scores, members × features, and what makes its mean square 1. */
  standard: { rows: Float32Array[]; scale: number }[];
  aligned: { gram: Float64Array; scale: number };
}

export function spaceOf(corpus: Corpus): Space {
  const size = corpus.members.length;
  const weights = baseWeights(corpus.members);
  const styles = styleViews(corpus, weights);
  const gram = new Float64Array(size * size);
  const standard = styles.map(view => {
    const rows = view.counts.map((counts, i) => view.scores(counts, view.totals[i]!));
    const products = new Float64Array(size * size);
    for (let i = 0; i < size; i++)
      for (let j = i; j < size; j++)
        products[i * size + j] = products[j * size + i] = dot(rows[i]!, rows[j]!);
    return { rows, scale: added(gram, products, weights) };
  });
  const alignedRaw = alignedGram(corpus, weights);
  const scale = added(gram, centred(alignedRaw, weights), weights);
  return { corpus, weights, size, gram, styles, standard, aligned: { gram: alignedRaw, scale } };
}

/** Where a model stands whose answers are those of `one`, and with chance `share` those of `other`. */
export function mixtureOf(space: Space, one: number, other: number, share: number): Point {
  const { size, styles, standard, aligned, weights } = space;
  const row = new Float64Array(size);
  let self = 0;
  styles.forEach((view, v) => {
    const { rows, scale } = standard[v]!;
    const counts = view.counts[one]!.map((c, k) => (1 - share) * c + share * view.counts[other]![k]!);
    const mine = view.scores(counts, (1 - share) * view.totals[one]! + share * view.totals[other]!);
    for (let j = 0; j < size; j++) row[j]! += scale * dot(mine, rows[j]!);
    self += scale * dot(mine, mine);
  });
  const mixed = new Float64Array(size);
  for (let j = 0; j < size; j++)
    mixed[j] = (1 - share) * aligned.gram[one * size + j]! + share * aligned.gram[other * size + j]!;
  const means = meansOf(aligned.gram, weights);
  const mean = product(mixed, weights);
  const all = product(means, weights);
  for (let j = 0; j < size; j++) row[j]! += aligned.scale * (mixed[j]! - mean - means[j]! + all);
  self += aligned.scale * (1 - 2 * mean + all);
  return { row, self };
}

/** Adds a view at mean square 1 over the base, and gives what it was multiplied by. */
function added(to: Float64Array, view: Float64Array, weights: Float64Array): number {
  const size = weights.length;
  let square = 0;
  for (let i = 0; i < size; i++) square += weights[i]! * view[i * size + i]!;
  const scale = square > 0 ? 1 / square : 0;
  for (let k = 0; k < to.length; k++) to[k]! += scale * view[k]!;
  return scale;
}

/** Inner products about the base's centre instead of about 0. */
function centred(gram: Float64Array, weights: Float64Array): Float64Array {
  const size = weights.length;
  const means = meansOf(gram, weights);
  const all = product(means, weights);
  return gram.map((value, k) => value - means[Math.floor(k / size)]! - means[k % size]! + all);
}

const meansOf = (gram: Float64Array, weights: Float64Array): Float64Array =>
  weights.map((_, i) => product(gram.subarray(i * weights.length, (i + 1) * weights.length), weights));

const product = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
};

const dot = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
};
