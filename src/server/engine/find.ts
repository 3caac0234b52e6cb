import type { Store } from '../../store/index.ts';

/** How many accounts are named. */
const MOST = 20;

/**
 * Accounts whose names begin so, as they are stored, in order. Both tables lie by account, and are read only as far as that takes.
 */
export async function findAccounts(store: Store, prefix: string): Promise<string[]> {
  const params = { prefix };
  const rows = await Promise.all(
    ['exchanges', 'accounts'].map(table =>
      store.query<{ account: string }>(
        `SELECT DISTINCT account FROM ${table} WHERE startsWith(account, {prefix:String}) ORDER BY account LIMIT ${MOST}`,
        { params },
      ),
    ),
  );
  return [...new Set(rows.flat().map(({ account }) => account))].sort().slice(0, MOST);
}
