import { StillwatchError } from '../errors.ts';
import { type Store, Turns } from '../store/index.ts';
import type { RecordKind } from './bodies.ts';
import { isOurs } from './person.ts';
import { type AuditRecord, RecordTail, recordOf, type Writing, writeRecords } from './records.ts';
import { State } from './state.ts';

/**
 * Where decisions about accounts and models are taken: the records in the store and what they come to. Every change is a
 * record first; what is in force follows from it. One desk a store at a time; another's records are taken in by `follow`.
 */
export class Desk {
  readonly store: Store;
  readonly state = new State();
  /** The time, for tests. */
  readonly now: () => Date;
  readonly #tail = new RecordTail();
  readonly #turns = new Turns();

  private constructor(store: Store, now: () => Date) {
    this.store = store;
    this.now = now;
  }

  static async open(store: Store, now: () => Date = () => new Date()): Promise<Desk> {
    const desk = new Desk(store, now);
    await desk.follow();
    return desk;
  }

  /** Takes in what others have written since; gives it. */
  async follow(): Promise<AuditRecord[]> {
    const records = await this.#tail.next(this.store);
    for (const record of records) this.state.take(record);
    return records;
  }

  /**
   * One piece of work after another, so that each sees what the one before did: two that apply one plan at the same moment
   * are not both let through.
   */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.run(work);
  }

  /** Writes one record, or several that belong together; what is in force has changed when it returns. */
  async write<K extends RecordKind>(...writings: Writing<K>[]): Promise<AuditRecord[]> {
    const records = writings.map(writing => recordOf(checked(writing), this.now()) as AuditRecord);
    await writeRecords(this.store, records);
    this.#tail.saw(records);
    for (const record of records) this.state.take(record);
    return records;
  }
}

function checked<K extends RecordKind>(writing: Writing<K>): Writing<K> {
  const { actor, reason, kind } = writing;
  if (actor.trim() === '')
    throw new StillwatchError('REASON_NEEDED', `nobody stands for this ${kind}`, 'Say who: --by NAME.');
  if (isOurs(actor) && kind !== 'expiry')
    throw new StillwatchError(
      'RECORD_INVALID',
      `${actor} is the name under which Stillwatch itself writes`,
      'Use another: --by NAME, or a token of another name.',
    );
  if (reason.trim() === '')
    throw new StillwatchError(
      'REASON_NEEDED',
      `a reason is needed for this ${kind}`,
      'Say why, for those who read the audit trail: --reason "…".',
    );
  return writing;
}
