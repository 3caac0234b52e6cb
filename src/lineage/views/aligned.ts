import type { Corpus, Member } from '../corpus.ts';
import { Pairs } from './pairs.ts';

/**
 * How alike two models' answers to the same prompt are, over what other models answer to it: of each answer the set of its pairs of
 * tokens that aren't in the prompt, each weighed by the root of ln((B + ½)/(d + ½)) where d of the base's B families or groups use it;
 * at length 1, less the base's mean, again at length 1; the inner product, averaged over the prompts that both answered. With several
 * samples of an answer each counts its part.
 *
 * @returns members × members, row by row.
 */
export function alignedGram(
  { members, prompts, promptTokens }: Pick<Corpus, 'members' | 'prompts' | 'promptTokens'>,
  weights: Float64Array,
): Float64Array {
  const n = members.length;
  const sum = new Float64Array(n * n);
  const shared = new Float64Array(n * n);
  const votes = weights.reduce((most, weight) => Math.max(most, weight ? 1 / weight : 0), 1);
  const sheet = new Sheet(n);
  prompts.forEach((_, p) => {
    const have = members.flatMap(({ answers }, i) => (answers[p]!.length > 0 ? [i] : []));
    const base = have.reduce((total, i) => total + weights[i]!, 0);
    // Without anybody ordinary there is no mean to stand out from.
    if (have.length < 2 || base === 0) return;
    sheet.fill(p, promptTokens[p]!, members, have);
    sheet.weigh(have, weights, base, votes);
    sheet.add(have, weights, base, sum, shared);
  });
  for (let k = 0; k < sum.length; k++) if (shared[k]) sum[k]! /= shared[k]!;
  return sum;
}

/** One prompt's answers as sparse rows over the pairs in them. */
class Sheet {
  readonly #n: number;
  readonly #pairs = new Pairs();
  #places = new Int32Array(1 << 14);
  #values = new Float64Array(1 << 14);
  #length = 0;
  /** Row i is from #from[i] to #to[i]. */
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #gram: Float64Array;

  constructor(n: number) {
    this.#n = n;
    this.#from = new Int32Array(n);
    this.#to = new Int32Array(n);
    this.#gram = new Float64Array(n * n);
  }

  fill(prompt: number, promptTokens: Uint32Array, members: readonly Member[], have: readonly number[]): void {
    const pairs = this.#pairs;
    pairs.clear();
    for (let t = 1; t < promptTokens.length; t++) pairs.place(promptTokens[t - 1]!, promptTokens[t]!);
    const said = pairs.size;
    this.#length = 0;
    // Where in the list a pair of this row stands, and which sample saw it last; both by place.
    let where = new Int32Array(1 << 14);
    let seen = new Int32Array(1 << 14);
    let sampleNumber = 0;
    for (const i of have) {
      this.#from[i] = this.#length;
      const samples = members[i]!.answers[prompt]!;
      for (const tokens of samples) {
        sampleNumber++;
        for (let t = 1; t < tokens.length; t++) {
          const place = pairs.place(tokens[t - 1]!, tokens[t]!);
          if (place < said) continue;
          if (place >= where.length) {
            where = grown(where);
            seen = grown(seen);
          }
          if (seen[place] === sampleNumber) continue;
          seen[place] = sampleNumber;
          const at = where[place]! - 1;
          if (at >= this.#from[i]! && at < this.#length && this.#places[at] === place)
            this.#values[at]! += 1 / samples.length;
          else where[place] = this.#put(place, 1 / samples.length) + 1;
        }
      }
      this.#to[i] = this.#length;
    }
  }

  #put(place: number, value: number): number {
    if (this.#length === this.#places.length) {
      this.#places = grown(this.#places);
      const values = new Float64Array(this.#values.length * 2);
      values.set(this.#values);
      this.#values = values;
    }
    this.#places[this.#length] = place;
    this.#values[this.#length] = value;
    return this.#length++;
  }

  /** From what is said to what it weighs. A pair that only one model says tells nothing of two. */
  weigh(have: readonly number[], weights: Float64Array, base: number, votes: number): void {
    const use = new Float64Array(this.#pairs.size);
    const models = new Int32Array(this.#pairs.size);
    for (const i of have)
      for (let k = this.#from[i]!; k < this.#to[i]!; k++) {
        use[this.#places[k]!]! += (weights[i]! / base) * this.#values[k]!;
        models[this.#places[k]!]!++;
      }
    for (let place = 0; place < use.length; place++)
      use[place] =
        models[place]! > 1
          ? Math.sqrt(Math.max(0, Math.log((votes + 0.5) / (votes * use[place]! + 0.5))))
          : 0;
    for (const i of have) {
      let square = 0;
      for (let k = this.#from[i]!; k < this.#to[i]!; k++)
        square += (this.#values[k]! *= use[this.#places[k]!]!) ** 2;
      const length = Math.sqrt(square) || 1;
      for (let k = this.#from[i]!; k < this.#to[i]!; k++) this.#values[k]! /= length;
    }
  }

  /** Adds the prompt's inner products to `sum`, and 1 to `shared` for each two that have an answer. */
  add(
    have: readonly number[],
    weights: Float64Array,
    base: number,
    sum: Float64Array,
    shared: Float64Array,
  ): void {
    const { mean, square } = this.#mean(have, weights, base);
    const gram = this.#products(have);
    const n = this.#n;
    const toMean = new Float64Array(n);
    for (const i of have)
      for (let k = this.#from[i]!; k < this.#to[i]!; k++)
        toMean[i]! += this.#values[k]! * mean[this.#places[k]!]!;
    const lengths = new Float64Array(n);
    for (const i of have)
      lengths[i] =
        Math.sqrt(Math.max(0, gram[i * n + i]! - 2 * toMean[i]! + square)) || Number.POSITIVE_INFINITY;
    for (const i of have)
      for (const j of have) {
        const product = gram[Math.min(i, j) * n + Math.max(i, j)]! - toMean[i]! - toMean[j]! + square;
        sum[i * n + j]! += product / (lengths[i]! * lengths[j]!);
        shared[i * n + j]!++;
      }
  }

  #mean(have: readonly number[], weights: Float64Array, base: number) {
    const mean = new Float64Array(this.#pairs.size);
    for (const i of have)
      for (let k = this.#from[i]!; k < this.#to[i]! && weights[i]; k++)
        mean[this.#places[k]!]! += (weights[i]! / base) * this.#values[k]!;
    let square = 0;
    for (const value of mean) square += value * value;
    return { mean, square };
  }

  /** The upper triangle, by going through the rows that have each pair. */
  #products(have: readonly number[]): Float64Array {
    const n = this.#n;
    const starts = new Int32Array(this.#pairs.size + 1);
    for (let k = 0; k < this.#length; k++) if (this.#values[k]) starts[this.#places[k]! + 1]!++;
    for (let place = 0; place < this.#pairs.size; place++) starts[place + 1]! += starts[place]!;
    const rows = new Int32Array(this.#length);
    const values = new Float64Array(this.#length);
    const next = starts.slice();
    for (const i of have)
      for (let k = this.#from[i]!; k < this.#to[i]!; k++) {
        if (!this.#values[k]) continue;
        const at = next[this.#places[k]!]!++;
        rows[at] = i;
        values[at] = this.#values[k]!;
      }
    const gram = this.#gram.fill(0);
    for (let place = 0; place < this.#pairs.size; place++)
      for (let a = starts[place]!; a < starts[place + 1]!; a++) {
        const row = rows[a]! * n;
        const value = values[a]!;
        for (let b = a; b < starts[place + 1]!; b++) gram[row + rows[b]!]! += value * values[b]!;
      }
    return gram;
  }
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const out = new Int32Array(array.length * 2);
  out.set(array);
  return out;
}
