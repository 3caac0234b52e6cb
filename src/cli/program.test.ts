import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { codes, StillwatchError } from '../errors.ts';
import { refusalCodes } from '../exchange/index.ts';
import { explain } from './failure.ts';
import { run } from './program.ts';
import { fakeIo } from './testing/fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillwatch-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function cli(...argv: string[]) {
  const io = fakeIo();
  const status = await run(argv, io);
  return { status, stdout: io.stdout, stderr: io.stderr };
}

describe('wrong usage', () => {
  it.each([
    [['detct'], /unknown command 'detct'.*Did you mean detect/],
    [['detect', '--alfa', '1'], /unknown option '--alfa'.*--alpha/],
    [['detect', '--alpha', '0'], /--alpha.*between 0 and 1/],
    [['detect', '--alpha', '1'], /between 0 and 1/],
    [['detect', '--alpha', 'small'], /between 0 and 1/],
    [['detect', '--until', 'yesterday'], /ISO 8601/],
    [['detect', '--until', '2026-02-31'], /ISO 8601/],
    [['detect', 'extra'], /too many arguments/],
    [['ingest'], /nothing to read/],
    [['ingest', 'x.jsonl', '--format', 'syslog'], /no format syslog/],
    [['range', 'make', '--scenario', 'letter'], /--out/],
    [['range', 'make', '--scenario', 'nope', '--out', join(folder, 'w')], /no scenario nope/],
    [['range', 'make', '--scenario', 'letter', '--out', 'w', '--seed', '1.5'], /whole number/],
    [['range', 'make', '--scenario', 'letter', '--out', 'w', '--dial', 'x'], /NAME=NUMBER/],
    [['serve', '--port', '99999'], /whole number from 0 to 65535/],
    [['serve', '--detect-every', 'often'], /minutes, hours or days/],
    [['serve', '--log', 'loud'], /one of debug, info/],
    [['token', 'add', 'gateway'], /--scope/],
    [['token', 'add', 'gateway', '--scope', 'all'], /ingest, decide, read, act, approve, admin/],
    [['token', 'add', 'a\nb', '--scope', 'read'], /letters, digits/],
    [['schema', 'thing'], /Allowed choices are exchange, account/],
    [['campaigns', '--account', 'a'], /--account is of one campaign/],
    [['campaigns', '--accounts', 'all'], /--accounts is of one campaign/],
    [['campaigns', 'SW-2026-0001', '--accounts', 'some'], /whole number from 1, or all/],
    [['contain', 'plan', 'SW-2026-0001'], /required option '--reason/],
    [['lineage', 'test'], /--suspect/],
    [['intel', 'export'], /not built yet/],
  ])('%j is answered with status 2, a message and a hint', async (argv, message) => {
    const { status, stdout, stderr } = await cli(...argv);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^stillwatch: /);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
  });

  it('without a command prints the help to stderr', async () => {
    const { status, stdout, stderr } = await cli();
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: stillwatch');
  });

  it('names the help of the command that was meant', async () => {
    expect((await cli('range', 'make', '--bad')).stderr).toContain('Try: stillwatch range make --help');
  });
});

describe('help', () => {
  it('is printed with status 0, and lists what there is', async () => {
    const { status, stdout } = await cli('--help');
    expect(status).toBe(0);
    for (const name of ['ingest', 'detect', 'campaigns', 'range', 'serve', 'token', 'demo', 'schema'])
      expect(stdout).toContain(`  ${name}`);
  });

  it.each([[], ['ingest'], ['detect'], ['campaigns']])(
    'of %j shows command lines to start from',
    async (...argv) => {
      const { stdout } = await cli(...argv, '--help');
      const examples = stdout.split('Examples:\n')[1]!.split('\n\n')[0]!;
      expect(examples.trim().split('\n').length).toBeGreaterThan(1);
      for (const line of examples.trim().split('\n')) expect(line).toContain(`stillwatch ${argv[0] ?? ''}`);
    },
  );

  it('of ingest lists every format with its account fields', async () => {
    const { formats } = await import('../ingest/index.ts');
    const { stdout } = await cli('ingest', '--help');
    for (const { name, accountFields } of formats) {
      expect(stdout).toContain(`  ${name}`);
      expect(stdout.replace(/\s+/g, ' ')).toContain(accountFields.join(', '));
    }
  });

  it('--version prints the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect((await cli('--version')).stdout).toBe(`${version}\n`);
  });
});

describe('failures', () => {
  it('are two lines: what happened with its code, and how to mend it', () => {
    const io = fakeIo();
    const error = new StillwatchError('STORE_BUSY', 'x\u001b[2J is in use', 'Wait.', {
      cause: new Error('inner'),
    });
    expect(explain(error, io, '')).toBe(1);
    expect(io.stderr).toBe('stillwatch: x is in use (STORE_BUSY)\nWait.\n');
  });

  it('show a trace, with causes, where it is asked for', () => {
    const io = fakeIo({ env: { STILLWATCH_DEBUG: '1' } });
    explain(new Error('outer', { cause: new Error('inner') }), io, '');
    expect(io.stderr).toMatch(/a fault in Stillwatch[\s\S]*Error: outer[\s\S]*caused by: Error: inner/);
  });

  it('of the system say what it said', () => {
    const io = fakeIo();
    expect(explain(Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE' }), io, '')).toBe(1);
    expect(io.stderr).toContain('(EADDRINUSE)\nChoose another port');
  });

  it('a missing input is one', async () => {
    const { status, stderr } = await cli(
      'ingest',
      join(folder, 'none.jsonl'),
      '--data',
      join(folder, 'data'),
    );
    expect(status).toBe(1);
    expect(stderr).toContain('(INPUT_NOT_FOUND)');
  });

  it('so is a store that is no address', async () => {
    const io = fakeIo({ env: { STILLWATCH_STORE: 'clickhouse.internal' } });
    expect(await run(['campaigns'], io)).toBe(2);
    expect(io.stderr).toContain('STILLWATCH_STORE');
  });
});

it('reads a log and prints one JSON document', async () => {
  const line = (id: number) =>
    JSON.stringify({
      id: `e${id}`,
      time: '2026-04-22T03:14:07Z',
      account: 'a',
      model: 'm',
      request: { prompt: 'Hello' },
    });
  const log = join(folder, 'log.jsonl');
  writeFileSync(log, `${line(1)}\n${line(2)}\n{"broken\n`);
  const accounts = join(folder, 'accounts.jsonl');
  writeFileSync(accounts, '{"account":"a","plan":"pro"}\n');
  const data = join(folder, 'data');
  const first = await cli('ingest', log, '--accounts', accounts, '--json', '--data', data);
  expect(first.status).toBe(0);
  expect(first.stderr).toBe('');
  expect(JSON.parse(first.stdout)).toMatchObject({
    read: 3,
    new: 2,
    rejected: 1,
    accounts: { stored: 1 },
    formats: { native: 1 },
  });
  const again = await cli('ingest', log, '--data', data);
  expect(again.stdout).toMatch(/new +0\n +duplicate +2\n/);
});

describe('a file that is broken, among others,', () => {
  const [dir, data] = [join(folder, 'logs'), join(folder, 'data-broken')];
  mkdirSync(dir);
  const line = (id: string) =>
    `{"id":"${id}","time":"2026-04-22T03:14:07Z","account":"a","model":"m","request":{"prompt":"Hello"}}\n`;
  writeFileSync(join(dir, 'a.jsonl'), line('a'));
  writeFileSync(join(dir, 'b.jsonl.gz'), gzipSync(line('b')).subarray(0, 40));
  writeFileSync(join(dir, 'c.jsonl'), line('c'));
  writeFileSync(join(dir, 'accounts.jsonl'), '{"account":"a"}\n');

  it('is listed with its reason; the rest is read, and the status is 1', async () => {
    const { status, stdout, stderr } = await cli('ingest', dir, '--json', '--data', data);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      new: 2,
      failed_files: [{ file: join(dir, 'b.jsonl.gz'), reason: 'unexpected end of file' }],
      accounts: { stored: 1, failed_files: [] },
    });
    expect(stderr).toContain('b.jsonl.gz (INPUT_BROKEN)\nWhat came before is stored');
  });

  it('is named in the summary', async () => {
    const { status, stdout } = await cli('ingest', dir, '--data', data);
    expect(status).toBe(1);
    expect(stdout).toMatch(/broken off +.*b\.jsonl\.gz:\s+unexpected end of file/);
    expect(stdout.replace(/\s+/g, ' ')).toContain('Mend or replace the file and ingest it again');
  });

  it('is so too where it tells of accounts', async () => {
    const file = join(folder, 'accounts.jsonl.gz');
    writeFileSync(file, 'no gzip');
    const { status, stdout } = await cli(
      'ingest',
      join(dir, 'a.jsonl'),
      '--accounts',
      file,
      '--json',
      '--data',
      data,
    );
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ read: 1, accounts: { stored: 0, failed_files: [{ file }] } });
  });
});

it('of a store without exchanges says so, and how to read some', async () => {
  const { status, stdout } = await cli('detect', '--data', join(folder, 'data-empty'));
  expect(status).toBe(0);
  expect(stdout).toContain('no exchanges in');
  expect(stdout.replace(/\s+/g, ' ')).toContain('stillwatch ingest PATH');
  expect(stdout).not.toContain('1970');
});

it('prints schemas', async () => {
  const { stdout } = await cli('schema', 'exchange');
  expect(JSON.parse(stdout)).toMatchObject({
    type: 'object',
    required: expect.arrayContaining(['id', 'account']),
  });
  expect(JSON.parse((await cli('schema', 'account')).stdout)).toHaveProperty('properties.account');
});

it('makes a world and scores a detection of it', async () => {
  const out = join(folder, 'world');
  const made = await cli(
    ...'range make --scenario demo --accounts 40 --campaign-accounts 5 --exchanges-per-account 4 --days 2 --seed 3 --json --out'.split(
      ' ',
    ),
    out,
  );
  expect(made.status).toBe(0);
  expect(JSON.parse(made.stdout)).toMatchObject({ accounts: 45, seed: 3 });
  const found = join(folder, 'detect.json');
  writeFileSync(found, '{"campaigns":[]}');
  const scored = await cli('range', 'score', join(out, 'truth.json'), found, '--json');
  expect(JSON.parse(scored.stdout)).toMatchObject({ precision: 1, recall: 0 });
  expect((await cli('range', 'score', join(out, 'truth.json'), found)).stdout).toContain('recall     0.000');
  writeFileSync(found, 'no');
  expect((await cli('range', 'score', join(out, 'truth.json'), found)).stderr).toContain('(TRUTH_INVALID)');
});

it('docs/errors.md has every code of the registry, in its words, and no other', () => {
  const doc = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
  const rows = [...doc.matchAll(/^\| `([A-Z_]+)` \| ([^|]+) \|/gm)].map(([, code, text]) => [
    code,
    text!.trim(),
  ]);
  expect(Object.fromEntries(rows)).toEqual(codes);
  const reasons = [...doc.matchAll(/^\| `([a-z0-9-]+)` \| ([^|]+) \|/gm)].map(([, code, text]) => [
    code,
    text!.trim().replaceAll('`', ''),
  ]);
  expect(Object.fromEntries(reasons)).toEqual(refusalCodes);
});
