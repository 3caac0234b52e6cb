import { eachRow, type Reader, rows, type Store } from '../store/index.ts';
import { accountTraits, exchangeTraits, type Trait } from '../traits/index.ts';
import { Growing } from './growing.ts';
import { indexOf } from './keys.ts';
import { Matrix, type Sharing } from './matrix.ts';
import type { Read } from './read.ts';
import type { Slice } from './slices.ts';
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
  { streams, slices }: Read,
  contexts: string,
  table: string,
): Promise<Sharing> {
  await store.command(`CREATE TABLE ${table} (trait UInt8, value UInt64) ENGINE = Memory`);
  const traits: number[] = []; // by value
  const columns: Column[] = [];
  for (const batch of batches) {
    await findShared(store, scope, batch, table);
    for (const { id } of batch) {
      const keys = await sharedValues(store, id, table);
      columns[id] = { find: indexOf(keys), first: traits.length };
      for (let i = 0; i < keys.length; i += 2) traits.push(id);
    }
  }
  const declared = await sharedByRecord(store, scope, streams, traits);
  const matrix = new Matrix(streams, Uint8Array.from(traits));
  for (const slice of slices) {
    for (const batch of batches)
      await eachRow(shown(store, scope, slice, batch, contexts, table), 21, (bytes, at) => {
        const { find, first } = columns[bytes[at]!]!;
        const value = find(bytes.readUInt32LE(at + 1), bytes.readUInt32LE(at + 5));
        const stream = streams.find(bytes.readUInt32LE(at + 9), bytes.readUInt32LE(at + 13));
        // What came in since streams and values were read waits for the next detection.
        if (value >= 0 && stream >= 0) matrix.add(stream, first + value, bytes.readUInt32LE(at + 17));
      });
    for (let stream = slice.from; stream < slice.to; stream++)
      for (const value of declared(streams.account[stream]!))
        matrix.add(stream, value, streams.exchanges[stream]!);
    matrix.endSlice(slice.from, slice.to);
  }
  return matrix.done();
}

/** One trait's values: from a value's key to its row, and the number of the first. */
interface Column {
  find(low: number, high: number): number;
  first: number;
}

/** A statement has its price, and so has grouping millions of values at once: those with few share a statement. */
const batches: readonly (readonly Trait[])[] = [
  ...exchangeTraits.filter(({ many }) => many).map(trait => [trait]),
  exchangeTraits.filter(({ many }) => !many),
];

/** SQL for `trait` and `value` of an exchange, a row for each trait of the batch. */
const each = (batch: readonly Trait[]) =>
  batch.length === 1
    ? `toUInt8(${batch[0]!.id}) AS trait, toUInt64(${batch[0]!.sql}) AS value`
    : `arrayJoin([${batch.map(({ id, sql }) => `(toUInt8(${id}), toUInt64(${sql}))`).join(', ')}]) AS one, one.1 AS trait, one.2 AS value`;

/** Puts the values that enough accounts show into the table. */
async function findShared(store: Store, scope: Scope, batch: readonly Trait[], table: string): Promise<void> {
  await store.insertSelect(
    table,
    `SELECT trait, value FROM (SELECT ${each(batch)}, account FROM ${scope.table} WHERE ${scope.where})
     WHERE value != 0 GROUP BY trait, value HAVING uniqUpTo(${FEWEST})(account) >= ${FEWEST}`,
  );
}

async function sharedValues(store: Store, trait: number, table: string): Promise<Uint32Array> {
  const keys = new Growing(Uint32Array);
  const answer = store.stream(`SELECT value FROM ${table} WHERE trait = ${trait}`, 'RowBinary');
  await eachRow(answer, 8, (bytes, at) => {
    keys.push(bytes.readUInt32LE(at));
    keys.push(bytes.readUInt32LE(at + 4));
  });
  return keys.done();
}

/** Rows of a trait, a shared value of it, the key of a stream that shows it and how often, in any order. */
function shown(
  store: Store,
  scope: Scope,
  slice: Slice,
  batch: readonly Trait[],
  contexts: string,
  table: string,
): AsyncIterable<Uint8Array> {
  const ids = batch.map(({ id }) => id).join(', ');
  return store.stream(
    `SELECT trait, value, key, toUInt32(count()) FROM (
       SELECT ${each(batch)}, ${streamKey(scope, contexts)} AS key
       FROM ${scope.table} WHERE ${scope.where} AND ${slice.where})
     WHERE (trait, value) IN (SELECT trait, value FROM ${table} WHERE trait IN (${ids})) GROUP BY trait, value, key`,
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
         WHERE account IN (SELECT account FROM ${scope.table} WHERE ${scope.where}))
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
