import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../store/index.ts';
import type { Bodies, RecordKind } from './bodies.ts';

/** One thing that was decided or done: who, when, why, and what it was before and is after. Never changed. */
export type AuditRecord = { [K in RecordKind]: RecordOf<K> }[RecordKind];

export interface RecordOf<K extends RecordKind> {
  /** Sorts by time. */
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  actor: string;
  kind: K;
  /** The id of what it is of. */
  subject: string;
  reason: string;
  before: unknown;
  after: Bodies[K];
}

export interface Writing<K extends RecordKind> {
  actor: string;
  kind: K;
  subject: string;
  reason: string;
  before?: unknown;
  after: Bodies[K];
}

/** A record as it will be written: ids of one process rise also within a millisecond. */
export function recordOf<K extends RecordKind>(
  { before = null, ...rest }: Writing<K>,
  now: Date,
): RecordOf<K> {
  return { id: recordId(now), at: now.toISOString(), before, ...rest };
}

/** Writes records; when it returns they are in the store. */
export async function writeRecords(store: Store, records: readonly AuditRecord[]): Promise<void> {
  // By way of a file, as documents of campaigns are: a plan for 25,000 accounts is no bound value.
  const folder = await mkdtemp(join(tmpdir(), 'stillwatch-')); // ours alone to read
  try {
    const file = join(folder, 'records.jsonl');
    const lines = records.map(({ before, after, ...record }) =>
      JSON.stringify({ ...record, before: json(before), after: json(after) }),
    );
    await writeFile(file, `${lines.join('\n')}\n`);
    await store.insertBatch(
      {
        into: 'records',
        columns: ['id', 'at', 'actor', 'kind', 'subject', 'reason', 'before', 'after'],
        file,
        structure:
          'id String, at String, actor String, kind String, subject String, reason String, before String, after String',
        select: source =>
          `SELECT id, parseDateTime64BestEffort(at, 3, 'UTC'), actor, kind, subject, reason, before, after FROM ${source}`,
      },
      // Parsed in parallel, a row may have 100 MB.
      { settings: { input_format_parallel_parsing: 0 } },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface RecordFilter {
  id?: string | undefined;
  /** Only those after this id. */
  after?: string | undefined;
  /** Only those before this id. */
  until?: string | undefined;
  kind?: string | undefined;
  subject?: string | undefined;
  /** At most so many, the newest. */
  last?: number | undefined;
}

/** What was written, the oldest first. */
export async function readRecords(store: Store, filter: RecordFilter = {}): Promise<AuditRecord[]> {
  const rows = await rowsOf<{ before: string; after: string }>(store, 'before, after', filter);
  return rows.map(
    ({ before, after, ...rest }) => ({ ...rest, ...parsedOf({ before, after }) }) as AuditRecord,
  );
}

/** A record of which long lists and texts are left out. */
export interface RecordOutline extends Omit<AuditRecord, 'kind' | 'after'> {
  kind: RecordKind;
  after: unknown;
  /** By the place of each, `after.accounts`, how long it is: entries of a list or an object, characters of a text. */
  left_out: Record<string, number>;
}

/** The same without what is long; the store has cut that out (0006_outlines.sql): a containment of 25,000 accounts is megabytes. */
export async function readOutlines(store: Store, filter: RecordFilter = {}): Promise<RecordOutline[]> {
  const rows = await rowsOf<{ outline: string }>(store, 'outline', filter);
  return rows.map(({ outline, ...rest }) => ({ ...rest, ...JSON.parse(outline) }));
}

type Row = Omit<AuditRecord, 'before' | 'after'>;

async function rowsOf<T>(store: Store, columns: string, filter: RecordFilter): Promise<(Row & T)[]> {
  const { id = '', after = '', until = '', kind = '', subject = '', last = 0 } = filter;
  const is = (name: string) => `({${name}:String} = '' OR ${name} = {${name}:String})`;
  const rows = await store.query<T & { ms: number }>(
    `SELECT id, toUnixTimestamp64Milli(at) AS ms, actor, kind, subject, reason, ${columns} FROM records
     WHERE id > {after:String} AND ({until:String} = '' OR id < {until:String}) AND ${['id', 'kind', 'subject'].map(is).join(' AND ')}
     ORDER BY id DESC ${last ? `LIMIT ${Math.floor(last)}` : ''}`,
    { params: { id, after, until, kind, subject } },
  );
  return rows
    .reverse()
    .map(({ ms, ...rest }) => ({ ...(rest as Row & T), at: new Date(Number(ms)).toISOString() }));
}

/** The ids of all records, the oldest first. */
export async function recordIds(store: Store): Promise<string[]> {
  const rows = await store.query<{ id: string }>('SELECT id FROM records ORDER BY id');
  return rows.map(({ id }) => id);
}

/** By the id of a plan, an action or an appeal, the campaign that it is of. */
export async function campaignsOf(store: Store): Promise<Map<string, string>> {
  const rows = await store.query<{ subject: string; campaign: string }>(
    `SELECT subject, JSONExtractString(after, 'campaign') AS campaign FROM records
     WHERE kind IN ('plan', 'action', 'appeal') AND campaign != ''`,
  );
  return new Map(rows.map(({ subject, campaign }) => [subject, campaign]));
}

/** How far back records are read again, in milliseconds: clocks of several writers differ, and what was begun first may be there last. */
const AGAIN = 120_000;

/** Reads what is new, again and again: nothing is left out, and nothing told twice. */
export class RecordTail {
  #from = '';
  readonly #seen = new Set<string>();

  async next(store: Store): Promise<AuditRecord[]> {
    const ids = await store.query<{ id: string }>(
      'SELECT id FROM records WHERE id > {from:String} ORDER BY id',
      { params: { from: this.#from } },
    );
    // A plan may be megabytes: only what is new is read whole.
    const first = ids.findIndex(({ id }) => !this.#seen.has(id));
    if (first === -1) return [];
    const records = await readRecords(store, { after: ids[first - 1]?.id ?? this.#from });
    const fresh = records.filter(({ id }) => !this.#seen.has(id));
    this.saw(fresh);
    return fresh;
  }

  /** These are known already. */
  saw(records: readonly AuditRecord[]): void {
    for (const { id } of records) {
      this.#seen.add(id);
      const from = earlier(id);
      if (from > this.#from) this.#from = from;
    }
    for (const id of this.#seen) if (id <= this.#from) this.#seen.delete(id);
  }
}

const earlier = (id: string): string =>
  Math.max(0, Number.parseInt(id.slice(0, 12), 16) - AGAIN)
    .toString(16)
    .padStart(12, '0');

const json = (value: unknown): string => (value === null || value === undefined ? '' : JSON.stringify(value));
const parsed = (text: string): unknown => (text === '' ? null : JSON.parse(text));
const parsedOf = ({ before, after }: { before: string; after: string }) => ({
  before: parsed(before),
  after: parsed(after),
});

let [lastMs, counter] = [0, 0];

function recordId(now: Date): string {
  const ms = Math.max(now.getTime(), lastMs);
  counter = ms === lastMs ? counter + 1 : 0;
  lastMs = ms;
  return `${ms.toString(16).padStart(12, '0')}-${counter.toString(16).padStart(4, '0')}-${randomBytes(4).toString('hex')}`;
}
