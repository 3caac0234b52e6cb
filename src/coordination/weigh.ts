import type { Store } from '../store/index.ts';
import type { Definition } from './definitions/definition.ts';
import { cellOf } from './near.ts';
import { partOf, type Slice } from './slices.ts';
import { BULK } from './stage.ts';

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
