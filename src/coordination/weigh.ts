import type { Store } from '../store/index.ts';
import type { Definition } from './definitions/definition.ts';
import { partOf, type Slice } from './slices.ts';
import { BULK } from './stage.ts';

/** The shares that have others near them, by object; of the staged ones often a small part. */
export async function keepNear(
  store: Store,
  stage: string,
  definition: Definition,
  window: number,
  table: string,
): Promise<void> {
  const columns = 'object UInt64, time Int64, account UInt64, message UInt64, near UInt64';
  await store.command(
    `CREATE TABLE ${table} (${columns}, ${definition.columns}, cell UInt64) ENGINE = MergeTree ORDER BY (object, time)`,
  );
  await store.insertSelect(table, `SELECT *, ${cellOf(window)} FROM (${definition.near(stage, window)})`, {
    settings: BULK,
  });
}

/** Time is cut into cells as long as the window: what is near a share lies in its cell or one beside it. */
const cellOf = (window: number, shift = '0') => {
  const length = Math.max(1, window);
  return `sipHash64(object, intDiv(time - positiveModulo(time, ${length}), ${length}) + ${shift})`;
};

/**
 * Adds a slice's edges to the table. The slice's shares are what the engine keeps in memory, in their three cells; all
 * others pass by them once.
 */
export async function weigh(
  store: Store,
  near: string,
  { from, to }: Slice,
  definition: Definition,
  { window, least }: { window: number; least: number },
  table: string,
): Promise<number> {
  const pairs = (where: string) => `
    SELECT one.account AS a, other.account AS b, one.message AS message
    FROM ${near} AS other
    INNER JOIN (
      SELECT * EXCEPT cell, ${cellOf(window, 'arrayJoin([-1, 0, 1])')} AS cell FROM ${near}
      WHERE ${partOf('account')} >= ${from} AND ${partOf('account')} < ${to} AND ${where}
    ) AS one ON one.cell = other.cell
    WHERE one.object = other.object AND abs(one.time - other.time) <= ${window} AND ${definition.counts(window)}`;
  const { written } = await store.insertSelect(
    table,
    `${definition.weights(pairs)} HAVING weight >= ${least}`,
    { settings: BULK },
  );
  return written;
}
