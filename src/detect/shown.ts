import { BINS, binOf } from './figures.ts';
import type { Sharing } from './sharing.ts';
import { Showing } from './showing.ts';
import type { Streams } from './streams.ts';

/** Up to twice so many streams each is scored. Of more, so many at least stand for those that cannot be members. */
const SAMPLE = 65_536;
/** Of more, who shares nothing that so few streams show, or so few times the group, cannot be a member. */
const RARE = 20_000;
const TIMES = 8;

/** What a group's values say of each stream. */
export interface Shown {
  /** Streams that may be members, and the group's own; ascending. */
  at: Uint32Array;
  /** By family and stream, of those: the weights of what it shows, each as often as its exchanges show it. */
  sums: readonly Float64Array[];
  /** How many of all others are in each bin of a figure; not given where all are in the first. */
  rest?(family: number, bin?: (sum: number) => number): Float64Array;
}

/**
 * Adds up what a group's values say of all streams. Exactly, where they are few. Where they are many, a value that a twentieth of them
 * shows would be gone through for each of thousands of groups, and time would grow with the square of the traffic: so only
 * who shares something rarer is scored, exactly, and what all others look like is estimated from a sample.
 */
export class Shows {
  readonly #all: Showing;
  readonly #sample: Showing | undefined;
  readonly #every: number;
  readonly #isAt: Uint8Array;

  constructor(streams: Streams, sharing: Sharing, sample = SAMPLE) {
    this.#all = new Showing(streams, sharing);
    this.#every = Math.floor(streams.count / sample);
    this.#sample = this.#every >= 2 ? new Showing(streams, sharing, this.#every) : undefined;
    this.#isAt = new Uint8Array(this.#sample ? streams.count : 0);
  }

  /** How many streams show a value. */
  streams(value: number): number {
    return this.#all.streams(value);
  }

  /**
   * @param values those that the group shows, ascending
   * @param users by value, how many of the group show it: above 0 for these alone
   * @param weights by value, for streams that are no members, and for members
   * @param member by stream
   * @param known the streams to score, where they are known; else those that share something rare enough, and the group
   */
  of(
    group: Uint32Array,
    values: Uint32Array,
    users: Uint32Array,
    weights: readonly [Float64Array, Float64Array],
    member: Uint8Array,
    known?: Uint32Array,
  ): Shown {
    if (!this.#sample) {
      const { sums, reached } = this.#all.sums(values, weights, member);
      return { at: known ?? joined(reached, group, member), sums };
    }
    const most = Math.max(RARE, TIMES * group.length);
    const at = known ?? joined(this.#all.sums(values, weights, member, most).reached, group, member);
    const { sums } = this.#all.sumsOf(at, users, weights, member);
    const others = this.#sample.sums(values, weights, member);
    for (const s of at) this.#isAt[s] = 1;
    const reached = others.reached.filter(i => this.#isAt[i * this.#every] === 0);
    let sampled = this.#sample.count;
    for (const s of at) {
      if (s % this.#every === 0) sampled--;
      this.#isAt[s] = 0;
    }
    // Each of the sample stands for so many of those that are not scored.
    const scale = (this.#isAt.length - at.length) / Math.max(1, sampled);
    const rest = (family: number, bin = binOf) => {
      const counts = new Float64Array(BINS);
      counts[0] = scale * (sampled - reached.length);
      for (const i of reached) counts[bin(others.sums[family]![i]!)]! += scale;
      return counts;
    };
    return { at, sums, rest };
  }
}

/** What was reached, and a group's own, ascending. */
function joined(reached: Uint32Array, group: Uint32Array, member: Uint8Array): Uint32Array {
  const others = reached.filter(s => member[s] === 0);
  const both = new Uint32Array(others.length + group.length);
  both.set(group);
  both.set(others, group.length);
  return both.sort();
}
