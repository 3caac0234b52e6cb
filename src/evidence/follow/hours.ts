import type { Store } from '../../store/index.ts';
import type { HourEntry, Tree } from '../entries.ts';
import type { TransparencyLog } from '../log/index.ts';
import { HOUR, hoursOf, hourText, hourTrees } from '../sums/index.ts';
import { following, type Logged } from './logged.ts';

export interface CommitOptions {
  now?: Date;
  /** Also hours that are not over yet. */
  close?: boolean;
  onProgress?(progress: CommitProgress): void;
}

export interface CommitProgress {
  /** Hours of those that are to be committed, and exchanges in them. */
  hours: number;
  ofHours: number;
  exchanges: number;
  ofExchanges: number;
}

export interface Committed {
  /** Hours committed, the corrected ones among them. */
  hours: number;
  corrected: number;
  exchanges: number;
  /** Hours of which the store has less than the log says. Nothing is logged of them: adding exchanges can't make less. */
  less: Less[];
}

export interface Less {
  hour: string;
  /** Of the entry that says more. */
  index: number;
  committed: Tree;
  /** Null where the store has nothing of the hour. */
  stored: Tree | null;
}

/**
 * Exchanges of one statement, at least. It sorts their leaves; and the store lies by account, so it looks at the times of all that is
 * stored: of a store so large that it would be looked at more than PASSES times, more exchanges go together.
 */
export const AT_ONCE = 2_000_000;
const PASSES = 16;

/**
 * Commits to the exchanges of each hour that is over, and again to hours of which more has come in since. What is appended
 * stays: killed at any moment and run again, it goes on behind the last batch. An hour is over when `now` is behind it, or when
 * exchanges of a later hour are stored.
 */
export const commitHours = (
  store: Store,
  log: TransparencyLog,
  secret: Buffer,
  options: CommitOptions = {},
): Promise<Committed> =>
  following(log, (logged, catchUp) => commit(store, log, secret, logged, catchUp, options));

async function commit(
  store: Store,
  log: TransparencyLog,
  secret: Buffer,
  logged: Logged,
  catchUp: () => Promise<void>,
  { now = new Date(), close = false, onProgress }: CommitOptions,
): Promise<Committed> {
  const stored = await hoursOf(store);
  const newest = Math.max(...[...stored.keys()].slice(-1), Math.floor(now.getTime() / HOUR));
  const result: Committed = { hours: 0, corrected: 0, exchanges: 0, less: [] };
  for (const { hour, index, tree } of logged.hours.values())
    if (!stored.has(Date.parse(hour) / HOUR))
      result.less.push({ hour, index, committed: tree, stored: null });
  const due = [...stored].filter(
    ([hour, exchanges]) => (close || hour < newest) && logged.hours.get(hour)?.tree.exchanges !== exchanges,
  );
  const progress = {
    hours: 0,
    ofHours: due.length,
    exchanges: 0,
    ofExchanges: due.reduce((sum, [, exchanges]) => sum + exchanges, 0),
  };
  for (const batch of batches(due)) {
    onProgress?.({ ...progress });
    const hours = batch.map(([hour]) => hour);
    const trees = await hourTrees(store, secret, hours[0]!, hours.at(-1)! + 1, hours);
    // Another process may have committed them meanwhile.
    await catchUp();
    const entries: HourEntry[] = [];
    for (const [number, tree] of trees) {
      const before = logged.hours.get(number);
      if (before?.tree.root === tree.root) continue;
      const hour = hourText(number);
      if (before && isLess(tree, before.tree)) {
        result.less.push({ hour, index: before.index, committed: before.tree, stored: tree });
        continue;
      }
      entries.push({
        type: 'hour',
        v: 1,
        at: now.toISOString(),
        hour,
        tree,
        replaces: before?.index ?? null,
      });
      result.exchanges += tree.exchanges;
      if (before) result.corrected++;
    }
    if (entries.length) await log.append(entries);
    result.hours += entries.length;
    progress.hours += batch.length;
    progress.exchanges += batch.reduce((sum, [, exchanges]) => sum + exchanges, 0);
  }
  if (progress.hours) onProgress?.(progress);
  return result;
}

/** Whether this can't be the other with exchanges added: of something it has less. */
export const isLess = (tree: Tree, than: Tree): boolean =>
  tree.exchanges < than.exchanges ||
  tree.leaves < than.leaves ||
  tree.input_tokens < than.input_tokens ||
  tree.output_tokens < than.output_tokens;

/** Hours in their order, as many together as one statement takes. */
export function* batches(hours: readonly [hour: number, exchanges: number][]): Generator<typeof hours> {
  const total = hours.reduce((sum, [, exchanges]) => sum + exchanges, 0);
  const most = Math.max(AT_ONCE, Math.ceil(total / PASSES));
  let [from, exchanges] = [0, 0];
  for (const [i, [, its]] of hours.entries()) {
    if (i > from && (exchanges + its > most || i - from === HOURS_AT_ONCE)) {
      yield hours.slice(from, i);
      [from, exchanges] = [i, 0];
    }
    exchanges += its;
  }
  if (from < hours.length) yield hours.slice(from);
}

/** Their numbers are bound to the statement: as text they stay well below the engine's limit for one. */
const HOURS_AT_ONCE = 4000;
