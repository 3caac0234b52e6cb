import { Turns } from '../../store/index.ts';
import type { Entry, HourEntry, KeyEntry, RecordEntry, VerdictEntry } from '../entries.ts';
import type { TransparencyLog } from '../log/index.ts';
import { hourOf } from '../sums/index.ts';

type Placed<E> = { index: number } & E;

/** What a log says, by what it says it of: of each hour and each campaign the latest entry. */
export class Logged {
  readonly hours = new Map<number, Placed<HourEntry>>();
  readonly verdicts = new Map<string, Placed<VerdictEntry>>();
  readonly records = new Map<string, Placed<RecordEntry>>();
  readonly keys: Placed<KeyEntry>[] = [];
  /** Entries taken in. */
  size = 0;

  take(index: number, entry: Entry): void {
    if (entry.type === 'hour') this.hours.set(hourOf(entry.hour), { index, ...entry });
    else if (entry.type === 'verdict') this.verdicts.set(entry.campaign, { index, ...entry });
    else if (entry.type === 'record') this.records.set(entry.id, { index, ...entry });
    else if (entry.type === 'key') this.keys.push({ index, ...entry });
    this.size = index + 1;
  }
}

const known = new WeakMap<TransparencyLog, { logged: Logged; turns: Turns }>();

/**
 * Does something that goes by what the log says, whoever appended it; one after the other, so that nothing is logged twice. All
 * entries are read once for as long as the log is open, and then only what is new: there is no other state that could
 * disagree with it.
 */
export function following<T>(
  log: TransparencyLog,
  work: (logged: Logged, catchUp: () => Promise<void>) => Promise<T>,
): Promise<T> {
  let its = known.get(log);
  if (!its) known.set(log, (its = { logged: new Logged(), turns: new Turns() }));
  const { logged, turns } = its;
  const catchUp = async () => {
    for await (const { index, entry } of log.entries(logged.size)) logged.take(index, entry);
  };
  return turns.run(async () => {
    await catchUp();
    return work(logged, catchUp);
  });
}
