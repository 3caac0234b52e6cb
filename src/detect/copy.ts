import type { Store } from '../store/index.ts';

/** All that a look reads, and the id to name what it finds. */
const columns = [
  'id, time, account, org, model, network, address, user_agent, ja4, turns, messages',
  'system, tools, body, body_bytes, opening, closing, shingles, asks',
  'max_tokens, temperature, top_p, stream, input_tokens, output_tokens',
].join(', ');

/**
 * Copies some of the exchanges of a table into a new one: a look reads all of it a dozen times.
 * @param repertoire SQL for the repertoire of each, which the new table has as a column more
 */
export async function copy(
  store: Store,
  from: string,
  where: string,
  to: string,
  repertoire?: string,
): Promise<void> {
  await store.command(`CREATE TABLE ${to} AS exchanges ENGINE = MergeTree ORDER BY (account, time)`);
  // What the table of all exchanges adds up with each insert, nobody asks of these.
  await store.command(`ALTER TABLE ${to} DROP PROJECTION IF EXISTS hours`);
  if (repertoire) await store.command(`ALTER TABLE ${to} ADD COLUMN repertoire UInt64`);
  await store.insertSelect(
    `${to} (${columns}${repertoire ? ', repertoire' : ''})`,
    `SELECT ${columns}${repertoire ? `, ${repertoire}` : ''} FROM ${from} WHERE ${where}`,
  );
}
