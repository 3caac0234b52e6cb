/** Values bound to `{name:Type}` placeholders; they never become part of the SQL text. */
export type Params = Record<string, string | number | bigint | boolean | readonly (string | number)[]>;

export interface QueryOptions {
  params?: Params;
  /** Engine settings of this statement only. */
  settings?: Record<string, string | number>;
  /** A name under which `cancel` finds the statement. */
  tag?: string;
}

/** Rows in a file on this machine, one JSON object a line, on their way into a table through a SELECT. */
export interface Batch {
  into: string;
  /** The table's columns in the order of the SELECT. */
  columns: string[];
  /** Path of a JSON-lines file that is complete and stays until the call returns. Never a user's own file name. */
  file: string;
  /** Names and types of the file's columns, as ClickHouse spells them. */
  structure: string;
  /** The SELECT that makes the table's rows; `source` is what to select FROM. */
  select(source: string): string;
}

/**
 * ClickHouse, embedded or as a server: all that Stillwatch asks of a database. The SQL is the same for both. One
 * contract suite (contract.test.ts) runs over every implementation.
 */
export interface Store {
  readonly kind: 'embedded' | 'server';
  /** Where the data lies: a folder or an address, for messages. */
  readonly place: string;
  /** Runs a SELECT; its rows as objects. 64-bit integers come as numbers: select hashes as strings. */
  query<Row>(sql: string, options?: QueryOptions): Promise<Row[]>;
  /** Runs a SELECT; its result as bytes in ClickHouse's `format` (RowBinary, say), in chunks cut anywhere. */
  stream(sql: string, format: string, options?: QueryOptions): AsyncIterable<Uint8Array>;
  /** Runs a statement without a result. */
  command(sql: string, options?: QueryOptions): Promise<void>;
  /**
   * Inserts a batch and says how many rows it wrote; nothing of a batch that holds a line which cannot be read or
   * which its SELECT throws at. So for a batch of any length into a Memory table (a stage), for one of up to 65,536
   * rows into any other: those the engine writes in blocks. One writer a table at a time.
   */
  insertBatch(batch: Batch, options?: QueryOptions): Promise<{ written: number }>;
  /** Inserts what a SELECT over stored rows gives; the same promises. */
  insertSelect(into: string, select: string, options?: QueryOptions): Promise<{ written: number }>;
  /** Stops the statement with this tag, if it still runs. */
  cancel(tag: string): Promise<void>;
  close(): Promise<void>;
}
