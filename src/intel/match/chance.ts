import { type Hit, type Scores, tally } from './score.ts';

const descending = (scores: readonly number[]) => Float64Array.from(scores).sort().reverse();

/** How many accounts score at least so much, here and by chance; down to the last that may be named. */
export class Tail {
  readonly #observed: number[];
  readonly #chance: Float64Array;
  #sets = 0;

  constructor(scores: Scores, most: number) {
    const sorted = descending(scores.map(([, score]) => score));
    // Those who score the same are named together or not at all.
    const next = sorted[most] ?? 0;
    this.#observed = Array.from(sorted.filter(score => score > next));
    this.#chance = new Float64Array(this.#observed.length);
  }

  /** @returns how far these lie together */
  add(hits: readonly Hit[]): number {
    const least = this.#observed.at(-1) ?? Number.POSITIVE_INFINITY;
    const scores: number[] = [];
    const together = tally(hits, (_, score) => {
      if (score >= least) scores.push(score);
    });
    const sorted = descending(scores);
    this.#sets++;
    for (let i = 0, n = 0; i < this.#observed.length; i++) {
      while (n < sorted.length && sorted[n]! >= this.#observed[i]!) n++;
      this.#chance[i]! += n;
    }
    return together;
  }

  /** The lowest score from which on chance would show at most this part of as many accounts. */
  from(part: number): number {
    for (let i = this.#observed.length - 1; i >= 0; i--) {
      // Those who score the same are shown or left out together.
      if (i + 1 < this.#observed.length && this.#observed[i + 1] === this.#observed[i]) continue;
      if (this.#chance[i]! / this.#sets <= part * (i + 1)) return this.#observed[i]!;
    }
    return Number.POSITIVE_INFINITY;
  }
}
