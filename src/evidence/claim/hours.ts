import type { Selection } from '../../detect/index.ts';
import { StillwatchError } from '../../errors.ts';
import type { Store } from '../../store/index.ts';
import type { HourEntry, Tree } from '../entries.ts';
import { batches } from '../follow/index.ts';
import { HOUR, hashLeaf, hourText, SumTree, u64 } from '../sums/index.ts';
import { differs } from './differs.ts';
import { claimedTrees, createLeaves, keepLeaves } from './leaves.ts';

/** What is claimed of an hour, and the entry of the log that committed to that hour. */
export interface ClaimedHour {
  /** Hours since 1970. */
  hour: number;
  entry: number;
  committed: Tree;
  tree: Tree;
}

export interface Summing {
  store: Store;
  selection: Selection;
  secret: Buffer;
  /** Where the leaves are kept. */
  table: string;
  logged: ReadonlyMap<number, { index: number; entry: HourEntry }>;
  onBatch?: ((done: number, of: number) => void) | undefined;
}

/** Sums up what a campaign sent, hour by hour, out of the hours that the log committed to. */
export async function claimedHours({
  store,
  selection,
  secret,
  table,
  logged,
  onBatch,
}: Summing): Promise<ClaimedHour[]> {
  const sent = await store.query<{ hour: number }>(
    `SELECT DISTINCT intDiv(toUnixTimestamp64Milli(time), ${HOUR}) AS hour FROM exchanges WHERE ${selection.where} ORDER BY hour`,
  );
  const committed = (hour: number) => {
    const entry = logged.get(hour);
    if (entry) return entry;
    throw new StillwatchError(
      'EVIDENCE_MISSING',
      `the log has no commitment to the hour ${hourText(hour)}, in which the campaign sent something`,
      'Bring it up to date: stillwatch detect',
    );
  };
  const due = sent.map(({ hour }): [number, number] => [
    Number(hour),
    committed(Number(hour)).entry.tree.exchanges,
  ]);
  await checkTotals(store, due, committed);
  await createLeaves(store, table);
  let done = 0;
  for (const batch of batches(due)) {
    onBatch?.(done, due.length);
    await keepLeaves(
      store,
      selection,
      secret,
      batch.map(([hour]) => hour),
      table,
    );
    done += batch.length;
  }
  const hours: ClaimedHour[] = [];
  for await (const { hour, tree } of claimedTrees(store, table, hour => {
    const { index, entry } = committed(hour);
    return { leaves: entry.tree.leaves, entry: index };
  })) {
    const { index, entry } = committed(hour);
    hours.push({ hour, entry: index, committed: entry.tree, tree: tree.tree });
  }
  return hours;
}

/**
 * What is stored of each hour sums up to what the log committed to. That it is the same, account for account, is told of the hours that
 * are drawn: of all of them it would cost as much as committing them.
 */
async function checkTotals(
  store: Store,
  hours: readonly [hour: number, exchanges: number][],
  committed: (hour: number) => { index: number; entry: HourEntry },
): Promise<void> {
  const stored = await store.query<{ hour: number; numbers: number[] }>(
    `SELECT intDiv(toUnixTimestamp64Milli(time), ${HOUR}) AS hour,
       [toFloat64(count()), toFloat64(sum(input_tokens)), toFloat64(sum(output_tokens))] AS numbers
     FROM exchanges GROUP BY hour`,
  );
  const numbersOf = new Map(stored.map(({ hour, numbers }) => [Number(hour), numbers]));
  for (const [hour] of hours) {
    const { index, entry } = committed(hour);
    const { exchanges, input_tokens, output_tokens } = entry.tree;
    const expected = [exchanges, input_tokens, output_tokens];
    if (expected.some((number, i) => number !== numbersOf.get(hour)![i])) throw differs(hour, index);
  }
}

/** The tree above the hours of a claim. */
export const hoursTree = (hours: readonly ClaimedHour[]): SumTree =>
  new SumTree(
    hours.map(({ hour, entry, tree }) => {
      const { root, leaves, exchanges, input_tokens, output_tokens } = tree;
      const numbers = [leaves, exchanges, input_tokens, output_tokens].map(u64);
      return {
        hash: hashLeaf(Buffer.concat([u64(hour), u64(entry), Buffer.from(root, 'base64'), ...numbers])),
        sums: [1, exchanges, input_tokens, output_tokens],
      };
    }),
  );
