import type { Store } from '../store/index.ts';
import { accountTraits, exchangeTraits, type Trait } from '../traits/index.ts';
import { Growing } from './growing.ts';
import { eachRow, type Reader, rows } from './rowbinary.ts';
import { type Scope, type Streams, streamKey } from './streams.ts';

/** Fewer accounts than this can't show that a value is theirs together. */
const FEWEST = 3;
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
  const pairs = new Pairs(streams);
  await store.command(`CREATE TABLE ${table} (value UInt64) ENGINE = Memory`);
  for (const trait of exchangeTraits) {
    const value = `toUInt64(${trait.sql})`;
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
      pairs.add(
        trait,
        bytes.readUInt32LE(at),
        bytes.readUInt32LE(at + 4),
        stream,
        bytes.readUInt32LE(at + 16),
      );
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
  for (const trait of accountTraits) {
    const answer = store.stream(
      `SELECT account, value FROM (
         SELECT account, toUInt64(${trait.sql}) AS value, count() OVER (PARTITION BY value) AS users FROM accounts FINAL
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
        pairs.add(trait, row.low, row.high, stream, streams.exchanges[stream]!);
    }
  }
}

/** Gathers (value, stream) pairs that come sorted by trait, value and account; leaves out values that are too common. */
class Pairs {
  readonly #streams: Streams;
  readonly #trait = new Growing(Uint8Array);
  readonly #users = new Growing(Uint32Array);
  readonly #value = new Growing(Uint32Array);
  readonly #stream = new Growing(Uint32Array);
  readonly #uses = new Growing(Float32Array);
  /** The value that is coming in, where its pairs begin, and its accounts so far. */
  #current:
    | { trait: Trait; low: number; high: number; begin: number; users: number; account: number }
    | undefined;

  constructor(streams: Streams) {
    this.#streams = streams;
  }

  add(trait: Trait, low: number, high: number, stream: number, uses: number): void {
    let current = this.#current;
    if (!current || current.low !== low || current.high !== high || current.trait !== trait) {
      this.#endValue();
      this.#current = current = { trait, low, high, begin: this.#value.length, users: 0, account: -1 };
    }
    const account = this.#streams.account[stream]!;
    if (account !== current.account) current.users++;
    current.account = account;
    this.#value.push(this.#trait.length);
    this.#stream.push(stream);
    this.#uses.push(uses);
  }

  #endValue(): void {
    if (!this.#current) return;
    const { trait, users, begin } = this.#current;
    if (users > (trait.common ?? 1) * this.#streams.accounts.length)
      for (const column of [this.#value, this.#stream, this.#uses]) column.truncate(begin);
    else {
      this.#trait.push(trait.id);
      this.#users.push(users);
    }
  }

  done(): Sharing {
    this.#endValue();
    const streams = this.#streams;
    const [trait, users] = [this.#trait.done(), this.#users.done()];
    const [value, stream, uses] = [this.#value.done(), this.#stream.done(), this.#uses.done()];
    const first = new Uint32Array(trait.length).fill(streams.count);
    const signature = new Float64Array(trait.length);
    for (let pair = 0; pair < value.length; pair++) {
      const v = value[pair]!;
      first[v] = Math.min(first[v]!, stream[pair]!);
      // Whole numbers, exact and so the same in any order; scattered, so that no two sets of users add up alike.
      signature[v]! += (Math.imul(stream[pair]! + 1, 0x9e3779b1) >>> 0) * uses[pair]!;
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
    return {
      values: trait.length,
      trait: Uint8Array.from(order, v => trait[v]!),
      accounts: Uint32Array.from(order, v => users[v]!),
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
