import type { Store } from '../../store/index.ts';
import type { Tree } from '../entries.ts';
import { batches, isLess, type Logged } from '../follow/index.ts';
import { HOUR, hoursOf, hourText, hourTrees } from '../sums/index.ts';
import type { Findings, Fsck, FsckProgress } from './document.ts';

/** Makes the tree of every hour once more and holds it against the latest entry of the hour. */
export async function checkHours(
  store: Store,
  logged: Logged,
  secret: Buffer,
  found: Findings,
  now: Date,
  onProgress: (progress: FsckProgress) => void,
): Promise<Fsck['hours']> {
  const stored = await hoursOf(store);
  const sums = nothing();
  for (const [hour, { index, tree }] of logged.hours) {
    if (!stored.has(hour))
      found.error('hour', index, `${name(hour, tree)}; the store has nothing of that hour`);
    sums.committed++;
  }
  const over = Math.max(...[...stored.keys()].slice(-1), Math.floor(now.getTime() / HOUR));
  for (const [hour, exchanges] of stored) {
    if (logged.hours.has(hour)) continue;
    const kind = hour < over ? 'uncommitted' : 'open';
    sums[kind]++;
    sums[`${kind}_exchanges`] += exchanges;
  }
  const known = [...stored].filter(([hour]) => logged.hours.has(hour));
  let done = 0;
  for (const batch of batches(known)) {
    onProgress({ step: 'hours', done, of: known.length });
    const hours = batch.map(([hour]) => hour);
    const trees = await hourTrees(store, secret, hours[0]!, hours.at(-1)! + 1, hours);
    for (const hour of hours) {
      const tree = trees.get(hour);
      if (tree) compare(hour, tree, logged, found, sums);
    }
    done += hours.length;
  }
  onProgress({ step: 'hours', done, of: known.length });
  if (sums.uncommitted)
    found.warn(
      'hour',
      null,
      `${sums.uncommitted} ${sums.uncommitted === 1 ? 'hour' : 'hours'} with ${sums.uncommitted_exchanges} exchanges are over and not committed yet: of these the log says nothing`,
    );
  return sums;
}

function compare(hour: number, tree: Tree, logged: Logged, found: Findings, sums: Fsck['hours']): void {
  const { index, tree: committed } = logged.hours.get(hour)!;
  if (tree.root === committed.root) {
    sums.held++;
    sums.exchanges += tree.exchanges;
    sums.input_tokens += tree.input_tokens;
    sums.output_tokens += tree.output_tokens;
    return;
  }
  const said = name(hour, committed);
  if (isLess(tree, committed)) found.error('hour', index, `${said}; the store has ${words(tree)}`);
  else if (tree.exchanges === committed.exchanges)
    found.error(
      'hour',
      index,
      `${said}; the store has as many exchanges, and they are not the same: their tree has ${words(tree)} and another root`,
    );
  else {
    const more = tree.exchanges - committed.exchanges;
    sums.late++;
    sums.late_exchanges += more;
    found.warn(
      'hour',
      index,
      `${said}; the store has ${more} more, which came late and are not committed yet. Whether those that were committed are still as they were can't be told`,
    );
  }
}

const name = (hour: number, tree: Tree) =>
  `the hour from ${hourText(hour).slice(0, 16)}Z is committed with ${words(tree)}`;

const words = ({ leaves, exchanges, input_tokens, output_tokens }: Tree) =>
  `${exchanges} exchanges, ${input_tokens} input and ${output_tokens} output tokens in ${leaves} leaves`;

export const nothing = (): Fsck['hours'] => ({
  ...{ committed: 0, held: 0, exchanges: 0, input_tokens: 0, output_tokens: 0 },
  ...{ late: 0, late_exchanges: 0, uncommitted: 0, uncommitted_exchanges: 0, open: 0, open_exchanges: 0 },
});
