import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Store, temporary } from '../../store/index.ts';
import { type Kind, keyedKinds, kinds } from '../kinds.ts';
import { type Received, Refused } from '../stix/index.ts';

/** The engine takes so many rows of a file at once or none (src/store). */
const BATCH = 50_000;
/** Of its lines, so many characters are held before they are written. */
const CHUNK = 2 ** 22;
const DAY = 86_400_000;
/** Of the engine's times. */
const LATEST = Date.parse('2290-01-01T00:00:00Z');

const structure =
  'id String, modified Int64, type String, level String, revoked UInt8, source String, how String, target String, kind String, value String, key String, share Float32, others Float32, first_seen Int64, valid_until Int64, body String';
const names = structure.split(', ').map(column => column.split(' ')[0]!);
const time = (column: string) => `fromUnixTimestamp64Milli(${column}, 'UTC')`;
/** A hash is given as it is stored; a value is hashed as the trait's SQL does. */
const HASH = `multiIf(kind = '', 0, kind IN (${keyedKinds}), reinterpretAsUInt64(reverse(unhex(value))), xxh3(value))`;
const select = (from: string) =>
  `SELECT ${names.map(name => (['modified', 'first_seen', 'valid_until'].includes(name) ? time(name) : name)).join(', ')}, ${HASH} FROM ${from}`;
const columns = [...names, 'hash'];

/** Where objects wait until all of their bundle was read: a table of its own, that nobody looks at. */
export class Stage {
  readonly #store: Store;
  readonly #table = temporary('intel');
  readonly #now: number;
  #folder: string | undefined;
  /** Rows on their way to the file, and how long they are; rows of the file and these. */
  #lines: string[] = [];
  #length = 0;
  #waiting = 0;
  objects = 0;
  indicators = 0;

  constructor(store: Store, now: Date) {
    this.#store = store;
    this.#now = now.getTime();
  }

  async open(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'stillwatch-')); // ours alone to read
    await this.#store.command(
      `CREATE TABLE ${this.#table} AS intel_objects ENGINE = MergeTree ORDER BY (id, modified)`,
    );
  }

  async add(received: Received): Promise<void> {
    this.objects++;
    if (received.indicator) this.indicators++;
    const line = `${JSON.stringify(this.#row(received))}\n`;
    this.#lines.push(line);
    this.#length += line.length;
    if (this.#length > CHUNK) await this.#write();
    if (++this.#waiting === BATCH) await this.#insert();
  }

  /** What is staged becomes what came in a bundle. */
  async keep(batch: string, partner: string): Promise<void> {
    await this.#insert();
    await this.#refuseTwice();
    await this.#store.insertSelect(
      'intel_objects',
      `SELECT * REPLACE ({batch:String} AS batch, {partner:String} AS partner) FROM ${this.#table}`,
      { params: { batch, partner } },
    );
  }

  async close(): Promise<void> {
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true });
    await this.#store.command(`DROP TABLE IF EXISTS ${this.#table} SYNC`);
  }

  #row({ object, level, modified, revoked, indicator, relation }: Received) {
    const { kind, value, key, share, others, first_seen, valid_until } = indicator ?? NONE;
    // Nobody's word is believed for longer than we would say it ourselves.
    const last = indicator ? Math.min(ms(valid_until), this.#now + kinds[kind as Kind].days * DAY) : 0;
    return {
      id: object.id,
      modified: ms(modified),
      type: object.type,
      level,
      revoked: revoked ? 1 : 0,
      source: relation?.from ?? '',
      how: relation?.how ?? '',
      target: relation?.to ?? '',
      kind,
      value,
      key,
      share,
      others,
      first_seen: ms(first_seen),
      valid_until: last,
      body: JSON.stringify(object),
    };
  }

  async #insert(): Promise<void> {
    if (this.#waiting === 0) return;
    await this.#write();
    await this.#store.insertBatch({ into: this.#table, columns, file: this.#file, structure, select });
    await rm(this.#file);
    this.#waiting = 0;
  }

  async #write(): Promise<void> {
    await appendFile(this.#file, this.#lines.join(''), { mode: 0o600 });
    [this.#lines, this.#length] = [[], 0];
  }

  get #file(): string {
    return join(this.#folder!, 'objects.jsonl');
  }

  /** One version of one thing is said once: of two that differ nobody knows which was meant. */
  async #refuseTwice(): Promise<void> {
    const [twice] = await this.#store.query<{ one: string }>(
      `SELECT any(id) AS one FROM ${this.#table} GROUP BY sipHash64(id, modified) HAVING uniqExact(sipHash64(body)) > 1 LIMIT 1`,
    );
    if (twice) throw new Refused(`it says ${twice.one} twice, and not the same`);
  }
}

const NONE = { kind: '', value: '', key: '', share: 0, others: 0, first_seen: '0', valid_until: '0' };
const ms = (time: string): number => Math.min(LATEST, Math.max(0, Date.parse(time) || 0));
