import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { StillwatchError } from '../errors.ts';
import { QueryError, type Store } from '../store/index.ts';
import { exchangeStructure, sketchChecked, sketchColumns, sketchSelect } from '../traits/index.ts';

/** How many lines a load took, and how many of them were exchanges not stored before. */
export interface Loaded {
  rows: number;
  fresh: number;
}

interface Lane {
  table: string;
  rows: number;
  idle: Promise<unknown>;
}

/** Rows staged before they are added: few large parts cost the engine less than many small ones. */
const ADD_ROWS = 130_000;

/** Rows read and sketched at a time: as fast as the usual 65,536, and the process peaks a fifth lower. */
const READ_ROWS = 16_384;

/** The stages of runs that go on in this process: the others on a store are left over. */
const live = new Set<string>();

/** To add is to look for what is stored and then to store: on a store one does at a time, of whichever run. */
const adding = new WeakMap<Store, Promise<unknown>>();

/**
 * Takes files of canonical lines into the store. Each goes through a staging table: first all its rows are read,
 * checked and sketched, then those whose id is not stored yet are added. So a file with a bad line adds nothing,
 * and what was half added when the process died has its other half added when it comes again.
 *
 * The engine reads one file in one thread well and in two badly, so files are loaded beside each other, a lane for
 * each core; rows are added by one lane at a time.
 */
export class Loader {
  readonly #store: Store;
  readonly #key: [bigint, bigint];
  readonly #onAdded: (loaded: Loaded) => void;
  readonly #lanes: Lane[];
  #turn = 0;

  private constructor(store: Store, key: [bigint, bigint], lanes: Lane[], onAdded: (loaded: Loaded) => void) {
    this.#store = store;
    this.#key = key;
    this.#lanes = lanes;
    this.#onAdded = onAdded;
  }

  /** `onAdded` hears of rows when they are stored: only then are they acknowledged. */
  static async open(
    store: Store,
    sketchKey: [bigint, bigint],
    onAdded: (loaded: Loaded) => void,
  ): Promise<Loader> {
    const run = randomBytes(6).toString('hex');
    const shape = await sweep(store);
    const lanes: Lane[] = [];
    for (let lane = 0; lane < Math.max(1, Math.min(availableParallelism(), 4)); lane++) {
      const table = `staging_${run}_${lane}`;
      live.add(table);
      await store.command(`CREATE TABLE ${table} AS ${shape} ENGINE = Memory`);
      lanes.push({ table, rows: 0, idle: Promise.resolve() });
    }
    return new Loader(store, sketchKey, lanes, onAdded);
  }

  /** How many files are worth having under way at once. */
  get width(): number {
    return this.#lanes.length;
  }

  /**
   * Reads a file whole, or rejects with the engine's QueryError and takes nothing of it. `checked` says that the
   * schema has seen its lines; of others the engine takes only what it can vouch for.
   */
  load(file: string, { checked }: { checked: boolean }): Promise<void> {
    const lane = this.#lanes[this.#turn++ % this.#lanes.length]!;
    const loading = lane.idle.then(() => this.#read(lane, file, checked ? sketchChecked : sketchSelect));
    lane.idle = loading.catch(() => {});
    return loading;
  }

  /** Resolves when all that was loaded is stored. */
  async settled(): Promise<void> {
    for (const lane of this.#lanes) {
      await lane.idle;
      await this.#add(lane);
    }
  }

  async close(): Promise<void> {
    for (const { table, idle } of this.#lanes) {
      await idle;
      // A store that is gone said so before; the next run sweeps.
      await this.#store.command(`DROP TABLE IF EXISTS ${table}`).catch(() => {});
      live.delete(table);
    }
  }

  async #read(lane: Lane, file: string, select: typeof sketchSelect): Promise<void> {
    const { written } = await this.#store.insertBatch(
      { into: lane.table, columns: sketchColumns, file, structure: exchangeStructure, select },
      {
        params: { key0: this.#key[0], key1: this.#key[1] },
        settings: {
          max_threads: 1,
          input_format_parallel_parsing: 0,
          max_block_size: READ_ROWS,
          max_insert_block_size: READ_ROWS,
          min_insert_block_size_rows: READ_ROWS,
        },
      },
    );
    lane.rows += written;
    if (lane.rows >= ADD_ROWS) await this.#add(lane).catch(notAboutLines);
  }

  #add(lane: Lane): Promise<void> {
    const added = (adding.get(this.#store) ?? Promise.resolve()).then(async () => {
      if (lane.rows === 0) return;
      const known = `SELECT id_hash FROM exchanges WHERE id_hash GLOBAL IN (SELECT id_hash FROM ${lane.table})`;
      const { written } = await this.#store.insertSelect(
        `exchanges (${sketchColumns.join(', ')})`,
        `SELECT * FROM ${lane.table} WHERE id_hash GLOBAL NOT IN (${known}) LIMIT 1 BY id_hash`,
        {
          settings: {
            min_insert_block_size_rows: 1 << 20,
            min_insert_block_size_bytes: 256 << 20,
            max_insert_block_size: 1 << 20,
            max_partitions_per_insert_block: 0, // a partition is a month, and logs may span a hundred
          },
        },
      );
      await this.#store.command(`TRUNCATE TABLE ${lane.table}`);
      this.#onAdded({ rows: lane.rows, fresh: written });
      lane.rows = 0;
    });
    adding.set(
      this.#store,
      added.catch(() => {}),
    );
    return added;
  }
}

/** Rows that were read and can't be added are no fault of their lines: nobody is to look for one. */
function notAboutLines(error: unknown): never {
  if (!(error instanceof QueryError)) throw error;
  throw new StillwatchError(error.code, error.message, error.mend, { cause: error });
}

/**
 * Drops stages that a killed process left, where no other can be at work, and answers what a stage has the columns
 * of: on a cluster the local table, for the stage is a plain table on this node.
 */
async function sweep(store: Store): Promise<string> {
  const tables = await store.query<{ name: string }>(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND (name = 'exchanges_local' OR startsWith(name, 'staging_'))",
  );
  let shape = 'exchanges';
  for (const { name } of tables)
    if (name === 'exchanges_local') shape = name;
    else if (store.kind === 'embedded' && !live.has(name))
      await store.command(`DROP TABLE IF EXISTS ${name}`);
  return shape;
}
