import { randomBytes } from 'node:crypto';
import { rows, type Store } from '../store/index.ts';
import { messages } from './definitions/messages.ts';
import { pairs } from './definitions/pairs.ts';
import { type CoSharing, least, milliseconds, participation } from './options.ts';
import { PAIRS, slicesOf } from './slices.ts';
import { type Shares, stage } from './stage.ts';
import { keepNear, weigh } from './weigh.ts';

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

/**
 * Who shares the same objects within a time window: the edges, ordered by their accounts' names. All pairs are never
 * in one place: tables and sorting are on disk, pairs are made and counted a slice of the accounts at a time, and
 * what is kept of them is the edges of at least the least weight. Memory is bounded by the engine's limit a statement
 * (src/store/settings.ts) whatever comes in, save for the names of accounts that have an edge.
 */
export async function* coSharing(
  store: Store,
  shares: Shares,
  wanted: CoSharing,
  { slice = PAIRS, onPlan }: { slice?: number; onPlan?(plan: Plan): void } = {},
): AsyncGenerator<Edge> {
  const definition = wanted.counting === 'messages' ? messages : pairs(participation(wanted));
  const bounds = { window: milliseconds(wanted), least: least(wanted) };
  const run = `co_sharing_${randomBytes(6).toString('hex')}`;
  const [staged, near, edges, names] = [`${run}_shares`, `${run}_near`, `${run}_edges`, `${run}_names`];
  try {
    await stage(store, shares, staged);
    await keepNear(store, staged, definition, bounds.window, near);
    const plan = await slicesOf(store, near, slice);
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
    for (const table of [staged, near, edges, names])
      await store.command(`DROP TABLE IF EXISTS ${table} SYNC`);
  }
}

async function count(store: Store, table: string): Promise<number> {
  return (await store.query<{ n: number }>(`SELECT count() AS n FROM ${table}`))[0]!.n;
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
  );
  return rows(answer, reader => ({ a: reader.string(), b: reader.string(), weight: reader.u32() }));
}
