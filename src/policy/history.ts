import type { Store } from '../store/index.ts';
import { type AuditRecord, readRecords } from './records.ts';
import { Snapshot } from './snapshot.ts';
import { usageByHour } from './usage.ts';

/** What a past needs, read once: every record, and how grants were used up. */
export interface Past {
  records: readonly AuditRecord[];
  /** By grant: [start of an hour, exchanges until then], the earliest first. */
  usage: ReadonlyMap<string, readonly (readonly [at: number, exchanges: number])[]>;
}

export async function readPast(store: Store): Promise<Past> {
  const records = await readRecords(store);
  const usage = new Map<string, (readonly [number, number])[]>();
  for (const record of records) {
    if (record.kind !== 'grant') continue;
    let sum = 0;
    const hours = [...(await usageByHour(store, record.after))].sort(([a], [b]) => a - b);
    usage.set(
      record.subject,
      hours.map(([at, n]) => [at + 3_600_000, (sum += n)] as const),
    );
  }
  return { records, usage };
}

/** What was in force, at one time after another. */
export class History {
  readonly snapshot = new Snapshot();
  readonly #past: Past;
  #taken = 0;
  readonly #used = new Map<string, number>();

  constructor(past: Past) {
    this.#past = past;
  }

  /** @param at milliseconds since 1970, never earlier than the last */
  moveTo(at: number): void {
    const { records, usage } = this.#past;
    for (let next = records[this.#taken]; next && Date.parse(next.at) <= at; next = records[++this.#taken])
      this.snapshot.take(next);
    for (const [grant, hours] of usage) {
      let n = this.#used.get(grant) ?? 0;
      while (n < hours.length && hours[n]![0] <= at) n++;
      this.#used.set(grant, n);
      if (n > 0) this.snapshot.setUsage(grant, hours[n - 1]![1]);
    }
  }
}
