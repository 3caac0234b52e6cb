import { chmodSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { Session } from 'chdb';
import { StillwatchError } from '../errors.ts';
import { paramText, quoted } from './literal.ts';
import { describeHolder, hold, knownHolder } from './lock.ts';
import { queryError } from './query-error.ts';
import { commonSettings, embeddedSettings } from './settings.ts';
import type { Batch, QueryOptions, Store } from './store.ts';

/**
 * ClickHouse inside this process (chdb), over one data folder. Every call takes a connection of its own (under a
 * millisecond), so that its settings and parameters are gone with it and calls run beside each other.
 */
export class EmbeddedStore implements Store {
  readonly kind = 'embedded';
  readonly place: string;
  readonly #path: string;
  readonly #keepOpen: Session;
  readonly #release: () => void;

  private constructor(place: string, path: string, keepOpen: Session, release: () => void) {
    this.place = place;
    this.#path = path;
    this.#keepOpen = keepOpen;
    this.#release = release;
  }

  static open(folder: string): EmbeddedStore {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw new StillwatchError(
        'STORE_OPEN',
        `cannot make the data folder ${folder}`,
        'Choose another with --data DIR.',
        { cause },
      );
    }
    const place = realpathSync(folder);
    const path = join(place, 'clickhouse');
    const known = knownHolder(place);
    if (known) throw busy(place, known);
    let session: Session;
    try {
      // The folder may be one that others can look into; what the engine keeps is its owner's alone.
      mkdirSync(path, { recursive: true, mode: 0o700 });
      chmodSync(path, 0o700);
      session = new Session(path);
      session.query('SELECT 1');
    } catch (cause) {
      const holder = describeHolder(place);
      if (holder) throw busy(place, holder, cause);
      throw new StillwatchError(
        'STORE_OPEN',
        `cannot open the data folder ${place}: ${(cause as Error).message}`,
        'Check that the folder is writable and the disk not full. If another process uses it, stop that one.',
        { cause },
      );
    }
    return new EmbeddedStore(place, path, session, hold(place));
  }

  async query<Row>(sql: string, options?: QueryOptions): Promise<Row[]> {
    const text = await this.#run(sql, options, async session =>
      (await session.queryAsync(sql, { format: 'JSONEachRow' })).text(),
    );
    const rows: Row[] = [];
    for (const line of text.split('\n')) if (line) rows.push(JSON.parse(line) as Row);
    return rows;
  }

  async *stream(sql: string, format: string, options?: QueryOptions): AsyncIterable<Uint8Array> {
    const session = this.#connect(options);
    try {
      for await (const chunk of session.queryStream(sql, { format })) yield chunk.raw();
    } catch (error) {
      throw queryError(error, sql);
    } finally {
      session.close();
    }
  }

  async command(sql: string, options?: QueryOptions): Promise<void> {
    await this.#run(sql, options, session => session.queryAsync(sql));
  }

  async insertBatch(batch: Batch, options?: QueryOptions): Promise<{ written: number }> {
    // Never an inline body: chdb ends one at a blank line and runs the rest as SQL.
    const source = `file(${quoted(batch.file)}, JSONEachRow, ${quoted(batch.structure)})`;
    return this.insertSelect(`${batch.into} (${batch.columns.join(', ')})`, batch.select(source), options);
  }

  async insertSelect(into: string, select: string, options?: QueryOptions): Promise<{ written: number }> {
    // The engine in process doesn't say what it wrote; a table's row count is metadata, and costs nothing.
    const sql = `INSERT INTO ${into} ${select}`;
    const count = `SELECT count() AS n FROM ${into.split(' ')[0]}`;
    return this.#run(sql, options, async session => {
      const rows = async () =>
        JSON.parse((await session.queryAsync(count, { format: 'JSONEachRow' })).text()).n;
      const before: number = await rows();
      await session.queryAsync(sql);
      return { written: (await rows()) - before };
    });
  }

  async cancel(tag: string): Promise<void> {
    // ASYNC: a SYNC kill waits for the statement in the thread that would end it, for ever.
    await this.command(
      `KILL QUERY WHERE Settings['log_comment'] = {tag:String} AND query_id != queryID() ASYNC FORMAT Null`,
      { params: { tag } },
    );
  }

  async close(): Promise<void> {
    this.#keepOpen.close();
    this.#release();
  }

  async #run<T>(
    sql: string,
    options: QueryOptions | undefined,
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    const session = this.#connect(options);
    try {
      return await work(session);
    } catch (error) {
      throw queryError(error, sql);
    } finally {
      session.close();
    }
  }

  #connect(options: QueryOptions = {}): Session {
    const session = new Session(this.#path);
    const settings = { ...commonSettings, ...embeddedSettings, ...options.settings };
    const sets = Object.entries(settings).map(
      ([name, value]) => `${name} = ${typeof value === 'string' ? quoted(value) : value}`,
    );
    for (const [name, value] of Object.entries(options.params ?? {}))
      sets.push(`param_${name} = ${quoted(paramText(value))}`);
    if (options.tag) sets.push(`log_comment = ${quoted(options.tag)}`);
    session.query(`SET ${sets.join(', ')}`);
    return session;
  }
}

const busy = (place: string, holder: string, cause?: unknown) =>
  new StillwatchError(
    'STORE_BUSY',
    `${place} is in use by ${holder}`,
    'Wait until it is done or stop it, or choose another folder with --data DIR.',
    { cause },
  );
