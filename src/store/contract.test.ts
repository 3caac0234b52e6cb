import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { StillwatchError } from '../errors.ts';
import { openStore } from './open.ts';
import { QueryError } from './query-error.ts';
import type { QueryOptions, Store } from './store.ts';
import { type Front, startFront } from './testing/http-front.ts';

// One suite, every implementation of Store: embedded over a folder, server through the real client to a front.
const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-contract-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Opened {
  open(): Promise<Store>;
  end(): Promise<void>;
}

let front: Front | undefined;
const kinds: Record<Store['kind'], () => Promise<Opened>> = {
  // A folder as people name them: the engine gets its path in SQL.
  embedded: async () => {
    const data = join(scratch, "o'brien's data");
    return { open: () => openStore({ data }), end: async () => {} };
  },
  server: async () => {
    front = await startFront(join(scratch, 'front'));
    const { url } = front;
    return {
      open: () => openStore({ data: join(scratch, 'unused'), server: url }),
      end: () => front!.close(),
    };
  },
};

/** Lines in a file, as a batch into `into` with the columns (n UInt64, s String). */
function batchOf(into: string, lines: string | readonly object[], name = 'batch.jsonl') {
  const file = join(scratch, name);
  const text = typeof lines === 'string' ? lines : lines.map(line => `${JSON.stringify(line)}\n`).join('');
  writeFileSync(file, text);
  return {
    into,
    columns: ['n', 's'],
    file,
    structure: 'n UInt64, s String',
    select: (source: string) => `SELECT n, s FROM ${source}`,
  };
}

async function caught(work: Promise<unknown>): Promise<StillwatchError> {
  try {
    await work;
  } catch (error) {
    expect(error).toBeInstanceOf(StillwatchError);
    return error as StillwatchError;
  }
  throw new Error('nothing was thrown');
}

const codeOf = async (work: Promise<unknown>) => ((await caught(work)) as QueryError).engineCode;

async function bytesOf(stream: AsyncIterable<Uint8Array>) {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(Buffer.from(piece));
  return { bytes: Buffer.concat(pieces), pieces: pieces.length };
}

describe.each(['embedded', 'server'] as const)('a store, %s', kind => {
  let place: Opened;
  let store: Store;
  const count = async (table: string) =>
    (await store.query<{ n: number }>(`SELECT count() AS n FROM ${table}`))[0]!.n;

  beforeAll(async () => {
    place = await kinds[kind]();
    store = await place.open();
  });
  afterAll(async () => {
    await store.close();
    await place.end();
  });
  beforeEach(async () => {
    await store.command('CREATE TABLE staged (n UInt64, s String) ENGINE = Memory');
    await store.command('CREATE TABLE kept (n UInt64, s String) ENGINE = MergeTree ORDER BY n');
  });
  afterEach(async () => {
    await store.command('DROP TABLE IF EXISTS staged');
    await store.command('DROP TABLE IF EXISTS kept');
  });

  describe('query', () => {
    test('gives rows as objects, numbers as numbers', async () => {
      const rows = await store.query(
        `SELECT toUInt64(number) AS n, number / 2 AS half, 'é漢 "q" \\\\ \\n' AS s, [1, 2] AS list, NULL AS nothing,
           true AS yes, toDateTime64('2026-04-22 03:14:07.123', 3, 'UTC') AS at, toString(18446744073709551615) AS big
         FROM numbers(2)`,
      );
      const row = {
        s: 'é漢 "q" \\ \n',
        list: [1, 2],
        nothing: null,
        yes: true,
        at: '2026-04-22 03:14:07.123',
        big: '18446744073709551615',
      };
      expect(rows).toEqual([
        { n: 0, half: 0, ...row },
        { n: 1, half: 0.5, ...row },
      ]);
    });

    test('gives no rows as none', async () => {
      expect(await store.query('SELECT 1 AS x WHERE 0')).toEqual([]);
    });

    test('binds any text as it is', async () => {
      const text = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({
          unit: fc.constantFrom("'", '"', '\\', '\n', '\t', '\r', '\b', '\0', '{', '}', ':', '`', 'é'),
        }),
        fc.constantFrom("{x:String}'; DROP TABLE kept; --", '\\N', '\\', "\\'", '', 'NULL', "a\\tb'c\\"),
      );
      await fc.assert(
        fc.asyncProperty(text, fc.array(text, { maxLength: 4 }), async (s, list) => {
          expect(
            await store.query('SELECT {s:String} AS s, {list:Array(String)} AS list', {
              params: { s, list },
            }),
          ).toEqual([{ s, list }]);
        }),
        { numRuns: 150 },
      );
    });

    test('binds whole numbers up to 64 bits, fractions, truth and lists', async () => {
      const params = {
        most: 2n ** 64n - 1n,
        least: -(2n ** 63n),
        x: 0.1,
        yes: true,
        no: false,
        list: [1, 2, 3],
      };
      expect(
        await store.query(
          'SELECT toString({most:UInt64}) AS most, toString({least:Int64}) AS least, {x:Float64} AS x, {yes:Bool} AS yes, {no:Bool} AS no, {list:Array(UInt32)} AS list',
          { params },
        ),
      ).toEqual([{ ...params, most: '18446744073709551615', least: '-9223372036854775808' }]);
    });

    test('keeps settings and parameters of one call from the next, and from calls beside it', async () => {
      const sql = "SELECT toUInt64(getSetting('max_block_size')) AS size, sleep(0.05) AS slept";
      const sizes = await Promise.all(
        [1111, undefined, 2222, undefined].map(async size => {
          const settings: QueryOptions['settings'] = size === undefined ? {} : { max_block_size: size };
          return (await store.query<{ size: number }>(sql, { settings }))[0]!.size;
        }),
      );
      expect([sizes[0], sizes[2]]).toEqual([1111, 2222]);
      expect(sizes[1]).toBe(sizes[3]);
      expect(sizes[1]).toBeGreaterThan(2222);
      await store.query('SELECT {secret:String} AS x', { params: { secret: 'x' } });
      expect(await codeOf(store.query('SELECT {secret:String} AS x'))).toBe(456);
    });

    test.each([
      ['a syntax error', 'SELEC 1', 62],
      ['an unknown table', 'SELECT * FROM nowhere', 60],
      ['an unknown column', 'SELECT nothing FROM numbers(1)', 47],
      ['throwIf', "SELECT throwIf(1, 'doubtful')", 395],
    ])("says the engine's code for %s", async (_, sql, code) => {
      const error = await caught(store.query(sql));
      expect(error).toBeInstanceOf(QueryError);
      expect([error.code, (error as QueryError).engineCode]).toEqual(['STORE_QUERY', code]);
      expect(error.message).not.toMatch(/\n/);
      expect(error.mend).not.toBe('');
      expect(await codeOf(store.command(sql))).toBe(code);
      expect(await codeOf(bytesOf(store.stream(sql, 'RowBinary')))).toBe(code);
    });

    test('says when memory ran out, and what to do', async () => {
      const error = await caught(
        store.query('SELECT groupArray(number) AS x FROM numbers(3000000)', {
          settings: { max_memory_usage: 4_000_000 },
        }),
      );
      expect((error as QueryError).engineCode).toBe(241);
      expect(error.mend).toMatch(/memory/);
    });
  });

  describe('stream', () => {
    test('hands on every byte of a big binary result, in several chunks', async () => {
      const rows = 400_000;
      const { bytes, pieces } = await bytesOf(
        store.stream(
          `SELECT number, toString(number * 7) FROM numbers(${rows}) ORDER BY number`,
          'RowBinary',
        ),
      );
      expect(pieces).toBeGreaterThan(1);
      let at = 0;
      for (let n = 0; n < rows; n++) {
        const length = bytes[at + 8]!;
        if (
          bytes.readUInt32LE(at) !== n ||
          bytes.toString('latin1', at + 9, at + 9 + length) !== String(n * 7)
        )
          throw new Error(`row ${n} came out wrong`);
        at += 9 + length;
      }
      expect(at).toBe(bytes.length);
    });

    test('keeps text whole, wherever chunks are cut', async () => {
      const { bytes } = await bytesOf(
        store.stream("SELECT repeat('漢é𝄞', 1 + number % 97) AS s FROM numbers(30000)", 'JSONEachRow', {
          settings: { max_block_size: 777 },
        }),
      );
      const lines = new TextDecoder('utf8', { fatal: true }).decode(bytes).trimEnd().split('\n');
      expect(lines.length).toBe(30_000);
      lines.forEach((line, i) => {
        if (JSON.parse(line).s !== '漢é𝄞'.repeat(1 + (i % 97))) throw new Error(`line ${i} came out wrong`);
      });
    });

    test('may be left before its end', async () => {
      for (let round = 0; round < 3; round++)
        for await (const chunk of store.stream('SELECT number FROM numbers(30000000)', 'RowBinary')) {
          expect(chunk.length).toBeGreaterThan(0);
          break;
        }
      expect(await store.query('SELECT 1 AS x')).toEqual([{ x: 1 }]);
    });

    test('throws where the statement fails half way', async () => {
      await caught(
        bytesOf(
          store.stream('SELECT throwIf(number = 2000000), number FROM numbers(3000000)', 'RowBinary', {
            settings: { max_block_size: 10_000, max_threads: 1 },
          }),
        ),
      );
    });

    test('binds parameters', async () => {
      const { bytes } = await bytesOf(
        store.stream('SELECT {s:String}', 'RowBinary', { params: { s: "it's\n" } }),
      );
      expect(bytes.toString('latin1')).toBe("\u0005it's\n");
    });
  });

  describe('insertBatch', () => {
    test('says what it wrote, over several calls and tables', async () => {
      const rows = (from: number, size: number) =>
        Array.from({ length: size }, (_, i) => ({ n: from + i, s: `row ${from + i}` }));
      expect(await store.insertBatch(batchOf('staged', rows(0, 1000)))).toEqual({ written: 1000 });
      expect(await store.insertBatch(batchOf('staged', rows(1000, 17)))).toEqual({ written: 17 });
      expect(await store.insertBatch(batchOf('kept', rows(5, 3)))).toEqual({ written: 3 });
      expect(await store.insertBatch(batchOf('kept', []))).toEqual({ written: 0 });
      expect(await count('staged')).toBe(1017);
      expect(await store.query('SELECT s FROM kept ORDER BY n')).toEqual([
        { s: 'row 5' },
        { s: 'row 6' },
        { s: 'row 7' },
      ]);
    });

    test('binds parameters of its SELECT', async () => {
      const batch = {
        ...batchOf('staged', [{ n: 1, s: 'x' }]),
        select: (source: string) => `SELECT n + {more:UInt64}, concat(s, {end:String}) FROM ${source}`,
      };
      await store.insertBatch(batch, { params: { more: 2n ** 64n - 2n, end: "'; --\n" } });
      expect(await store.query('SELECT toString(n) AS n, s FROM staged')).toEqual([
        { n: '18446744073709551615', s: "x'; --\n" },
      ]);
    });

    test.each([
      ['cut off', '{"n": 7, "s": "br\n'],
      ['of a wrong type', '{"n": "seven", "s": "x"}\n'],
      ['with an unknown field', '{"n": 7, "s": "x", "more": 1}\n'],
      ['that is no JSON', 'hello\n'],
    ])('adds nothing of a batch with a line %s', async (_, line) => {
      const good = (from: number, to: number) =>
        Array.from({ length: to - from }, (_, i) => `{"n": ${from + i}, "s": "${'x'.repeat(40)}"}\n`).join(
          '',
        );
      await store.insertBatch(batchOf('staged', '{"n": 1, "s": "before"}\n'));
      // A stage takes batches of any length; other tables up to a block of the engine's.
      for (const [table, size] of [
        ['staged', 300_000],
        ['kept', 60_000],
      ] as const) {
        const batch = batchOf(table, good(0, size - 5) + line + good(size, size + 5));
        const error = await caught(
          store.insertBatch(batch, { settings: { max_threads: 1, input_format_parallel_parsing: 0 } }),
        );
        expect(error.code).toBe('STORE_QUERY');
        expect((error as QueryError).engineCode).toBeGreaterThan(0);
      }
      expect([await count('staged'), await count('kept')]).toEqual([1, 0]);
    });

    test('adds nothing of a batch that its SELECT throws at', async () => {
      const batch = {
        ...batchOf('staged', [
          { n: 1, s: 'good' },
          { n: 2, s: 'bad' },
        ]),
        select: (source: string) => `SELECT n, s FROM ${source} WHERE throwIf(s = 'bad', 'doubtful') = 0`,
      };
      expect(await codeOf(store.insertBatch(batch))).toBe(395);
      expect(await count('staged')).toBe(0);
    });

    test.each([
      '\n\n;DROP TABLE kept;\n',
      '\n\nDROP TABLE kept\n',
      '\n\n\n;\n\nTRUNCATE TABLE kept',
      ';DROP TABLE kept\n',
    ])('never runs a body as SQL: %j', async tail => {
      await store.insertBatch(batchOf('kept', [{ n: 1, s: 'stays' }]));
      const text = '{"n": 1, "s": "a"}\n{"n": 2, "s": "b"}';
      await store.insertBatch(batchOf('staged', text + tail)).catch(() => {});
      expect(await store.query('SELECT s FROM kept')).toEqual([{ s: 'stays' }]);
      await store.insertBatch(batchOf('kept', [{ n: 2, s: `in a value${tail}` }]));
      expect(await store.query('SELECT s FROM kept WHERE n = 2')).toEqual([{ s: `in a value${tail}` }]);
    });

    test('takes blank lines in a body for nothing, and reads on behind them', async () => {
      const text = '\n{"n": 1, "s": "a"}\n\n\n{"n": 2, "s": "b"}\n\n';
      expect(await store.insertBatch(batchOf('staged', text))).toEqual({ written: 2 });
    });

    test('keeps text whole across every border of a buffer', async () => {
      const rows = Array.from({ length: 40 }, (_, n) => ({
        n,
        s: `${'x'.repeat(n)}${'漢é𝄞'.repeat(20_000)}`,
      }));
      await store.insertBatch(batchOf('staged', rows));
      const stored = await store.query<{ s: string }>('SELECT s FROM staged ORDER BY n');
      expect(stored.every(({ s }, n) => s === rows[n]!.s)).toBe(true);
    });
  });

  describe('insertSelect', () => {
    test('says how many rows it wrote', async () => {
      await store.insertBatch(
        batchOf(
          'staged',
          [1, 2, 2, 3].map(n => ({ n, s: 'x' })),
        ),
      );
      const fresh = 'SELECT n, s FROM staged WHERE n NOT IN (SELECT n FROM kept) LIMIT 1 BY n';
      expect(await store.insertSelect('kept (n, s)', fresh)).toEqual({ written: 3 });
      expect(await store.insertSelect('kept (n, s)', fresh)).toEqual({ written: 0 });
      expect(
        await store.insertSelect('kept (s, n)', 'SELECT {s:String}, number + 10 FROM numbers(200000)', {
          params: { s: 'y' },
        }),
      ).toEqual({ written: 200_000 });
      expect(await count('kept')).toBe(200_003);
      expect(await codeOf(store.insertSelect('kept', 'SELECT throwIf(1), 1'))).toBe(395);
    });
  });

  describe('cancel', () => {
    const slow = 'SELECT sum(sleepEachRow(0.05)) AS x FROM numbers(1200)'; // a minute
    const settings = { max_block_size: 2, function_sleep_max_microseconds_per_block: 0 };

    test('stops the statement of its name and no other', async () => {
      const started = performance.now();
      const stopped = caught(store.query(slow, { tag: "it's \\ me", settings }));
      const other = store.query('SELECT sum(sleepEachRow(0.05)) AS x FROM numbers(30)', {
        tag: 'other',
        settings,
      });
      // It may take the statement a while to begin.
      const again = setInterval(() => store.cancel("it's \\ me"), 400);
      const error = await stopped.finally(() => clearInterval(again));
      expect((error as QueryError).engineCode).toBe(394);
      expect(performance.now() - started).toBeLessThan(20_000);
      expect(await other).toEqual([{ x: 0 }]);
    });

    test('is no error where nothing has that name', async () => {
      await store.cancel('nobody');
    });
  });

  describe('migrations', () => {
    const reopen = async () => {
      await store.close();
      store = await place.open();
    };
    const tables = () =>
      store.query<{ name: string }>(
        "SELECT name FROM system.tables WHERE database = currentDatabase() AND name NOT IN ('staged', 'kept') ORDER BY name",
      );

    test('make the tables once', async () => {
      const names = (await tables()).map(row => row.name);
      expect(names).toEqual(
        expect.arrayContaining(['accounts', 'campaigns', 'detections', 'exchanges', 'migrations']),
      );
      const noted = await store.query('SELECT * FROM migrations ORDER BY number');
      await reopen();
      expect((await tables()).map(row => row.name)).toEqual(names);
      expect(await store.query('SELECT * FROM migrations ORDER BY number')).toEqual(noted);
    });

    test('go on where a process was killed half way, and keep what is stored', async () => {
      await store.command("INSERT INTO exchanges (id, time, account) SELECT 'x', now64(3), 'a'");
      await store.command('DROP TABLE detections');
      await store.command('TRUNCATE TABLE migrations');
      await reopen();
      expect(await count('detections')).toBe(0);
      expect(await count('exchanges')).toBe(1);
      expect(await count('migrations')).toBeGreaterThan(0);
    });

    test('refuse a store that a newer version wrote', async () => {
      await store.command("INSERT INTO migrations (number, name) SELECT 9999, '9999_later.sql'");
      await store.close();
      const error = await caught(place.open());
      expect([error.code, error.message]).toEqual(['STORE_NEWER', expect.stringMatching(/9999/)]);
    });
  });
});

describe('a server', () => {
  test('that does not answer is said so, without the password', async () => {
    const server = 'http://me:hunter2@127.0.0.1:9/db';
    const error = await caught(openStore({ data: scratch, server }));
    expect(error.code).toBe('STORE_UNREACHABLE');
    expect(`${error.message} ${error.mend}`).not.toMatch(/hunter2/);
    expect(error.mend).toMatch(/STILLWATCH_STORE/);
  });

  test('that goes away in the midst is said so', async () => {
    const folder = join(scratch, 'leaves');
    const leaving = await startFront(folder);
    const store = await openStore({ data: scratch, server: leaving.url });
    const asked = caught(store.query('SELECT sum(sleepEachRow(0.1)) FROM numbers(30)'));
    await new Promise(done => setTimeout(done, 200));
    await leaving.kill();
    expect((await asked).code).toBe('STORE_UNREACHABLE');
    expect((await caught(store.command('SELECT 1'))).code).toBe('STORE_UNREACHABLE');
    await store.close();
  });

  test('is used in the database that its address names', async () => {
    const folder = join(scratch, 'named');
    const named = await startFront(folder);
    try {
      const first = await openStore({ data: scratch, server: named.url });
      await first.command('CREATE DATABASE watch');
      await first.close();
      const second = await openStore({ data: scratch, server: `${named.url}/watch` });
      expect(await second.query('SELECT currentDatabase() AS name')).toEqual([{ name: 'watch' }]);
      expect(await second.query('SELECT count() AS n FROM watch.exchanges')).toEqual([{ n: 0 }]);
      await second.close();
    } finally {
      await named.close();
    }
  });
});

describe('a data folder', () => {
  test('is for its owner only', async () => {
    const data = join(scratch, 'new', 'deeper');
    const store = await openStore({ data });
    expect(statSync(data).mode & 0o777).toBe(0o700);
    await store.close();
  });

  test('that cannot be made or used is an error that says so', async () => {
    const file = join(scratch, 'a-file');
    writeFileSync(file, '');
    expect((await caught(openStore({ data: file }))).code).toBe('STORE_OPEN');
    expect((await caught(openStore({ data: join(file, 'below') }))).code).toBe('STORE_OPEN');
    const spoilt = join(scratch, 'spoilt');
    mkdirSync(spoilt);
    writeFileSync(join(spoilt, 'clickhouse'), 'not a folder');
    expect((await caught(openStore({ data: spoilt }))).code).toBe('STORE_OPEN');
  });
});
