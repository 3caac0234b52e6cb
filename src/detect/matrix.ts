import { type Family, traitOf } from '../traits/index.ts';
import { Growing } from './growing.ts';
import type { Streams } from './streams.ts';

/**
 * Which streams share which values: a sparse matrix, by stream (compressed rows) with each value's number of
 * accounts. Only values that at least three accounts share are here.
 */
export interface Sharing {
  values: number;
  /** Number of the trait (src/traits/families/) of each value. */
  trait: Uint8Array;
  /** How many accounts show each value. */
  accounts: Uint32Array;
  /** Row `s` holds entries start[s] … start[s + 1] - 1 of `value` and `share`. */
  start: Uint32Array;
  value: Uint32Array;
  /** Of the stream's exchanges, those that show the value, in parts of `ALL`; for traits of accounts, all of them. */
  share: Uint16Array;
}

/** All of a stream's exchanges: shares have 16 bits, for there are hundreds of millions. Of this, halves to tenths come out even. */
export const ALL = 65_520;

export const shareOf = (uses: number, exchanges: number) =>
  Math.max(1, Math.round((ALL * Math.min(uses, exchanges)) / exchanges));

/** How much an entry is used, for linking: the root of the share of its stream's exchanges that show the value. */
export const usage = ({ share }: Sharing, entry: number): number => Math.sqrt(share[entry]! / ALL);

/** The same of the values of some families alone. */
export function ofFamilies(
  { trait, accounts, start, value, share }: Sharing,
  wanted: readonly Family[],
): Sharing {
  const isWanted = trait.map(id => Number(wanted.includes(traitOf.get(id)!.family)));
  const number = new Uint32Array(trait.length);
  let values = 0;
  for (let v = 0; v < trait.length; v++) if (isWanted[v]) number[v] = values++;
  const kept = {
    start: new Uint32Array(start.length),
    value: new Growing(Uint32Array),
    share: new Growing(Uint16Array),
  };
  for (let s = 0; s + 1 < start.length; s++) {
    for (let e = start[s]!; e < start[s + 1]!; e++) {
      if (!isWanted[value[e]!]) continue;
      kept.value.push(number[value[e]!]!);
      kept.share.push(share[e]!);
    }
    kept.start[s + 1] = kept.value.length;
  }
  return {
    values,
    trait: trait.filter((_, v) => isWanted[v]),
    accounts: accounts.filter((_, v) => isWanted[v]),
    start: kept.start,
    value: kept.value.done(),
    share: kept.share.done(),
  };
}

/**
 * Builds the matrix of who shares what, slice by slice of the streams: what comes in any order within a slice is laid
 * out by stream at its end, straight into the arrays that the matrix will be. So no other copy of it is ever held.
 */
export class Matrix {
  readonly #streams: Streams;
  readonly #trait: Uint8Array;
  /** By value: accounts so far, the last of them plus one, and how many are too many. */
  readonly #users: Uint32Array;
  readonly #counted: Uint32Array;
  readonly #limit: Float64Array;
  /** By value: the first stream that shows it, and a sum over all that do and how often, to put values in an order. */
  readonly #first: Uint32Array;
  readonly #signature: Float64Array;
  readonly #start: Uint32Array;
  readonly #value = new Growing(Uint32Array);
  readonly #share = new Growing(Uint16Array);
  /** What came of the slice at hand. */
  readonly #came = {
    stream: new Growing(Uint32Array),
    value: new Growing(Uint32Array),
    uses: new Growing(Float32Array),
  };

  /** @param trait by value, in the numbering that `add` takes: any. */
  constructor(streams: Streams, trait: Uint8Array) {
    this.#streams = streams;
    this.#trait = trait;
    this.#users = new Uint32Array(trait.length);
    this.#counted = new Uint32Array(trait.length);
    this.#limit = Float64Array.from(trait, id => (traitOf.get(id)!.common ?? 1) * streams.accounts.length);
    this.#first = new Uint32Array(trait.length).fill(streams.count);
    this.#signature = new Float64Array(trait.length);
    this.#start = new Uint32Array(streams.count + 1);
  }

  add(stream: number, value: number, uses: number): void {
    this.#came.stream.push(stream);
    this.#came.value.push(value);
    this.#came.uses.push(uses);
  }

  /** Takes what came for the streams from `from` up to but without `to`; the next slice begins at `to`. */
  endSlice(from: number, to: number): void {
    const [stream, value, uses] = [this.#came.stream.done(), this.#came.value.done(), this.#came.uses.done()];
    const start = new Uint32Array(to - from + 1);
    for (const s of stream) start[s - from + 1]!++;
    for (let s = 0; s < to - from; s++) start[s + 1]! += start[s]!;
    const next = start.slice();
    const entry = new Uint32Array(stream.length);
    for (let e = 0; e < stream.length; e++) entry[next[stream[e]! - from]!++] = e;
    for (let s = from; s < to; s++) {
      const account = this.#streams.account[s]! + 1;
      const exchanges = this.#streams.exchanges[s]!;
      for (let i = start[s - from]!; i < start[s - from + 1]!; i++) {
        const v = value[entry[i]!]!;
        if (this.#counted[v] !== account) this.#users[v]!++;
        this.#counted[v] = account;
        // Already too common to be kept, so not worth the room.
        if (this.#users[v]! > this.#limit[v]!) continue;
        const own = uses[entry[i]!]!;
        this.#first[v] = Math.min(this.#first[v]!, s);
        this.#signature[v]! += scattered(s, own);
        this.#value.push(v);
        this.#share.push(shareOf(own, exchanges));
      }
      this.#start[s + 1] = this.#value.length;
    }
    for (const column of Object.values(this.#came)) column.truncate(0);
    // Slices are much alike, so the first tells the size of all: pages that are not written to take no memory, where
    // doubling would hold what there is twice. The margin is for slices that are not quite alike.
    const expected = Math.ceil((this.#value.length / to) * this.#streams.count * 1.25);
    this.#value.reserve(expected);
    this.#share.reserve(expected);
  }

  done(): Sharing {
    const [start, value, share] = [this.#start, this.#value.done(), this.#share.done()];
    const order = this.#order();
    const number = new Int32Array(this.#trait.length).fill(-1);
    order.forEach((v, i) => {
      number[v] = i;
    });
    const row = new Row();
    let length = 0;
    for (let s = 0, from = 0; s < this.#streams.count; s++) {
      const to = start[s + 1]!;
      row.take(value, share, from, to, number);
      length = row.put(value, share, length);
      from = to;
      start[s + 1] = length;
    }
    return {
      values: order.length,
      trait: Uint8Array.from(order, v => this.#trait[v]!),
      accounts: Uint32Array.from(order, v => this.#users[v]!),
      start,
      value: value.subarray(0, length),
      share: share.subarray(0, length),
    };
  }

  /**
   * The values that are not too common, in an order by who uses them and not by their hashes: another installation's
   * key must not change what is found.
   */
  #order(): Uint32Array {
    const [trait, users] = [this.#trait, this.#users];
    const [first, signature] = [this.#first, this.#signature];
    return Uint32Array.from(trait, (_, v) => v)
      .filter(v => users[v]! > 0 && users[v]! <= this.#limit[v]!)
      .sort(
        (a, b) =>
          trait[a]! - trait[b]! ||
          users[a]! - users[b]! ||
          first[a]! - first[b]! ||
          signature[a]! - signature[b]! ||
          a - b,
      );
  }
}

/**
 * 32 bits of both (the finalizer of MurmurHash3, Appleby 2011): no two sets of users, with their uses, add up alike. A
 * multiple of the stream's number would not do: sums of multiples often agree.
 */
function scattered(stream: number, uses: number): number {
  let h = Math.imul(stream + 1, 0x9e3779b1) ^ Math.imul(uses, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A stream's entries on their way to their final place, sorted by value. */
class Row {
  #length = 0;
  #value = new Uint32Array(1024);
  #share = new Uint16Array(1024);
  #key = new Float64Array(1024);

  take(value: Uint32Array, share: Uint16Array, from: number, to: number, number: Int32Array): void {
    if (this.#value.length < to - from) {
      this.#value = new Uint32Array(2 * (to - from));
      this.#share = new Uint16Array(2 * (to - from));
      this.#key = new Float64Array(2 * (to - from));
    }
    this.#length = 0;
    for (let e = from; e < to; e++) {
      const v = number[value[e]!]!;
      if (v === -1) continue;
      this.#value[this.#length] = v;
      this.#share[this.#length++] = share[e]!;
    }
  }

  put(value: Uint32Array, share: Uint16Array, at: number): number {
    const length = this.#length;
    // Value and place in one number, so that the engine sorts plain numbers.
    for (let i = 0; i < length; i++) this.#key[i] = this.#value[i]! * length + i;
    const keys = this.#key.subarray(0, length).sort();
    for (let i = 0; i < length; i++) {
      const from = keys[i]! % length;
      value[at + i] = this.#value[from]!;
      share[at + i] = this.#share[from]!;
    }
    return at + length;
  }
}
