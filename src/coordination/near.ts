import type { Store } from '../store/index.ts';
import type { Definition, Step } from './definitions/definition.ts';
import { BULK } from './stage.ts';

/** Rows that are sorted in memory together: under half a gigabyte with all that is asked of them. */
export const ROWS = 2_000_000;

/** Time is cut into cells as long as the window: what is near a share lies in its cell or one beside it. */
export const cellOf = (window: number, shift = '0') => {
  const length = Math.max(1, window);
  return `sipHash64(object, intDiv(time, ${length}) + ${shift})`;
};

/** The shares that have others near them, with their cells; of the staged ones often a small part. */
export async function keepNear(
  store: Store,
  staged: string,
  definition: Definition,
  { window, rows }: { window: number; rows: number },
  into: string,
): Promise<void> {
  const steps = definition.steps(window);
  let from = staged;
  try {
    for (const [i, step] of steps.entries()) {
      const last = i === steps.length - 1;
      const table = last ? into : `${into}_${i}`;
      const select = (rows: string) =>
        last ? `SELECT *, ${cellOf(window)} AS cell FROM (${step.select(rows)})` : step.select(rows);
      // By object, as the pairs are looked for: what is needed together lies together.
      await store.command(
        `CREATE TABLE ${table} ENGINE = MergeTree ORDER BY ${last ? '(object, time)' : 'tuple()'} EMPTY AS ${select(from)}`,
      );
      await run(store, { ...step, select }, from, rows, table);
      if (from !== staged) await drop(store, from);
      from = table;
    }
  } finally {
    for (const i of steps.keys()) await drop(store, `${into}_${i}`);
  }
}

/**
 * Runs a step over a table into another, a slice of the rows at a time, so that what is sorted at once does not grow
 * with what there is. (The engine can sort on disk, but by its own default it would not start to until the
 * machine's memory is half full, and several windows in one statement add up.)
 */
async function run(store: Store, step: Step, from: string, most: number, into: string): Promise<void> {
  const slices = Math.max(1, Math.ceil((await count(store, from)) / most));
  for (let slice = 0; slice < slices; slice++) {
    const rows = slices === 1 ? from : `(SELECT * FROM ${from} WHERE ${step.by} % ${slices} = ${slice})`;
    await store.insertSelect(into, step.select(rows), { settings: { ...BULK, ...SORTED } });
  }
}

/** Should one object have more shares than a slice, sorting goes to disk after all. */
export const SORTED = {
  max_bytes_before_external_sort: 100_000_000,
  max_bytes_ratio_before_external_sort: 0,
};

export async function count(store: Store, table: string): Promise<number> {
  return (await store.query<{ n: number }>(`SELECT count() AS n FROM ${table}`))[0]!.n;
}

export async function drop(store: Store, table: string): Promise<void> {
  await store.command(`DROP TABLE IF EXISTS ${table} SYNC`);
}
