import type { HourEntry, Tree } from '../entries.ts';
import { hashLeaf, SumTree, u64 } from '../sums/index.ts';

/** What is claimed of an hour, and which entry of the log committed to that hour. */
export interface ClaimedHour {
  hour: number;
  entry: number;
  tree: Tree;
}

/** Hours that are claimed of, with the entries that committed to them; those that none did are told. */
export function claimedOf(
  claimed: ReadonlyMap<number, Tree>,
  logged: ReadonlyMap<number, { index: number; entry: HourEntry }>,
): { hours: ClaimedHour[]; missing: number[] } {
  const hours: ClaimedHour[] = [];
  const missing: number[] = [];
  for (const [hour, tree] of claimed) {
    const entry = logged.get(hour);
    if (entry) hours.push({ hour, entry: entry.index, tree });
    else missing.push(hour);
  }
  return { hours, missing };
}

/** The tree above the hours of a claim. */
export const hoursTree = (hours: readonly ClaimedHour[]): SumTree =>
  new SumTree(
    hours.map(({ hour, entry, tree }) => {
      const { root, leaves, exchanges, input_tokens, output_tokens } = tree;
      return {
        hash: hashLeaf(
          Buffer.concat([
            u64(hour),
            u64(entry),
            Buffer.from(root, 'base64'),
            ...[leaves, exchanges, input_tokens, output_tokens].map(u64),
          ]),
        ),
        sums: [1, exchanges, input_tokens, output_tokens],
      };
    }),
  );
