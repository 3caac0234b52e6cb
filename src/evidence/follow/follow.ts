import { installationKey } from '../../exchange/index.ts';
import type { Store } from '../../store/index.ts';
import { TransparencyLog } from '../log/index.ts';
import { evidenceSecret } from '../sums/index.ts';
import { type CommitOptions, type Committed, commitHours } from './hours.ts';
import { makerOf } from './maker.ts';
import { followRecords } from './records.ts';
import { followVerdicts } from './verdicts.ts';

export interface FollowOptions extends CommitOptions {
  /** What to bring into the log; all of it, where nothing is said. */
  what?: readonly ('hours' | 'verdicts' | 'records')[];
  /** The log's name, where it is made now. */
  origin?: string | undefined;
}

export interface Followed {
  hours: Committed | null;
  /** Ids of the campaigns of which something new was logged. */
  verdicts: string[];
  records: number;
  /** Entries of the log now. */
  size: number;
}

/** Brings the log up to date with the store, and closes it. Where nothing is new, nothing is written. */
export async function follow(store: Store, data: string, options: FollowOptions = {}): Promise<Followed> {
  const log = await TransparencyLog.open(data, { origin: options.origin });
  try {
    return await bringUpToDate(store, log, evidenceSecret(installationKey(data)), options);
  } finally {
    await log.close();
  }
}

/** The same of a log that stays open: what it says is read once. */
export async function bringUpToDate(
  store: Store,
  log: TransparencyLog,
  secret: Buffer,
  options: FollowOptions = {},
): Promise<Followed> {
  const { what = ['hours', 'verdicts', 'records'], now = new Date() } = options;
  // Hours first: a verdict then stands behind what it is of.
  const hours = what.includes('hours') ? await commitHours(store, log, secret, { ...options, now }) : null;
  const verdicts = what.includes('verdicts') ? await followVerdicts(store, log, secret, makerOf(), now) : [];
  const records = what.includes('records') ? await followRecords(store, log, secret, now) : 0;
  return { hours, verdicts, records, size: log.size };
}
