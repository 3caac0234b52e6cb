import type { Group } from './link.ts';
import type { Streams } from './streams.ts';

/** Which of many groups overlap another one, found by what is in it and not by going through them all. */
export class Overlap {
  readonly #streams: Streams;
  readonly #byStream: Index;
  readonly #byAccount: Index;

  constructor(groups: readonly { streams: Group; accounts: Uint32Array }[], streams: Streams) {
    this.#streams = streams;
    this.#byStream = new Index(
      groups.map(group => group.streams),
      streams.count,
    );
    this.#byAccount = new Index(
      groups.map(group => group.accounts),
      streams.accounts.length,
    );
  }

  /**
   * By group, whether it shares more than `most` of its streams, or of a smaller `group`'s, or most of the accounts.
   * A busy account, such as one that hides behind ordinary traffic, stands in many groups with streams that have
   * nothing to do with this one; but where most accounts are the same, other streams are another part of it.
   */
  with(group: Group, most: number): Uint8Array {
    const accounts = [...new Set(Array.from(group, s => this.#streams.account[s]!))];
    const overlaps = this.#byStream.share(group, most);
    this.#byAccount.share(accounts, Math.max(most, 0.5)).forEach((mostly, i) => {
      if (mostly) overlaps[i] = 1;
    });
    return overlaps;
  }
}

/** Lists of numbers below `size`, by number: those with number `n` are start[n] … start[n + 1] - 1 of `list`. */
class Index {
  readonly #lengths: Uint32Array;
  readonly #start: Uint32Array;
  readonly #list: Uint32Array;

  constructor(lists: readonly Uint32Array[], size: number) {
    this.#lengths = Uint32Array.from(lists, list => list.length);
    this.#start = new Uint32Array(size + 1);
    for (const list of lists) for (const n of list) this.#start[n + 1]!++;
    for (let n = 0; n < size; n++) this.#start[n + 1]! += this.#start[n]!;
    this.#list = new Uint32Array(this.#start[size]!);
    const next = this.#start.slice();
    lists.forEach((list, i) => {
      for (const n of list) this.#list[next[n]!++] = i;
    });
  }

  /** By list, whether more than `most` of the shorter of it and `numbers` is in both. */
  share(numbers: ArrayLike<number>, most: number): Uint8Array {
    const shared = new Uint32Array(this.#lengths.length);
    for (let i = 0; i < numbers.length; i++)
      for (let e = this.#start[numbers[i]!]!; e < this.#start[numbers[i]! + 1]!; e++)
        shared[this.#list[e]!]!++;
    return Uint8Array.from(shared, (n, i) =>
      n > most * Math.min(this.#lengths[i]!, numbers.length) ? 1 : 0,
    );
  }
}
