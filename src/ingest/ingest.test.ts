import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import type { StillwatchError } from '../errors.ts';
import { openStore, quoted } from '../store/index.ts';
import { startFront } from '../store/testing/http-front.ts';
import { type IngestOptions, ingest, type Progress, type Summary } from './index.ts';
import { exchange, exchangeLine, exchangeLines, numbers, writePieces } from './testing/lines.ts';
import { testStore, zstdOf } from './testing/store.ts';

const { scratch, data, store, pseudonyms } = await testStore('ingest');
beforeEach(() => store.command('TRUNCATE TABLE exchanges'));

let serial = 0;
/** A file of its own with the text given. */
function fileOf(text: string | Buffer, end = 'jsonl'): string {
  const path = join(scratch, `${serial++}.${end}`);
  writeFileSync(path, text);
  return path;
}

async function read(paths: string | string[], options: Partial<IngestOptions> = {}): Promise<Summary> {
  const summary = await ingest(store, [paths].flat(), { data, pseudonyms, ...options });
  expect(summary.read).toBe(summary.new + summary.duplicate + summary.rejected);
  expect(Object.values(summary.reasons).reduce((a, b) => a + b, 0)).toBe(summary.rejected);
  expect(rejectsOf(summary).length).toBe(summary.rejected);
  expect(readdirSync(join(data, 'spool'))).toEqual([]);
  expect(await store.query("SELECT name FROM system.tables WHERE startsWith(name, 'staging')")).toEqual([]);
  return summary;
}

interface Reject {
  file: string;
  line: number;
  code: string;
  reason: string;
  raw?: string;
  raw_base64?: string;
}

const rejectsOf = ({ rejects_file }: Summary): Reject[] =>
  rejects_file
    ? readFileSync(rejects_file, 'utf8')
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line) as Reject)
    : [];
const ids = async () =>
  (await store.query<{ id: string }>('SELECT id FROM exchanges')).map(row => row.id).sort();
const idsOf = (numbers: number[]) => numbers.map(n => `ex_${n}`).sort();
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('ingest', () => {
  test('counts what it read, and what is new', async () => {
    const progress: Progress[] = [];
    const file = fileOf(exchangeLines(0, 100));
    const summary = await read(file, { onProgress: p => progress.push(p) });
    expect(summary).toMatchObject({
      files: 1,
      read: 100,
      new: 100,
      duplicate: 0,
      rejected: 0,
      reasons: {},
      unknown_fields: {},
      formats: { native: 1 },
      skipped_files: [],
      failed_files: [],
      account_files: [],
      rejects_file: null,
    });
    expect(progress.at(-1)).toEqual({
      file,
      bytes: statSync(file).size,
      totalBytes: statSync(file).size,
      exchanges: 100,
    });
    expect(await ids()).toEqual(idsOf(range(0, 100)));
  });

  test('says how far it is when that far is loaded, and comes to the end only at the end', async () => {
    const progress: Progress[] = [];
    const pad = 'x'.repeat(4000);
    const lines = range(0, 6000).map(n => exchangeLine(n, { conversation: `${n}${pad}` }));
    const file = fileOf(lines.join('\n'));
    await read(file, { onProgress: p => progress.push(p) });
    const bytes = progress.map(p => p.bytes);
    expect(bytes).toEqual(bytes.toSorted((a, b) => a - b));
    // Cut in three at least: the first is told of before the last is.
    expect(bytes[0]).toBeLessThan(statSync(file).size / 2);
    expect(progress.at(-1)).toMatchObject({ bytes: statSync(file).size, exchanges: 6000 });
  });

  test('stores an exchange once: in a file, over files, over runs, on either path', async () => {
    const first = fileOf(exchangeLines(0, 50) + exchangeLines(40, 60));
    const second = fileOf(`${exchangeLines(30, 80)}broken\n`);
    expect(await read([first, second, first])).toMatchObject({
      read: 70 + 51 + 70,
      new: 80,
      duplicate: 110,
      rejected: 1,
    });
    expect(await read([second])).toMatchObject({ read: 51, new: 0, duplicate: 50, rejected: 1 });
    expect(await read([fileOf(exchangeLines(70, 90))])).toMatchObject({ new: 10, duplicate: 10 });
    expect(await ids()).toEqual(idsOf(range(0, 90)));
    // The first word on an id stands.
    await read(fileOf(exchangeLine(5, { account: 'other' })));
    expect(await store.query("SELECT account FROM exchanges WHERE id = 'ex_5'")).toEqual([
      { account: 'acct_5' },
    ]);
  });

  test('reads an empty file, and one without a last line end', async () => {
    const nothing = { read: 0, rejected: 0, formats: {}, rejects_file: null };
    for (const text of ['', '\n', ' \t\r\n\n'])
      expect(await read(fileOf(text))).toEqual(expect.objectContaining({ files: 1, ...nothing }));
    expect(await read(fileOf(exchangeLines(0, 3).trimEnd()))).toMatchObject({ read: 3, new: 3 });
    expect(await read(fileOf(exchangeLines(0, 3).replaceAll('\n', '\r\n')))).toMatchObject({
      read: 3,
      duplicate: 3,
      rejected: 0,
    });
    expect(await read(fileOf(`\ufeff${exchangeLines(3, 5)}`))).toMatchObject({ read: 2, new: 2 });
  });

  test('runs beside another on the same store, and each exchange is stored once', async () => {
    const first = [fileOf(exchangeLines(0, 3000)), fileOf(`${exchangeLines(2000, 5000)}broken\n`)];
    const second = [fileOf(exchangeLines(1000, 6000)), fileOf(`${exchangeLines(0, 1000)}broken\n`)];
    const both = await Promise.all(
      [first, second].map((paths, i) =>
        ingest(store, paths, { data, pseudonyms, rejects: join(scratch, `beside-${i}.jsonl`) }),
      ),
    );
    expect(both.map(({ read, rejected }) => [read, rejected])).toEqual([
      [6001, 1],
      [6001, 1],
    ]);
    expect(both[0]!.new + both[1]!.new).toBe(6000);
    expect(await ids()).toEqual(idsOf(range(0, 6000)));
    await read(first);
  });

  test('keeps unknown fields out, and counts them', async () => {
    const summary = await read(
      fileOf(`${exchangeLine(0, { extra: 1 })}\n${exchangeLine(1, { extra: 2, client: { port: 1 } })}\n`),
    );
    expect(summary).toMatchObject({ new: 2, rejected: 0, unknown_fields: { extra: 2, 'client.port': 1 } });
  });

  test('takes logs that span more months than the engine likes in one insert', async () => {
    const time = (n: number) => new Date(Date.UTC(2015, 1 + n, 3)).toISOString();
    const lines = range(0, 130).map(n => exchangeLine(n, { time: time(n) }));
    expect(await read(fileOf(lines.join('\n')))).toMatchObject({ read: 130, new: 130, rejected: 0 });
  });

  test('loses no good line for what is merely unusual', async () => {
    const odd = [
      { model: 'claude-3-5-sonnet@20240620' },
      { id: 'run@host/7' },
      { account: '@team' },
      { account: '+new' },
      { model: '+x' },
      { org: '{acme}' },
      { api_key: '{"k":1}' },
      { conversation: '{x' },
      { client: { user_agent: '{bot}' } },
      { client: null },
      { response: null },
      { channel: '{' },
      { account: 'Zürich 漢' },
      { request: { prompt: { a: 1 } } },
      { request: { messages: [{ role: '', content: 'x' }] } },
      { request: { messages: [{ role: 'user', content: 'x\ude00y' }] } },
      { request: { messages: [{ role: 'user', content: [{ type: 'text', text: 'a' }, 'b'] }] } },
      { request: { prompt: 'x', tools: [1, 'a', null, ['b'], {}] } },
    ];
    const lines = odd.map((more, n) => exchangeLine(n, more));
    // Each alone, so that none is lost in another's company, and all together.
    for (const line of lines) expect([line, (await read(fileOf(line))).rejected]).toEqual([line, 0]);
    expect(await read(fileOf(lines.join('\n')))).toMatchObject({
      new: 0,
      duplicate: lines.length,
      rejected: 0,
    });
  });

  test('makes pseudonyms of people, by either path, and keeps no secret in the clear', async () => {
    const secrets = [
      'sk-live-4242424242',
      'bob.the.builder@example.com',
      '5551234567',
      'conversation-of-bob',
      'The-secret-of-the-prompt',
      '203.0.113.77',
    ];
    const more = {
      api_key: secrets[0],
      conversation: secrets[3],
      client: { ip: secrets[5] },
      request: { prompt: secrets[4] },
    };
    const lines = [
      exchangeLine(0, { ...more, account: secrets[1] }),
      exchangeLine(1, { ...more, account: 'Bob.The.Builder@example.com' }),
      exchangeLine(2, { ...more, account: '+1 (555) 123-4567' }),
      exchangeLine(3, { ...more, account: 'acct_plain' }),
    ];
    // Alone, the last is the engine's; with the others it comes through the schema.
    expect(await read(fileOf(`${lines.slice(0, 3).join('\n')}\n${exchangeLine(4, more)}`))).toMatchObject({
      new: 4,
      rejected: 0,
    });
    expect(await read(fileOf(lines[3]!))).toMatchObject({ new: 1, rejected: 0 });
    const rows = await store.query<Record<string, string>>(
      'SELECT id, account, api_key, conversation, address FROM exchanges ORDER BY id',
    );
    expect(rows.map(row => row['account'])).toEqual([
      `email:${pseudonyms.of('email', secrets[1]!)}`,
      `email:${pseudonyms.of('email', secrets[1]!)}`,
      `phone:${pseudonyms.of('phone', '15551234567')}`,
      'acct_plain',
      'acct_4',
    ]);
    for (const name of ['api_key', 'conversation', 'address'])
      expect(new Set(rows.map(row => row[name])).size).toBe(1);
    await store.command('OPTIMIZE TABLE exchanges FINAL');
    const everything = await store.query('SELECT * FROM exchanges');
    for (const secret of secrets) {
      expect(JSON.stringify(everything)).not.toContain(secret);
      expect(filesWith(join(data, 'clickhouse'), secret)).toEqual([]);
    }
  });

  test('says what is wrong with its arguments', async () => {
    const codeOf = (paths: string[], options = {}) =>
      read(paths, options).then(
        () => 'none',
        (error: StillwatchError) => error.code,
      );
    expect(await codeOf([join(scratch, 'nowhere.jsonl')])).toBe('INPUT_NOT_FOUND');
    expect(await codeOf([fileOf('x', 'csv')])).toBe('INPUT_KIND');
    expect(await codeOf([fileOf(exchangeLines(0, 2))], { format: 'nonsense' })).toBe('INPUT_FORMAT');
  });
});

/** The files below a folder that hold a text somewhere. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => readFileSync(path).includes(text));
}

describe('broken lines', () => {
  const pick = numbers(42);
  const of = <T>(list: readonly T[]): T => list[pick(list.length)]!;
  const json = (value: object) => Buffer.from(JSON.stringify(value));
  const wrong: [string, unknown][] = [
    ['id', 7],
    ['id', {}],
    ['time', 1760000000],
    ['account', ['a']],
    ['model', true],
    ['org', 7],
    ['api_key', {}],
    ['channel', 1],
    ['conversation', []],
    ['client', 'x'],
    ['client', [1]],
    ['client.ip', 7],
    ['client.asn', 'AS1'],
    ['client.country', {}],
    ['client.user_agent', 7],
    ['client.ja4', []],
    ['request', 'x'],
    ['request', 7],
    ['request.system', 7],
    ['request.messages', 'x'],
    ['request.messages', [7]],
    ['request.messages', [{ role: 7 }]],
    ['request.messages', [{ role: 'user', content: 7 }]],
    ['request.prompt', 7],
    ['request.max_tokens', 'many'],
    ['request.temperature', 'hot'],
    ['request.top_p', {}],
    ['request.n', true],
    ['request.stream', 'yes'],
    ['request.tools', 'all'],
    ['response', 'x'],
    ['response.text', 7],
    ['response.reasoning', true],
    ['response.stop_reason', 7],
    ['response.input_tokens', {}],
    ['response.output_tokens', 'x'],
  ];
  function wrongType(n: number): Buffer {
    const [path, value] = wrong[n % wrong.length]!;
    const record = exchange(1e6 + n) as Record<string, unknown>;
    const [group, name] = path.split('.') as [string, string?];
    record[group] = name
      ? { ...(record[group] as object), ...(name === 'prompt' ? { messages: null } : {}), [name]: value }
      : value;
    return json(record);
  }
  const kinds: Record<string, (n: number) => Buffer> = {
    'not-json truncated': n => {
      const line = json(exchange(1e6 + n));
      return line.subarray(0, 1 + pick(line.length - 2));
    },
    'wrong-type': wrongType,
    'bad-time': n =>
      json(
        exchange(1e6 + n, {
          time: of([
            '2026-02-30T00:00:00Z',
            '1970-01-01T00:00:00Z',
            '9999-12-31T23:59:59Z',
            'yesterday',
            '2026-04-22T25:00:00Z',
            '2026-04-22',
            '',
          ]),
        }),
      ),
    'not-json NUL': n => Buffer.from(JSON.stringify(exchange(1e6 + n)).replace('sky', 's\0y')),
    'not-utf8': n => {
      const line = json(exchange(1e6 + n));
      line[line.indexOf('sky')] = of([0xff, 0xc3, 0xe9, 0x80]);
      return line;
    },
    'unsafe-key': n =>
      Buffer.from(
        JSON.stringify(exchange(1e6 + n, { KEY: 1 })).replace(
          'KEY',
          of(['__proto__', 'constructor', 'prototype']),
        ),
      ),
    'bad-number': n =>
      json(
        exchange(1e6 + n, {
          response: { [of(['input_tokens', 'output_tokens'])]: of([-1, -402, 1.5, 1e12]) },
        }),
      ),
    'not-object': () =>
      Buffer.from(of(['7', 'null', 'true', '"text"', '[]', `[${exchangeLine(9e6)}]`, '-0.5'])),
  };
  const names = Object.keys(kinds);
  const LONG = 50_000_000;

  test('are named, every one of a thousand, and no good line is lost', async () => {
    const bad = [
      ...range(0, 997).map(n => ({
        code: names[n % names.length]!.split(' ')[0]!,
        bytes: kinds[names[n % names.length]!]!(n),
      })),
      ...range(0, 3).map(() => ({ code: 'too-long', bytes: undefined })),
    ];
    const good = range(0, 4000);
    const lines: { code?: string; bytes: Buffer | undefined }[] = good.map(n => ({
      bytes: Buffer.from(exchangeLine(n)),
    }));
    for (const line of bad) lines.splice(pick(lines.length + 1), 0, line);
    // Each overlong line ends a chunk, so they lie in several.
    const path = join(scratch, 'broken.jsonl');
    const long = Buffer.alloc(1_000_000, 'x');
    await writePieces(
      path,
      (function* () {
        for (const { bytes } of lines) {
          if (bytes) yield bytes;
          else {
            yield '{"id":"';
            for (let i = 0; i < LONG / long.length; i++) yield long;
            yield '"}';
          }
          yield '\n';
        }
      })(),
    );
    const started = process.memoryUsage().rss;
    const summary = await read(path);
    expect(summary).toMatchObject({ read: 5000, new: 4000, duplicate: 0, rejected: 1000 });
    expect(await ids()).toEqual(idsOf(good));
    const expected = lines.flatMap(({ code }, i) => (code ? [`${i + 1} ${code}`] : []));
    const rejects = rejectsOf(summary);
    expect(rejects.map(({ line, code }) => `${line} ${code}`).sort()).toEqual(expected.sort());
    for (const { file, line, reason, raw, raw_base64 } of rejects) {
      const { bytes } = lines[line - 1]!;
      expect([file, reason.length > 0 && reason.length < 300]).toEqual([path, true]);
      // What is set aside is the line itself, so that it can be mended.
      if (bytes)
        expect(raw_base64 ? Buffer.from(raw_base64, 'base64') : Buffer.from(raw!)).toEqual(
          bytes.at(-1) === 13 ? bytes.subarray(0, -1) : bytes,
        );
      else expect([raw, reason]).toEqual([undefined, expect.stringContaining(String(LONG + 9))]);
    }
    expect(statSync(summary.rejects_file!).mode & 0o777).toBe(0o600);
    expect(process.memoryUsage().rss - started).toBeLessThan(500e6);
    rmSync(path);
  });

  test('that are blank are no records: passed over, and counted nowhere, by either path', async () => {
    const spaced = exchangeLines(0, 40).replaceAll('\n', '\n\n  \t\n\r\n');
    expect(await read(fileOf(exchangeLines(0, 40)))).toMatchObject({ read: 40, new: 40, rejected: 0 });
    expect(await read(fileOf(`\n${spaced}\n`))).toMatchObject({ read: 40, duplicate: 40, rejected: 0 });
    // Those that are bad keep the numbers that they have in the file.
    const summary = await read(fileOf(`\n${exchangeLine(0)}\n \nbroken\n`));
    expect(summary).toMatchObject({ read: 2, rejected: 1, reasons: { 'not-json': 1 } });
    expect(rejectsOf(summary)[0]!.line).toBe(4);
  });

  test('send their chunk through the schema, and leave the others to the engine', async () => {
    // Six files of which two have a bad line: together they are read as if each were alone.
    const files = range(0, 6).map(n =>
      fileOf(exchangeLines(n * 100, n * 100 + 100) + (n % 3 === 0 ? '{"id":\n' : '')),
    );
    const summary = await read(files);
    expect(summary).toMatchObject({
      files: 6,
      read: 602,
      new: 600,
      rejected: 2,
      reasons: { 'not-json': 2 },
      formats: { native: 6 },
    });
    expect(rejectsOf(summary).map(({ file, line }) => [file, line])).toEqual([
      [files[0], 101],
      [files[3], 101],
    ]);
  });

  test('of no known format are each refused', async () => {
    const summary = await read(fileOf('{"hello":1}\n{"hello":2}\n'));
    expect(summary).toMatchObject({
      read: 2,
      rejected: 2,
      reasons: { 'unknown-format': 2 },
      formats: { unknown: 1 },
    });
  });

  test('go where they are told to', async () => {
    const rejects = join(scratch, 'elsewhere', 'rejects.jsonl');
    const summary = await read(fileOf(`${exchangeLines(0, 1)}x\n`), { rejects });
    expect([summary.rejects_file, existsSync(rejects)]).toEqual([rejects, true]);
  });
});

describe('files of every kind', () => {
  const good = exchangeLines(0, 500);
  const all = { files: 1, read: 500, new: 500, duplicate: 0, rejected: 0, formats: { native: 1 } };
  const array = () =>
    JSON.stringify(
      range(0, 500).map(n => exchange(n)),
      null,
      2,
    );
  const zstd = (text: string) => zstdOf(text, store, scratch);

  test.each([
    ['jsonl', () => good],
    ['ndjson', () => good],
    ['JSONL', () => good],
    ['jsonl.gz', () => gzipSync(good)],
    ['jsonl.gz', () => Buffer.concat([gzipSync(exchangeLines(0, 250)), gzipSync(exchangeLines(250, 500))])],
    ['json', () => good],
    ['json', () => array()],
    ['json', () => `\ufeff${array()}`],
    ['json.gz', () => gzipSync(array())],
  ])('.%s', async (end, make) => {
    expect(await read(fileOf(make(), end))).toMatchObject(all);
    expect(await ids()).toEqual(idsOf(range(0, 500)));
  });

  test('.json that is one document', async () => {
    expect(await read(fileOf(JSON.stringify(exchange(1), null, 2), 'json'))).toMatchObject({
      read: 1,
      new: 1,
      rejected: 0,
    });
    expect(await read(fileOf('[]', 'json'))).toMatchObject({ read: 0, rejected: 0 });
  });

  test('.json with a bad element names its number', async () => {
    const summary = await read(
      fileOf(JSON.stringify([exchange(0), 7, exchange(1, { time: 'now' })]), 'json'),
    );
    expect(rejectsOf(summary).map(({ line, code }) => [line, code])).toEqual([
      [2, 'not-object'],
      [3, 'bad-time'],
    ]);
    expect(summary.new).toBe(1);
  });

  test.each([
    ['jsonl.zst', () => zstd(good)],
    [
      'jsonl.zst',
      async () => Buffer.concat([await zstd(exchangeLines(0, 250)), await zstd(exchangeLines(250, 500))]),
    ],
    ['json.zst', () => zstd(array())],
  ])('.%s', async (end, make) => {
    const packed = await make();
    expect(packed.readUInt32LE(0)).toBe(0xfd2fb528);
    expect(await read(fileOf(packed, end))).toMatchObject(all);
    expect(await ids()).toEqual(idsOf(range(0, 500)));
  });

  const command = spawnSync('zstd', ['-q', '-19', '--long=27'], { input: good });
  test.skipIf(command.error)('.jsonl.zst with a window of 128 MB, by the zstd command', async () => {
    expect(command.status).toBe(0);
    expect(await read(fileOf(command.stdout, 'jsonl.zst'))).toMatchObject(all);
    expect(await ids()).toEqual(idsOf(range(0, 500)));
  });

  test('.parquet, in a folder with an odd name, and compressed', async () => {
    const lines = fileOf(good);
    const folder = join(scratch, "it's {a,b} *");
    mkdirSync(folder);
    const path = join(folder, 'rows.parquet');
    const made = join(scratch, 'made.parquet');
    await store.command(
      `INSERT INTO FUNCTION file(${quoted(made)}, Parquet) SELECT * FROM file(${quoted(lines)}, JSONEachRow)`,
    );
    writeFileSync(path, readFileSync(made));
    expect(await read(path)).toMatchObject({ ...all, rejected: 0 });
    expect(await ids()).toEqual(idsOf(range(0, 500)));
    expect(await read(fileOf(gzipSync(readFileSync(made)), 'parquet.gz'))).toMatchObject({
      read: 500,
      duplicate: 500,
    });
  });

  test('in folders, in the order of their names, with others beside them', async () => {
    const folder = join(scratch, 'folder');
    mkdirSync(join(folder, 'b', 'deeper'), { recursive: true });
    writeFileSync(join(folder, 'a.jsonl'), exchangeLines(0, 10));
    writeFileSync(join(folder, 'notes.txt'), 'hello');
    writeFileSync(join(folder, 'b', 'deeper', 'c.jsonl.gz'), gzipSync(exchangeLines(5, 20)));
    writeFileSync(join(folder, 'b', 'd.json'), JSON.stringify([exchange(30)]));
    writeFileSync(join(folder, 'b', '.hidden'), '');
    symlinkSync(folder, join(folder, 'b', 'loop'));
    const summary = await read(folder);
    expect(summary).toMatchObject({ files: 3, read: 26, new: 21, duplicate: 5 });
    expect(summary.skipped_files.map(path => path.slice(folder.length + 1)).sort()).toEqual([
      'b/.hidden',
      'b/loop',
      'notes.txt',
    ]);
  });
});

describe('ingest into a server', () => {
  test('does the same, and says so when the server goes away', async () => {
    const front = await startFront(join(scratch, 'front'));
    const server = await openStore({ data, server: front.url });
    try {
      const file = fileOf(`${exchangeLines(0, 300)}broken\n`);
      const into = (paths: string[]) => ingest(server, paths, { data, pseudonyms });
      expect(await into([file, fileOf(exchangeLines(200, 500))])).toMatchObject({
        read: 601,
        new: 500,
        duplicate: 100,
        rejected: 1,
      });
      expect(await into([file])).toMatchObject({ new: 0, duplicate: 300, rejected: 1 });
      await read(fileOf(exchangeLines(0, 500)));
      const checksum = 'SELECT count() AS n, toString(groupBitXor(cityHash64(*))) AS sum FROM exchanges';
      expect(await server.query(checksum)).toEqual(await store.query(checksum));

      const many = range(0, 8).map(n => fileOf(exchangeLines(n * 5000, n * 5000 + 5000)));
      const going = into(many).then(
        () => undefined,
        error => error as StillwatchError,
      );
      await new Promise(done => setTimeout(done, 150));
      await front.kill();
      expect((await going)?.code).toBe('STORE_UNREACHABLE');
      expect(readdirSync(join(data, 'spool'))).toEqual([]);
    } finally {
      await server.close();
      await front.close();
    }
  });
});
