export { quoted } from './literal.ts';
export { hold, knownHolder } from './lock.ts';
export { openStore, type Place } from './open.ts';
export { parquetRows } from './parquet.ts';
export { QueryError } from './query-error.ts';
export { eachRow, type Reader, rows, wholeRows } from './rowbinary.ts';
export type { Batch, Params, QueryOptions, Store } from './store.ts';
export { temporary } from './temporary.ts';
export { Turns } from './turns.ts';
