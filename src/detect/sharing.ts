import type { Store } from '../store/index.ts';
import { accountTraits, exchangeTraits } from '../traits/index.ts';
import { Growing } from './growing.ts';
import { eachRow, type Reader, rows } from './rowbinary.ts';
import { type Scope, type Streams, streamKey } from './streams.ts';

/** Fewer accounts than this can't show that a value is theirs together. */
const FEWEST = 3;
/** A phrase that more accounts than this share is the language, not a template; such phrases are most of all pairs. */
const COMMON = 0.1;
const PHRASE = 4;

/**
 * Which streams share which values: a sparse matrix, by stream (compressed rows) with each value's number of
 * accounts. Only values that at least three accounts share are here.
 */
export interface Sharing {
  values: number;
  /** Number of the trait (src/traits/families.ts) of each value. */
  trait: Uint8Array;
  /** How many accounts show each value. */
  accounts: Uint32Array;
  /** The 64-bit hash of each value, as hex, for evidence and indicators. */
  hash(value: number): string;
  /** Row `s` holds entries start[s] … start[s + 1] - 1 of `value` and `uses`. */
  start: Uint32Array;
  value: Uint32Array;
  /** Exchanges of the stream that show the value; for traits of accounts, all of them. */
  uses: Float32Array;
}

/**
 * Reads who shares what, trait by trait: first the values that enough accounts show, then the streams that show
 * them, sorted by value and account. Never a pair of accounts: a value of 25,000 would have 312 million.
 */
export async function loadSharing(
  store: Store,
  scope: Scope,
  streams: Streams,
  contexts: string,
  table: string,
): Promise<Sharing> {
  const pairs = new Pairs(streams, COMMON * streams.accounts.length);
  await store.command(`CREATE TABLE ${table} (value UInt64) ENGINE = Memory`);
  for (const { id, sql } of exchangeTraits) {
    const value = sql === 'shingles' ? 'arrayJoin(arrayDistinct(shingles))' : `toUInt64(${sql})`;
    await store.insertSelect(
      table,
      `SELECT value FROM (SELECT ${value} AS value, account FROM exchanges WHERE ${scope.where})
       WHERE value != 0 GROUP BY value HAVING uniqUpTo(${FEWEST})(account) >= ${FEWEST}`,
    );
    const shown = store.stream(
      `SELECT value, key, toUInt32(count())
       FROM (SELECT ${value} AS value, account, ${streamKey(contexts)} AS key FROM exchanges WHERE ${scope.where})
       WHERE value IN (SELECT value FROM ${table}) GROUP BY value, account, key ORDER BY value, account, key`,
      'RowBinary',
    );
    await eachRow(shown, 20, (bytes, at) => {
      const stream = streams.find(bytes.readUInt32LE(at + 8), bytes.readUInt32LE(at + 12));
      pairs.add(id, bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4), stream, bytes.readUInt32LE(at + 16));
    });
    await store.command(`TRUNCATE TABLE ${table}`);
  }
  await loadAccountTraits(store, scope, streams, pairs);
  return pairs.done();
}

/** What accounts share by their records holds for all of their streams. */
async function loadAccountTraits(store: Store, scope: Scope, streams: Streams, pairs: Pairs): Promise<void> {
  const index = new Map(streams.accounts.map((name, i) => [name, i]));
  const firstStream = new Uint32Array(streams.accounts.length + 1).fill(streams.count);
  for (let stream = streams.count - 1; stream >= 0; stream--) firstStream[streams.account[stream]!] = stream;
  for (const { id, sql } of accountTraits) {
    const answer = store.stream(
      `SELECT account, value FROM (
         SELECT account, toUInt64(${sql}) AS value, count() OVER (PARTITION BY value) AS users FROM accounts FINAL
         WHERE account IN (SELECT account FROM exchanges WHERE ${scope.where}))
       WHERE value != 0 AND users >= ${FEWEST} ORDER BY value, account`,
      'RowBinary',
    );
    const decode = (reader: Reader) => ({ account: reader.string(), low: reader.u32(), high: reader.u32() });
    for await (const row of rows(answer, decode)) {
      const account = index.get(row.account);
      if (account === undefined) continue;
      for (
        let stream = firstStream[account]!;
        stream < streams.count && streams.account[stream] === account;
        stream++
      )
        pairs.add(id, row.low, row.high, stream, streams.exchanges[stream]!);
    }
  }
}

/** Gathers (value, stream) pairs that come sorted by trait, value and account. */
class Pairs {
  readonly #trait = new Growing(Uint8Array);
  readonly #keys = new Growing(Uint32Array);
  readonly #value = new Growing(Uint32Array);
  readonly #stream = new Growing(Uint32Array);
  readonly #uses = new Growing(Float32Array);
  readonly #streams: Streams;
  readonly #most: number;
  #last = '';
  #lastTrait = 0;
  #begin = 0;
  #users = 0;
  #account = -1;

  constructor(streams: Streams, most: number) {
    this.#streams = streams;
    this.#most = most;
  }

  add(trait: number, low: number, high: number, stream: number, uses: number): void {
    const name = `${trait} ${high} ${low}`;
    if (name !== this.#last) {
      this.#endValue();
      this.#last = name;
      this.#begin = this.#value.length;
      this.#users = 0;
      this.#account = -1;
      this.#trait.push(trait);
      this.#lastTrait = trait;
      this.#keys.push(low);
      this.#keys.push(high);
    }
    this.#value.push(this.#trait.length - 1);
    this.#stream.push(stream);
    this.#uses.push(uses);
    const account = this.#streams.account[stream]!;
    if (account !== this.#account) this.#users++;
    this.#account = account;
  }

  #endValue(): void {
    const trait = this.#trait.length - 1;
    if (trait < 0 || this.#users <= this.#most || this.#lastTrait !== PHRASE) return;
    this.#trait.truncate(trait);
    this.#keys.truncate(trait * 2);
    for (const column of [this.#value, this.#stream, this.#uses]) column.truncate(this.#begin);
  }

  done(): Sharing {
    this.#endValue();
    const streams = this.#streams;
    const [trait, keys, value, stream, uses] = [
      this.#trait.done(),
      this.#keys.done(),
      this.#value.done(),
      this.#stream.done(),
      this.#uses.done(),
    ];
    const users = new Uint32Array(trait.length);
    const first = new Uint32Array(trait.length);
    const signature = new Float64Array(trait.length);
    let lastAccount = -1;
    for (let pair = 0; pair < value.length; pair++) {
      const v = value[pair]!;
      const account = streams.account[stream[pair]!]!;
      const fresh = pair === 0 || v !== value[pair - 1];
      if (fresh || stream[pair]! < first[v]!) first[v] = stream[pair]!;
      if (fresh || account !== lastAccount) users[v]!++;
      // Whole numbers, exact and so the same in any order; scattered, so that no two sets of users add up alike.
      signature[v]! += (Math.imul(stream[pair]! + 1, 0x9e3779b1) >>> 0) * uses[pair]!;
      lastAccount = account;
    }
    // Numbered by who uses them, not by their hashes: another installation's key must not change what is found.
    const order = Uint32Array.from(trait, (_, v) => v).sort(
      (a, b) =>
        trait[a]! - trait[b]! ||
        users[a]! - users[b]! ||
        first[a]! - first[b]! ||
        signature[a]! - signature[b]! ||
        a - b,
    );
    const number = new Uint32Array(trait.length);
    order.forEach((v, i) => {
      number[v] = i;
    });
    const start = new Uint32Array(streams.count + 1);
    for (const s of stream) start[s + 1]!++;
    for (let s = 0; s < streams.count; s++) start[s + 1]! += start[s]!;
    const next = start.slice();
    const rowValue = new Uint32Array(value.length);
    const rowUses = new Float32Array(value.length);
    for (let pair = 0; pair < value.length; pair++) {
      const at = next[stream[pair]!]!++;
      rowValue[at] = number[value[pair]!]!;
      rowUses[at] = uses[pair]!;
    }
    for (let s = 0; s < streams.count; s++) sortRow(rowValue, rowUses, start[s]!, start[s + 1]!);
    const hex = (half: number) => half.toString(16).padStart(8, '0');
    return {
      values: trait.length,
      trait: Uint8Array.from(order, v => trait[v]!),
      accounts: Uint32Array.from(order, v => users[v]!),
      hash: v => hex(keys[order[v]! * 2 + 1]!) + hex(keys[order[v]! * 2]!),
      start,
      value: rowValue,
      uses: rowUses,
    };
  }
}

function sortRow(value: Uint32Array, uses: Float32Array, from: number, to: number): void {
  const row = Array.from({ length: to - from }, (_, i) => [value[from + i]!, uses[from + i]!] as const).sort(
    ([a], [b]) => a - b,
  );
  row.forEach(([v, u], i) => {
    value[from + i] = v;
    uses[from + i] = u;
  });
}
