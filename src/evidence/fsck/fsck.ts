import { StillwatchError } from '../../errors.ts';
import { installationKey } from '../../exchange/index.ts';
import type { Store } from '../../store/index.ts';
import type { HourEntry } from '../entries.ts';
import { Logged } from '../follow/index.ts';
import { hasLog, TransparencyLog, verifyLog } from '../log/index.ts';
import { evidenceSecret, hourOf } from '../sums/index.ts';
import { type Counted, Findings, type Fsck, type FsckProgress } from './document.ts';
import { checkRecords, checkVerdicts } from './documents.ts';
import { checkHours, nothing } from './hours.ts';

export interface FsckOptions {
  now?: Date;
  onProgress?(progress: FsckProgress): void;
}

/**
 * Holds log, sums and store against each other. Changes nothing, and makes no log where there is none.
 *
 * What it can't see: exchanges that were changed before their hour was committed, and earlier documents of a campaign, which
 * are not kept.
 */
export async function fsck(store: Store, data: string, options: FsckOptions = {}): Promise<Fsck> {
  const { now = new Date(), onProgress = () => {} } = options;
  const started = performance.now();
  const found = new Findings();
  const none: Counted = { logged: 0, held: 0, unlogged: 0 };
  const document: Fsck = {
    ...{ ok: true, first_wrong: null, errors: found.errors, warnings: found.warnings },
    log: { size: null, entries: {} },
    ...{ hours: nothing(), verdicts: none, records: none, seconds: 0 },
  };
  let logged: Logged | undefined = new Logged();
  onProgress({ step: 'log', done: 0, of: 0 });
  for (const { where, index = null, message } of await verifyLog(data)) {
    // Of a checkpoint the index is its size, which is no entry's.
    const isEntry = where === 'entry' || where === 'tile';
    found.error('log', isEntry ? index : null, isEntry ? message : `${where}: ${message}`);
  }
  if (hasLog(data)) logged = await readLog(data, document.log, found);
  else if (found.errors.length === 0) found.warn('log', null, 'nothing is logged yet');
  if (logged) {
    const secret = evidenceSecret(installationKey(data));
    document.hours = await checkHours(store, logged, secret, found, now, onProgress);
    onProgress({ step: 'verdicts', done: 0, of: logged.verdicts.size });
    document.verdicts = await checkVerdicts(store, logged, secret, found);
    onProgress({ step: 'records', done: 0, of: logged.records.size });
    document.records = await checkRecords(store, logged, secret, found);
  }
  found.errors.sort((a, b) => (a.index ?? -1) - (b.index ?? -1));
  document.ok = found.errors.length === 0;
  document.first_wrong = found.errors.find(({ index }) => index !== null)?.index ?? null;
  document.seconds = (performance.now() - started) / 1000;
  return document;
}

/** What the log says; nothing where it can't be read, and then the store can't be held against it. */
async function readLog(data: string, into: Fsck['log'], found: Findings): Promise<Logged | undefined> {
  const logged = new Logged();
  try {
    const log = await TransparencyLog.open(data, { create: false });
    try {
      into.size = log.size;
      for await (const { index, entry } of log.entries()) {
        into.entries[entry.type] = (into.entries[entry.type] ?? 0) + 1;
        if (entry.type === 'hour') checkChain(index, entry, logged, found);
        logged.take(index, entry);
      }
    } finally {
      await log.close();
    }
    return logged;
  } catch (error) {
    if (!(error instanceof StillwatchError)) throw error;
    if (found.errors.length === 0) found.error('log', null, error.message);
    found.warn('log', null, 'the store was not held against the log: the log cannot be read to its end');
    return undefined;
  }
}

/** An hour is committed anew by an entry that says what it replaces, and has no less. */
function checkChain(index: number, entry: HourEntry, { hours }: Logged, found: Findings): void {
  const { hour, replaces, tree } = entry;
  const before = hours.get(hourOf(hour));
  if (before && tree.exchanges < before.tree.exchanges)
    found.error(
      'hour',
      index,
      `it commits to ${tree.exchanges} exchanges of ${hour}; entry ${before.index} before it to ${before.tree.exchanges}`,
    );
  else if (before && replaces === null)
    found.warn(
      'hour',
      index,
      `it doesn't say that it replaces entry ${before.index}: two processes may have committed ${hour} at the same moment`,
    );
  else if (replaces !== (before?.index ?? null))
    found.error(
      'hour',
      index,
      `it says that it replaces entry ${replaces}; the one before it of ${hour} is ${before?.index ?? 'none'}`,
    );
}
