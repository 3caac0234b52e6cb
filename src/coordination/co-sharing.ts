import { rows, type Store, temporary } from '../store/index.ts';
import { messages } from './definitions/messages.ts';
import { pairs } from './definitions/pairs.ts';
import { count, drop, keepNear, ROWS, SORTED } from './near.ts';
import { type CoSharing, least, milliseconds, participation } from './options.ts';
import { PAIRS, slicesOf } from './slices.ts';
import { type Shares, stage } from './stage.ts';
import { weigh } from './weigh.ts';

export interface Edge {
  /** Accounts. Where edges have no direction, `a` comes before `b` in the order of their bytes. */
  a: string;
  b: string;
  weight: number;
}

/** What there is to do, known before a pair is made. */
export interface Plan {
  shares: number;
  /** Shares that have another one near. */
  near: number;
  /** Pairs of these that are looked at, in both directions. */
  pairs: number;
  slices: number;
}

interface Options {
  /** How much is looked at together, which changes nothing but memory and time. */
  slice?: { rows?: number; pairs?: number };
  onPlan?(plan: Plan): void;
}

/**
 * Who shares the same objects within a time window: the edges, ordered by their accounts' names. All pairs are never
 * in one place: shares are looked at a slice at a time, then pairs are made and counted a slice of the accounts at a
 * time, and what is kept of them, on disk, is the edges of at least the least weight. So memory is that of a slice; the
 * engine's limit a statement holds all the same. Time goes with the pairs: an object that a million accounts share
 * within one window has 10¹² of them, and no order of work makes these few.
 */
export async function* coSharing(
  store: Store,
  shares: Shares,
  wanted: CoSharing,
  { slice = {}, onPlan }: Options = {},
): AsyncGenerator<Edge> {
  const definition = wanted.counting === 'messages' ? messages : pairs(participation(wanted));
  const bounds = { window: milliseconds(wanted), least: least(wanted) };
  const run = temporary('co_sharing');
  const [staged, near, edges, names] = [`${run}_shares`, `${run}_near`, `${run}_edges`, `${run}_names`];
  try {
    await stage(store, shares, staged);
    await keepNear(store, staged, definition, { window: bounds.window, rows: slice.rows ?? ROWS }, near);
    const plan = await slicesOf(store, near, slice.pairs ?? PAIRS);
    onPlan?.({
      shares: await count(store, staged),
      near: await count(store, near),
      pairs: plan.pairs,
      slices: plan.slices.length,
    });
    await store.command(
      `CREATE TABLE ${edges} (a UInt64, b UInt64, weight UInt32) ENGINE = MergeTree ORDER BY a`,
    );
    for (const part of plan.slices) await weigh(store, near, part, definition, bounds, edges);
    await keepNames(store, staged, edges, names);
    yield* named(store, edges, names, definition.undirected);
  } finally {
    for (const table of [staged, near, edges, names]) await drop(store, table);
  }
}

/** The names of those who have an edge: all that is held of every account at once. */
async function keepNames(store: Store, staged: string, edges: string, table: string): Promise<void> {
  await store.command(
    `CREATE TABLE ${table} (account UInt64, name String) ENGINE = MergeTree ORDER BY account`,
  );
  await store.insertSelect(
    table,
    `SELECT account, any(name) FROM ${staged}
     WHERE account IN (SELECT a FROM ${edges} UNION DISTINCT SELECT b FROM ${edges}) GROUP BY account`,
  );
}

function named(store: Store, edges: string, names: string, undirected: boolean): AsyncGenerator<Edge> {
  const [a, b] = undirected ? ['least(x.name, y.name)', 'greatest(x.name, y.name)'] : ['x.name', 'y.name'];
  const answer = store.stream(
    `SELECT ${a} AS from, ${b} AS to, weight FROM ${edges} AS edge
     INNER JOIN ${names} AS x ON x.account = edge.a INNER JOIN ${names} AS y ON y.account = edge.b
     ORDER BY from, to`,
    'RowBinary',
    { settings: { ...SORTED, join_algorithm: 'grace_hash', max_bytes_in_join: 200_000_000 } },
  );
  return rows(answer, reader => ({ a: reader.string(), b: reader.string(), weight: reader.u32() }));
}
