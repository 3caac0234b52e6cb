import type { Store } from '../store/index.ts';
import type { Grant } from './bodies.ts';

/** Bytes of account names in one statement: the engine parses 256 kB at most. */
const NAMES_IN_ONE = 100_000;

/** How many exchanges use a grant up, by the hour that they were sent in (milliseconds since 1970). */
export async function usageByHour(
  store: Store,
  { accounts, models, from, until }: Grant,
  before = new Date(until),
): Promise<Map<number, number>> {
  const to = Math.min(Date.parse(until), before.getTime());
  const byHour = new Map<number, number>();
  for (const some of chunksOf([...new Set(accounts)])) {
    const rows = await store.query<{ hour: number; n: number }>(
      `SELECT toUnixTimestamp(toStartOfHour(time)) AS hour, count() AS n FROM exchanges
       WHERE account IN {accounts:Array(String)} AND ({all:Bool} OR model IN {models:Array(String)})
         AND time >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
       GROUP BY hour`,
      { params: { accounts: some, models, all: models.includes('*'), from: Date.parse(from), to } },
    );
    for (const { hour, n } of rows) byHour.set(hour * 1000, (byHour.get(hour * 1000) ?? 0) + n);
  }
  return byHour;
}

/** How many exchanges have used a grant up. */
export async function usageOf(store: Store, grant: Grant, before?: Date): Promise<number> {
  let sum = 0;
  for (const n of (await usageByHour(store, grant, before)).values()) sum += n;
  return sum;
}

function* chunksOf(names: readonly string[]): Generator<string[]> {
  let chunk: string[] = [];
  let bytes = 0;
  for (const name of names) {
    if (bytes > NAMES_IN_ONE) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(name);
    bytes += Buffer.byteLength(name) + 4;
  }
  if (chunk.length) yield chunk;
}
