import { families, traitOf } from '../traits/index.ts';
import type { Sharing } from './sharing.ts';
import type { Streams } from './streams.ts';

/** Who shows each value, and in what share of its exchanges: the matrix of who shares what, turned to go by value. */
export class Showing {
  readonly #family: Uint8Array;
  /** Value `v` is shown by streams start[v] … start[v + 1] - 1 of `stream`, ascending. */
  readonly #start: Uint32Array;
  readonly #stream: Uint32Array;
  readonly #share: Float32Array;
  /** By family and stream; asked for hundreds of times, so taken once. */
  readonly #sums: readonly Float64Array[];

  constructor(streams: Streams, sharing: Sharing) {
    this.#sums = families.map(() => new Float64Array(streams.count));
    this.#family = Uint8Array.from(sharing.trait, trait => families.indexOf(traitOf.get(trait)!.family));
    this.#start = new Uint32Array(sharing.values + 1);
    for (const v of sharing.value) this.#start[v + 1]!++;
    for (let v = 0; v < sharing.values; v++) this.#start[v + 1]! += this.#start[v]!;
    const next = this.#start.slice();
    this.#stream = new Uint32Array(sharing.value.length);
    this.#share = new Float32Array(sharing.value.length);
    for (let s = 0; s < streams.count; s++)
      for (let e = sharing.start[s]!; e < sharing.start[s + 1]!; e++) {
        const at = next[sharing.value[e]!]!++;
        this.#stream[at] = s;
        this.#share[at] = Math.min(1, sharing.uses[e]! / streams.exchanges[s]!);
      }
  }

  /** How many streams show a value. */
  streams(value: number): number {
    return this.#start[value + 1]! - this.#start[value]!;
  }

  /**
   * By family, for each stream: the weights above 0 of the values it shows, each as often as its exchanges show it. There
   * is a weight of each value for streams that are no members, and one for members. Values without any are passed over:
   * to a small group they are most of the matrix. The arrays are used again by the next call.
   */
  sums(weights: readonly [Float64Array, Float64Array], member: Uint8Array): readonly Float64Array[] {
    for (const sum of this.#sums) sum.fill(0);
    for (let v = 0; v < this.#family.length; v++) {
      const [outside, inside] = [weights[0][v]!, weights[1][v]!];
      if (!(outside > 0 || inside > 0)) continue;
      const sum = this.#sums[this.#family[v]!]!;
      for (let e = this.#start[v]!; e < this.#start[v + 1]!; e++) {
        const s = this.#stream[e]!;
        const weight = member[s] === 1 ? inside : outside;
        if (weight > 0) sum[s]! += weight * this.#share[e]!;
      }
    }
    return this.#sums;
  }
}
