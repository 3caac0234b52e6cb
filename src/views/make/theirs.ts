import { selectExchanges } from '../../detect/index.ts';
import { type Store, temporary } from '../../store/index.ts';

const columns = [
  'account, time, model, network, address, user_agent, ja4, turns, messages',
  'system, tools, body, body_bytes, opening, closing, asks',
  'max_tokens, temperature, top_p, stream, input_tokens, output_tokens',
].join(', ');

/** Few large parts: it is written once and read a dozen times. */
const WRITING = {
  max_insert_block_size: 1_048_576,
  min_insert_block_size_rows: 1_048_576,
  min_insert_block_size_bytes: 256_000_000,
};

/** A campaign's exchanges in a table of their own, until `drop`: which they are takes passes over all that is stored. */
export interface Theirs {
  table: string;
  exchanges: number;
  drop(): Promise<void>;
}

export async function keepTheirs(store: Store, id: string): Promise<Theirs | undefined> {
  const selection = await selectExchanges(store, id);
  if (!selection) return undefined;
  const table = temporary('theirs');
  const drop = () => store.command(`DROP TABLE IF EXISTS ${table}`);
  try {
    await store.command(
      `CREATE TABLE ${table} ENGINE = MergeTree ORDER BY (account, time)
       AS SELECT ${columns} FROM exchanges WHERE ${selection.where}`,
      { settings: WRITING },
    );
    const [row] = await store.query<{ n: number }>(`SELECT count() AS n FROM ${table}`);
    return { table, exchanges: row!.n, drop };
  } catch (error) {
    await drop();
    throw error;
  } finally {
    await selection.drop();
  }
}
