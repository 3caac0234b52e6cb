import type { Store } from '../store/index.ts';
import { accountTraits, exchangeTraits } from '../traits/index.ts';
import { rows } from './rowbinary.ts';
import { type Scope, type Streams, streamKey } from './streams.ts';

/** Fewer accounts than this can't show that a value is theirs together. */
const FEWEST = 3;

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

export async function loadSharing(
  store: Store,
  scope: Scope,
  streams: Streams,
  contexts: string,
  table: string,
): Promise<Sharing> {
  await store.command(`CREATE TABLE ${table} (trait UInt8, value UInt64) ENGINE = Memory`);
  const columns = exchangeTraits.map(({ id, sql }) =>
    sql === 'shingles'
      ? `arrayMap(v -> (toUInt8(${id}), v), arrayDistinct(shingles))`
      : `[(toUInt8(${id}), toUInt64(${sql}))]`,
  );
  const shown = `arrayJoin(arrayConcat(${columns.join(', ')}))`;
  await store.insertSelect(
    table,
    `SELECT shown.1, shown.2 FROM (SELECT ${shown} AS shown, account FROM exchanges WHERE ${scope.where})
     WHERE shown.2 != 0 GROUP BY shown HAVING uniqUpTo(${FEWEST})(account) >= ${FEWEST}`,
  );
  const pairs = new Pairs(streams.count);
  const byExchange = store.stream(
    `SELECT toUInt8(shown.1), shown.2, ${streamKey(contexts)} AS key, toUInt32(count())
     FROM (SELECT ${shown} AS shown, account, system, tools, user_agent, ja4 FROM exchanges WHERE ${scope.where})
     WHERE shown IN (SELECT trait, value FROM ${table}) GROUP BY shown, key`,
    'RowBinary',
  );
  for await (const row of rows(byExchange, readPair)) {
    const stream = streams.find(row.keyLow, row.keyHigh);
    if (stream >= 0) pairs.add(row.trait, row.low, row.high, stream, row.uses);
  }
  await loadAccountTraits(store, scope, streams, pairs);
  return pairs.done(streams);
}

interface Pair {
  trait: number;
  low: number;
  high: number;
  keyLow: number;
  keyHigh: number;
  uses: number;
}

const readPair = (reader: { u8(): number; u32(): number }): Pair => ({
  trait: reader.u8(),
  low: reader.u32(),
  high: reader.u32(),
  keyLow: reader.u32(),
  keyHigh: reader.u32(),
  uses: reader.u32(),
});

/** What accounts share by their records holds for all of their streams. */
async function loadAccountTraits(store: Store, scope: Scope, streams: Streams, pairs: Pairs): Promise<void> {
  const index = new Map(streams.accounts.map((name, i) => [name, i]));
  const firstStream = new Uint32Array(streams.accounts.length + 1).fill(streams.count);
  for (let stream = streams.count - 1; stream >= 0; stream--) firstStream[streams.account[stream]!] = stream;
  for (const { id, sql } of accountTraits) {
    const answer = store.stream(
      `SELECT account, value FROM (SELECT account, toUInt64(${sql}) AS value FROM accounts FINAL)
       WHERE value != 0 AND account IN (SELECT account FROM exchanges WHERE ${scope.where})`,
      'RowBinary',
    );
    for await (const row of rows(answer, reader => ({
      account: reader.string(),
      low: reader.u32(),
      high: reader.u32(),
    }))) {
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

/** Gathers (value, stream) pairs and numbers the values in an order that doesn't hang on the engine's threads. */
class Pairs {
  readonly #streams: number;
  #trait: number[] = [];
  #keys: number[] = [];
  #stream: number[] = [];
  #uses: number[] = [];

  constructor(streams: number) {
    this.#streams = streams;
  }

  add(trait: number, low: number, high: number, stream: number, uses: number): void {
    this.#trait.push(trait);
    this.#keys.push(low, high);
    this.#stream.push(stream);
    this.#uses.push(uses);
  }

  done(streams: Streams): Sharing {
    const total = this.#trait.length;
    const order = Uint32Array.from({ length: total }, (_, i) => i).sort((a, b) => this.#compare(a, b));
    const value = new Uint32Array(total);
    const first: number[] = [];
    for (let i = 0; i < total; i++) {
      const pair = order[i]!;
      const fresh = i === 0 || !this.#sameValue(pair, order[i - 1]!);
      if (fresh) first.push(pair);
      value[pair] = first.length - 1;
    }
    const accounts = new Uint32Array(first.length);
    const lastAccount = new Int32Array(first.length).fill(-1);
    for (const pair of order) {
      const account = streams.account[this.#stream[pair]!]!;
      // Pairs of a value come by stream, and streams by account.
      if (lastAccount[value[pair]!] !== account) accounts[value[pair]!]!++;
      lastAccount[value[pair]!] = account;
    }
    const start = new Uint32Array(this.#streams + 1);
    for (const pair of order) if (accounts[value[pair]!]! >= FEWEST) start[this.#stream[pair]! + 1]!++;
    for (let s = 0; s < this.#streams; s++) start[s + 1]! += start[s]!;
    const next = start.slice();
    const rowValue = new Uint32Array(start[this.#streams]!);
    const rowUses = new Float32Array(rowValue.length);
    for (const pair of order) {
      if (accounts[value[pair]!]! < FEWEST) continue;
      const at = next[this.#stream[pair]!]!++;
      rowValue[at] = value[pair]!;
      rowUses[at] = this.#uses[pair]!;
    }
    const hex = (half: number) => half.toString(16).padStart(8, '0');
    const keys = first.map(pair => hex(this.#keys[pair * 2 + 1]!) + hex(this.#keys[pair * 2]!));
    return {
      values: first.length,
      trait: Uint8Array.from(first, pair => this.#trait[pair]!),
      accounts,
      hash: v => keys[v]!,
      start,
      value: rowValue,
      uses: rowUses,
    };
  }

  #compare(a: number, b: number): number {
    return (
      this.#trait[a]! - this.#trait[b]! ||
      this.#keys[a * 2 + 1]! - this.#keys[b * 2 + 1]! ||
      this.#keys[a * 2]! - this.#keys[b * 2]! ||
      this.#stream[a]! - this.#stream[b]!
    );
  }

  #sameValue(a: number, b: number): boolean {
    return (
      this.#trait[a] === this.#trait[b] &&
      this.#keys[a * 2] === this.#keys[b * 2] &&
      this.#keys[a * 2 + 1] === this.#keys[b * 2 + 1]
    );
  }
}
