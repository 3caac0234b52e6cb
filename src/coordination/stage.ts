import type { Params, Store } from '../store/index.ts';

/** Where shares come from: any table or query of the store. */
export interface Shares {
  /**
   * A SELECT that gives `account`, `object` (what was shared), `message` (the id of what shared it, or its content) and
   * `time` (a date and time, or seconds since 1970). Any types; values are compared as text.
   */
  select: string;
  /** The column of the SELECT that says which of two rows comes first; by default the earlier one does. */
  place?: string;
  params?: Params;
}

/**
 * Larger blocks than ingest's, which make so many parts that merging them takes longer than the rest; a block is held in
 * memory, some 100 bytes a row. Nothing here has to be whole after a crash.
 */
export const BULK = {
  max_insert_block_size: 400_000,
  min_insert_block_size_rows: 400_000,
  min_insert_block_size_bytes: 0,
};

/**
 * Reads the shares once into a table on disk, as numbers: 64-bit SipHashes of the names. Two of ten million names are
 * the same number with a probability of 3 in a million. The names of accounts are kept beside them for the end.
 */
export async function stage(store: Store, shares: Shares, table: string): Promise<void> {
  await store.command(
    `CREATE TABLE ${table} (object UInt64, time Int64, account UInt64, message UInt64, place UInt64, name String CODEC(ZSTD(1)))
     ENGINE = MergeTree ORDER BY tuple()`,
  );
  const id = (column: string) => `sipHash64(toString(${column}))`;
  await store.insertSelect(
    table,
    `SELECT ${id('object')}, toUnixTimestamp64Milli(toDateTime64(time, 3, 'UTC')), ${id('account')}, ${id('message')},
       toUInt64(${shares.place ?? 0}), toString(account)
     FROM (${shares.select})`,
    { params: shares.params, settings: BULK },
  );
}
