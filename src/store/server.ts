import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { StillwatchError } from '../errors.ts';
import { queryError } from './query-error.ts';
import { commonSettings } from './settings.ts';
import type { Batch, Params, QueryOptions, Store } from './store.ts';

/** A ClickHouse server, or one node of a cluster, over HTTP. */
export class ServerStore implements Store {
  readonly kind = 'server';
  readonly place: string;
  readonly #client: ClickHouseClient;

  private constructor(place: string, client: ClickHouseClient) {
    this.place = place;
    this.#client = client;
  }

  static async open(url: string): Promise<ServerStore> {
    const { protocol, host, pathname } = new URL(url);
    const place = `${protocol}//${host}${pathname}`; // without a password
    const client = createClient({
      url,
      request_timeout: 3_600_000,
      application: 'stillwatch',
      log: { level: ClickHouseLogLevel.OFF }, // what goes wrong is thrown, and said once
    });
    const alive = await client.ping();
    if (!alive.success) {
      await client.close();
      throw new StillwatchError(
        'STORE_UNREACHABLE',
        `no ClickHouse answers at ${place}: ${alive.error.message}`,
        'Check STILLWATCH_STORE (https://user:password@host:8443/database), or unset it to use the embedded engine.',
        { cause: alive.error },
      );
    }
    return new ServerStore(place, client);
  }

  async query<Row>(sql: string, options?: QueryOptions): Promise<Row[]> {
    return this.#wrap(sql, async () => {
      const result = await this.#client.query({ query: sql, format: 'JSONEachRow', ...request(options) });
      return (await result.json()) as Row[];
    });
  }

  async *stream(sql: string, format: string, options?: QueryOptions): AsyncIterable<Uint8Array> {
    const { stream } = await this.#wrap(sql, () =>
      this.#client.exec({ query: `${sql} FORMAT ${format}`, ...request(options) }),
    );
    try {
      for await (const chunk of stream as Readable) yield chunk as Uint8Array;
    } catch (error) {
      throw queryError(error, sql);
    }
  }

  async command(sql: string, options?: QueryOptions): Promise<void> {
    await this.#wrap(sql, () => this.#client.command({ query: sql, ...request(options) }));
  }

  async insertBatch(batch: Batch, options?: QueryOptions): Promise<{ written: number }> {
    const sql = `INSERT INTO ${batch.into} (${batch.columns.join(', ')}) ${batch.select(`input('${batch.structure.replaceAll("'", "\\'")}')`)} FORMAT JSONEachRow`;
    return this.#wrap(sql, async () => {
      const result = await this.#client.exec({
        query: sql,
        values: createReadStream(batch.file),
        ...request(options, whole),
      });
      for await (const _ of result.stream as Readable); // the answer's end is the acknowledgement
      return { written: Number(result.summary?.written_rows ?? 0) };
    });
  }

  async insertSelect(into: string, select: string, options?: QueryOptions): Promise<{ written: number }> {
    const sql = `INSERT INTO ${into} ${select}`;
    return this.#wrap(sql, async () => {
      const result = await this.#client.command({ query: sql, ...request(options, whole) });
      return { written: Number(result.summary?.written_rows ?? 0) };
    });
  }

  async cancel(tag: string): Promise<void> {
    await this.command(
      `KILL QUERY WHERE Settings['log_comment'] = {tag:String} AND query_id != queryID() ASYNC`,
      { params: { tag } },
    );
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #wrap<T>(sql: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ClickHouseError || error instanceof StillwatchError) throw queryError(error, sql);
      throw new StillwatchError(
        'STORE_UNREACHABLE',
        `the ClickHouse server at ${this.place} broke off: ${(error as Error).message}`,
        'Run the command again once it answers: what was acknowledged is stored, and the rest is found missing and added.',
        { cause: error },
      );
    }
  }
}

// The summary's count is the final one only where the server answers when all is written.
const whole = { wait_end_of_query: 1 };

function request(options: QueryOptions = {}, more: Record<string, number> = {}) {
  const params: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options.params ?? {}) as [string, Params[string]][])
    params[name] = typeof value === 'bigint' ? value.toString() : value;
  return {
    query_params: params,
    clickhouse_settings: {
      ...commonSettings,
      ...options.settings,
      ...more,
      ...(options.tag ? { log_comment: options.tag } : {}),
    } as Record<string, string | number>,
  };
}
