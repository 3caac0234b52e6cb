import { eachRow, type Reader, rows, type Store } from '../store/index.ts';
import { accountTraits, exchangeTraits, type Trait } from '../traits/index.ts';
import { Growing } from './growing.ts';
import { indexOf } from './keys.ts';
import { Matrix, type Sharing } from './matrix.ts';
import { type Slice, slices } from './slices.ts';
import { type Scope, type Streams, streamKey } from './streams.ts';

export type { Sharing } from './matrix.ts';

/** Fewer accounts than this can't show that a value is theirs together. */
const FEWEST = 3;

/**
 * Reads who shares what: first the values that enough accounts show, then, a slice of the accounts at a time, the
 * streams that show them. What the engine groups at once is a slice's, however many there are. Never a pair of
 * accounts: a value of 25,000 would have 312 million.
 */
export async function loadSharing(
  store: Store,
  scope: Scope,
  streams: Streams,
  contexts: string,
  table: string,
): Promise<Sharing> {
  await store.command(`CREATE TABLE ${table} (trait UInt8, value UInt64) ENGINE = Memory`);
  const traits: number[] = []; // by value
  const columns: { trait: Trait; find: (low: number, high: number) => number; first: number }[] = [];
  for (const trait of exchangeTraits) {
    const keys = await sharedValues(store, scope, trait, table);
    columns.push({ trait, find: indexOf(keys), first: traits.length });
    for (let i = 0; i < keys.length; i += 2) traits.push(trait.id);
  }
  const declared = await sharedByRecord(store, scope, streams, traits);
  const matrix = new Matrix(streams, Uint8Array.from(traits));
  for (const slice of slices(streams)) {
    for (const { trait, find, first } of columns)
      await eachRow(shown(store, scope, slice, trait, contexts, table), 20, (bytes, at) => {
        const value = find(bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4));
        const stream = streams.find(bytes.readUInt32LE(at + 8), bytes.readUInt32LE(at + 12));
        // What came in since streams and values were read waits for the next detection.
        if (value >= 0 && stream >= 0) matrix.add(stream, first + value, bytes.readUInt32LE(at + 16));
      });
    for (let stream = slice.from; stream < slice.to; stream++)
      for (const value of declared(streams.account[stream]!))
        matrix.add(stream, value, streams.exchanges[stream]!);
    matrix.endSlice(slice.from, slice.to);
  }
  return matrix.done();
}

/** A trait's values that enough accounts show: kept in the table, and their keys. */
async function sharedValues(store: Store, scope: Scope, trait: Trait, table: string): Promise<Uint32Array> {
  await store.insertSelect(
    table,
    `SELECT ${trait.id}, value FROM (SELECT toUInt64(${trait.sql}) AS value, account FROM exchanges WHERE ${scope.where})
     WHERE value != 0 GROUP BY value HAVING uniqUpTo(${FEWEST})(account) >= ${FEWEST}`,
  );
  const keys = new Growing(Uint32Array);
  const answer = store.stream(`SELECT value FROM ${table} WHERE trait = ${trait.id}`, 'RowBinary');
  await eachRow(answer, 8, (bytes, at) => {
    keys.push(bytes.readUInt32LE(at));
    keys.push(bytes.readUInt32LE(at + 4));
  });
  return keys.done();
}

/** Rows of a shared value, the key of a stream that shows it and how often, in any order. */
function shown(
  store: Store,
  scope: Scope,
  slice: Slice,
  trait: Trait,
  contexts: string,
  table: string,
): AsyncIterable<Uint8Array> {
  return store.stream(
    `SELECT value, key, toUInt32(count()) FROM (
       SELECT toUInt64(${trait.sql}) AS value, ${streamKey(contexts)} AS key
       FROM exchanges WHERE ${scope.where} AND ${slice.where})
     WHERE value IN (SELECT value FROM ${table} WHERE trait = ${trait.id}) GROUP BY value, key`,
    'RowBinary',
    { params: slice.params },
  );
}

/** What accounts share by their records, which holds for all of their streams; numbers the values on from `traits`. */
async function sharedByRecord(
  store: Store,
  scope: Scope,
  streams: Streams,
  traits: number[],
): Promise<(account: number) => readonly number[]> {
  const index = new Map(streams.accounts.map((name, i) => [name, i]));
  const values: number[][] = [];
  for (const trait of accountTraits) {
    const answer = store.stream(
      `SELECT account, value FROM (
         SELECT account, toUInt64(${trait.sql}) AS value, count() OVER (PARTITION BY value) AS users FROM accounts FINAL
         WHERE account IN (SELECT account FROM exchanges WHERE ${scope.where}))
       WHERE value != 0 AND users >= ${FEWEST} ORDER BY value, account`,
      'RowBinary',
    );
    const decode = (reader: Reader) => ({ account: reader.string(), low: reader.u32(), high: reader.u32() });
    let last: { low: number; high: number } | undefined;
    for await (const row of rows(answer, decode)) {
      if (row.low !== last?.low || row.high !== last.high) traits.push(trait.id);
      last = row;
      const account = index.get(row.account);
      if (account !== undefined) (values[account] ??= []).push(traits.length - 1);
    }
  }
  return account => values[account] ?? [];
}
