import { families, traitOf } from '../traits/index.ts';
import { Growing } from './growing.ts';
import type { Sharing } from './sharing.ts';
import type { Streams } from './streams.ts';

/** By family and stream, and the streams that are not 0. */
export interface Sums {
  sums: readonly Float64Array[];
  reached: Uint32Array;
}

/**
 * Who shows each value, and in what share of its exchanges: the matrix of who shares what, turned to go by value. Of all
 * streams, or of each `every`th: then stream `i` here is stream `i * every` of all.
 */
export class Showing {
  readonly count: number;
  readonly #every: number;
  readonly #streams: Streams;
  readonly #sharing: Sharing;
  readonly #family: Uint8Array;
  /** Value `v` is shown by streams start[v] … start[v + 1] - 1 of `stream`, ascending. */
  readonly #start: Uint32Array;
  readonly #stream: Uint32Array;
  readonly #share: Float32Array;
  /** By family and stream; asked for thousands of times, so taken once. Of streams that were not reached, 0. */
  readonly #sums: readonly Float64Array[];
  readonly #isReached: Uint8Array;
  #reached: Uint32Array = new Uint32Array();

  constructor(streams: Streams, sharing: Sharing, every = 1) {
    this.count = Math.ceil(streams.count / every);
    this.#every = every;
    this.#streams = streams;
    this.#sharing = sharing;
    this.#sums = families.map(() => new Float64Array(this.count));
    this.#isReached = new Uint8Array(this.count);
    this.#family = Uint8Array.from(sharing.trait, trait => families.indexOf(traitOf.get(trait)!.family));
    this.#start = new Uint32Array(sharing.values + 1);
    let entries = 0;
    for (let i = 0; i < this.count; i++)
      for (let e = sharing.start[i * every]!; e < sharing.start[i * every + 1]!; e++, entries++)
        this.#start[sharing.value[e]! + 1]!++;
    for (let v = 0; v < sharing.values; v++) this.#start[v + 1]! += this.#start[v]!;
    const next = this.#start.slice();
    this.#stream = new Uint32Array(entries);
    this.#share = new Float32Array(entries);
    for (let i = 0; i < this.count; i++)
      for (let e = sharing.start[i * every]!; e < sharing.start[i * every + 1]!; e++) {
        const at = next[sharing.value[e]!]!++;
        this.#stream[at] = i;
        this.#share[at] = this.#shareOf(i * every, e);
      }
  }

  /** The share of a stream's exchanges that show a value. */
  #shareOf(stream: number, entry: number): number {
    return Math.min(1, this.#sharing.uses[entry]! / this.#streams.exchanges[stream]!);
  }

  /** How many streams show a value. */
  streams(value: number): number {
    return this.#start[value + 1]! - this.#start[value]!;
  }

  /**
   * By family, for each stream: the weights above 0 of the values it shows, each as often as its exchanges show it; and the
   * streams that show any. There is a weight of each value for streams that are no members, and one for members. Only what
   * is reached is gone through: to most groups that is next to nothing of all. The arrays are used again by the next call.
   * @param values those that may have a weight, ascending
   * @param member by stream of all
   * @param most values that more streams show are passed over
   */
  sums(
    values: Uint32Array,
    weights: readonly [Float64Array, Float64Array],
    member: Uint8Array,
    most = Number.POSITIVE_INFINITY,
  ): Sums {
    this.#clear();
    const reached = new Growing(Uint32Array);
    for (const v of values) {
      const [outside, inside] = [weights[0][v]!, weights[1][v]!];
      if (!(outside > 0 || inside > 0) || this.streams(v) > most) continue;
      const sum = this.#sums[this.#family[v]!]!;
      for (let e = this.#start[v]!; e < this.#start[v + 1]!; e++) {
        const s = this.#stream[e]!;
        const weight = member[s * this.#every] === 1 ? inside : outside;
        if (!(weight > 0)) continue;
        sum[s]! += weight * this.#share[e]!;
        if (this.#isReached[s] === 1) continue;
        this.#isReached[s] = 1;
        reached.push(s);
      }
    }
    this.#reached = reached.done();
    for (const s of this.#reached) this.#isReached[s] = 0;
    return { sums: this.#sums, reached: this.#reached };
  }

  /**
   * The same for some streams alone, whatever they show, however many show it. Of all streams' table only.
   * @param has by value, whether it may have a weight
   */
  sumsOf(
    at: Uint32Array,
    has: Uint32Array,
    weights: readonly [Float64Array, Float64Array],
    member: Uint8Array,
  ): Sums {
    this.#clear();
    const { start, value } = this.#sharing;
    for (const s of at) {
      const weight = weights[member[s] as 0 | 1];
      for (let e = start[s]!; e < start[s + 1]!; e++) {
        const v = value[e]!;
        if (has[v]! > 0 && weight[v]! > 0)
          this.#sums[this.#family[v]!]![s]! += weight[v]! * Math.fround(this.#shareOf(s, e));
      }
    }
    this.#reached = at;
    return { sums: this.#sums, reached: at };
  }

  #clear(): void {
    for (const s of this.#reached) for (const sum of this.#sums) sum[s] = 0;
  }
}
