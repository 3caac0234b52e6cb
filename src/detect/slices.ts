import type { Store } from '../store/index.ts';
import type { Scope } from './streams.ts';

/** What a slice's rows take in memory is small beside what is kept of all; larger slices are no faster. */
const EXCHANGES = 1_000_000;

/** Whole accounts that lie side by side in the store. */
export interface Slice {
  /** SQL for its exchanges, with its parameters. */
  where: string;
  params: Record<string, string>;
}

/**
 * All that is looked at in slices of about `size` exchanges, in the order of accounts: the store is sorted by account, so each
 * is read once, and what the engine groups and sorts at once is a slice's, however much there is.
 */
export async function slicesOf(
  store: Store,
  { table, where }: Pick<Scope, 'table' | 'where'>,
  size = EXCHANGES,
): Promise<Slice[]> {
  // A name that is not UTF-8 would be read with replacement characters, and can't bound a slice.
  const rows = await store.query<{ account: string }>(
    `SELECT minIf(account, isValidUTF8(account)) AS account FROM (
       SELECT account, intDiv(sum(n) OVER (ORDER BY account) - n, ${size}) AS slice
       FROM (SELECT account, count() AS n FROM ${table} WHERE ${where} GROUP BY account))
     GROUP BY slice ORDER BY slice`,
  );
  const starts = rows
    .slice(1)
    .map(({ account }) => account)
    .filter(account => account !== '');
  return [undefined, ...starts].map((from, i) => {
    const to = starts[i];
    const bounds = [
      ...(from === undefined ? [] : ['account >= {from:String}']),
      ...(to === undefined ? [] : ['account < {to:String}']),
    ];
    return {
      where: bounds.join(' AND ') || '1',
      params: { ...(from !== undefined && { from }), ...(to !== undefined && { to }) },
    };
  });
}
