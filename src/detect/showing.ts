import { families, traitOf } from '../traits/index.ts';
import { Growing } from './growing.ts';
import type { Group } from './link.ts';
import { ALL, type Sharing } from './matrix.ts';
import type { Streams } from './streams.ts';

/** Who shows each value, and in what share of its exchanges: the matrix of who shares what, turned to go by value. */
export class Showing {
  readonly #sharing: Sharing;
  readonly #family: Uint8Array;
  /** Value `v` is shown by streams start[v] … start[v + 1] - 1 of `stream`, ascending. */
  readonly #start: Uint32Array;
  readonly #stream: Uint32Array;
  /** In parts of `ALL`. */
  readonly #share: Uint16Array;
  /** By family and stream; asked for thousands of times, so taken once. Of streams that were not reached, 0. */
  readonly #sums: readonly Float64Array[];
  readonly #isReached: Uint8Array;
  #reached = new Uint32Array();

  constructor(streams: Streams, sharing: Sharing) {
    this.#sharing = sharing;
    this.#sums = families.map(() => new Float64Array(streams.count));
    this.#isReached = new Uint8Array(streams.count);
    this.#family = Uint8Array.from(sharing.trait, trait => families.indexOf(traitOf.get(trait)!.family));
    this.#start = new Uint32Array(sharing.values + 1);
    for (const v of sharing.value) this.#start[v + 1]!++;
    for (let v = 0; v < sharing.values; v++) this.#start[v + 1]! += this.#start[v]!;
    const next = this.#start.slice();
    this.#stream = new Uint32Array(sharing.value.length);
    this.#share = new Uint16Array(sharing.value.length);
    for (let s = 0; s < streams.count; s++)
      for (let e = sharing.start[s]!; e < sharing.start[s + 1]!; e++) {
        const at = next[sharing.value[e]!]!++;
        this.#stream[at] = s;
        this.#share[at] = sharing.share[e]!;
      }
  }

  /** How many streams show a value. */
  streams(value: number): number {
    return this.#start[value + 1]! - this.#start[value]!;
  }

  /**
   * By family, for each stream: the weights above 0 of the values it shows, each as often as its exchanges show it; and the
   * streams that show any, and all members. There is a weight of each value for streams that are no members, and one for members. Only what
   * is reached is gone through: to most groups that is next to nothing of all. The arrays are used again by the next call.
   * @param values all that any member shows, ascending
   */
  sums(
    values: Uint32Array,
    [outside, inside]: readonly [Float64Array, Float64Array],
    members: Group,
  ): { sums: readonly Float64Array[]; reached: Uint32Array } {
    for (const s of this.#reached) for (const sum of this.#sums) sum[s] = 0;
    const reached = new Growing(Uint32Array);
    // As if nobody were a member: who is one is not asked of each, for these are read from all over memory.
    for (const v of values) {
      const weight = outside[v]! / ALL;
      if (!(weight > 0)) continue;
      const sum = this.#sums[this.#family[v]!]!;
      for (let e = this.#start[v]!; e < this.#start[v + 1]!; e++) {
        const s = this.#stream[e]!;
        const before = sum[s]!;
        sum[s] = before + weight * this.#share[e]!;
        if (before === 0) this.#reach(s, reached);
      }
    }
    for (const s of members) {
      for (const sum of this.#sums) sum[s] = 0;
      this.#reach(s, reached);
      for (let e = this.#sharing.start[s]!; e < this.#sharing.start[s + 1]!; e++) {
        const v = this.#sharing.value[e]!;
        const weight = inside[v]! / ALL;
        if (weight > 0) this.#sums[this.#family[v]!]![s]! += weight * this.#sharing.share[e]!;
      }
    }
    this.#reached = reached.done();
    for (const s of this.#reached) this.#isReached[s] = 0;
    return { sums: this.#sums, reached: this.#reached };
  }

  #reach(s: number, reached: Growing<Uint32Array>): void {
    if (this.#isReached[s] === 1) return;
    this.#isReached[s] = 1;
    reached.push(s);
  }
}
