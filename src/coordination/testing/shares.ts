import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../../store/index.ts';
import { type CoSharing, coSharing, type Edge } from '../index.ts';

/** A share in a test; `at` is seconds. */
export interface Share {
  account: string;
  object: string;
  message: string;
  at: number;
}

/** `account object message at`, a share each. */
export const sharesOf = (...lines: string[]): Share[] =>
  lines.map(line => {
    const [account, object, message, at] = line.split(' ');
    return { account: account!, object: object!, message: message!, at: Number(at) };
  });

/** The edges of these shares, which come in their order, found in the engine. */
export async function find(
  store: Store,
  folder: string,
  shares: readonly Share[],
  wanted: CoSharing,
  options?: Parameters<typeof coSharing>[3],
): Promise<Edge[]> {
  const file = join(folder, 'shares.jsonl');
  const lines = shares.map(({ at, ...share }, place) => ({ ...share, at: Math.round(at * 1000), place }));
  writeFileSync(file, lines.map(line => `${JSON.stringify(line)}\n`).join(''));
  const structure = 'account String, object String, message String, at Int64, place UInt32';
  await store.command(`CREATE OR REPLACE TABLE given (${structure}) ENGINE = Memory`);
  const columns = ['account', 'object', 'message', 'at', 'place'];
  const select = (source: string) => `SELECT ${columns.join(', ')} FROM ${source}`;
  await store.insertBatch({ into: 'given', columns, file, structure, select });
  const given = {
    select: "SELECT account, object, message, fromUnixTimestamp64Milli(at, 'UTC') AS time, place FROM given",
    place: 'place',
  };
  const edges: Edge[] = [];
  for await (const edge of coSharing(store, given, wanted, options)) edges.push(edge);
  return edges;
}
