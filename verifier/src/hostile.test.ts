import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, makeDossier } from '../testing/dossier.ts';
import { b64, type Data, jcs } from '../testing/hash.ts';
import { zip } from '../testing/zip.ts';

// Files that mean harm end in a refusal, within a second and 200 MB of memory: both are measured in a process of its own, the
// second as time of the processor, so that it does not depend on what else the machine does.

const folder = mkdtempSync(join(tmpdir(), 'stillwatch-hostile-'));
const program = join(folder, 'main.mjs');
const meter = `data:text/javascript,process.on('exit',()=>{const{maxRSS,userCPUTime,systemCPUTime}=process.resourceUsage();process.stderr.write(JSON.stringify([(userCPUTime+systemCPUTime)/1e6,maxRSS/1024]))})`;

beforeAll(() => {
  buildSync({
    entryPoints: [fileURLToPath(new URL('main.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  status: number | null;
  codes: string[];
  seconds: number;
  megabytes: number;
}

async function check(path: string): Promise<Outcome> {
  const child = spawn(process.execPath, ['--import', meter, program, path, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const collect = async (stream: NodeJS.ReadableStream): Promise<string> => {
    let all = '';
    for await (const part of stream) all += part;
    return all;
  };
  const [out, error, status] = await Promise.all([
    collect(child.stdout),
    collect(child.stderr),
    new Promise<number | null>(done => child.on('close', done)),
  ]);
  const [seconds, megabytes] = JSON.parse(error) as [number, number];
  const codes = JSON.parse(out).findings.map(({ code }: { code: string }) => code);
  return { status, codes, seconds, megabytes };
}

let most = { seconds: 0, megabytes: 0 };
/** Refused, in bounds. */
async function refused(path: string, code: string, seconds = 1): Promise<void> {
  const outcome = await check(path);
  most = {
    seconds: Math.max(most.seconds, outcome.seconds),
    megabytes: Math.max(most.megabytes, outcome.megabytes),
  };
  if (process.env.MEASURE)
    console.log(code, outcome.seconds.toFixed(2), 's', outcome.megabytes.toFixed(0), 'MB');
  expect(outcome.codes).toEqual([code]);
  expect(outcome.status).toBe(1);
  expect(outcome.seconds).toBeLessThan(seconds);
  expect(outcome.megabytes).toBeLessThan(200);
}

const file = (content: Data): string => {
  const path = join(folder, `${Math.random()}.zip`);
  writeFileSync(path, content);
  return path;
};

const made = makeDossier();
const regulator = makeDossier({ level: 'regulator' });
const honest = Buffer.from(made.archive);
const withClaims = (change: (claims: Json) => void): Uint8Array => {
  const claims = structuredClone(made.claims);
  change(claims);
  return made.seal({ claims });
};
/** claims.json with this text, signed by the maker. */
const signed = (text: string): Uint8Array => made.seal({ files: [['claims.json', text]] });

describe('what is no regular file', () => {
  it('a folder', () => refused(folder, 'FILE_UNREADABLE'));
  it('nothing', () => refused(join(folder, 'nothing'), 'FILE_UNREADABLE'));
  it.runIf(process.platform !== 'win32')('a device without end', () =>
    refused('/dev/zero', 'FILE_UNREADABLE'),
  );
  it.runIf(process.platform !== 'win32')('a pipe that nobody writes to', () => {
    const path = join(folder, 'pipe');
    expect(spawnSync('mkfifo', [path]).status).toBe(0);
    return refused(path, 'FILE_UNREADABLE');
  });
  it('10 GB of nothing', () => {
    const path = file('');
    truncateSync(path, 10 * 2 ** 30);
    return refused(path, 'FILE_TOO_LARGE');
  });
  it('as much nothing as is read', () => {
    const path = file('');
    truncateSync(path, 32 * 2 ** 20);
    return refused(path, 'ARCHIVE_INVALID');
  });
  it('an empty file', () => refused(file(''), 'ARCHIVE_INVALID'));
});

describe('archives', () => {
  const names: [string, string][] = [
    '../claims.json',
    '/etc/passwd',
    'C:\\claims.json',
    'CON',
    'NUL.txt',
    'claims.json/',
    './claims.json',
    'claims.json\0.exe',
    'Claims.json',
    'claims.json ',
    `${'a/'.repeat(20_000)}b`,
    '__proto__',
    '\u202enosj.smialc',
    '',
  ].map(name => [name.slice(0, 40), name]);
  it.each(names)('with a file named %j', (_, name) =>
    refused(file(zip([[name, Buffer.from('x')]])), 'FILES_WRONG'),
  );
  it('with a file twice', () =>
    refused(
      file(
        zip([
          ['claims.json', Buffer.from('{}')],
          ['claims.json', Buffer.from('{}')],
        ]),
      ),
      'FILES_WRONG',
    ));
  it('with files in another order', () =>
    refused(
      file(
        zip([
          ['claims.json', Buffer.from('{}')],
          ['README.txt', Buffer.from('')],
        ]),
      ),
      'ARCHIVE_INVALID',
    ));

  /** The honest archive with numbers of its first local header changed. */
  const header = (...changes: [at: number, bytes: 2 | 4, value: number][]): Buffer => {
    const changed = Buffer.from(honest);
    for (const [at, bytes, value] of changes) changed.writeUIntLE(value, at, bytes);
    return changed;
  };
  it.each<[string, Buffer, string]>([
    ['a compressed file', header([8, 2, 8]), 'ARCHIVE_INVALID'],
    ['an encrypted file', header([6, 2, 0x0801]), 'ARCHIVE_INVALID'],
    ['a size of 4 GB', header([18, 4, 0xffffffff], [22, 4, 0xffffffff]), 'ARCHIVE_INVALID'],
    ['a larger size unpacked', header([22, 4, 0x7fffffff]), 'ARCHIVE_INVALID'],
    ['an extra field', header([28, 2, 4]), 'ARCHIVE_INVALID'],
    ['a longer name', header([26, 2, 0xffff]), 'FILES_WRONG'],
    ['a wrong checksum', header([14, 4, 1]), 'ARCHIVE_INVALID'],
    ['a date', header([12, 2, 0x5a21]), 'ARCHIVE_INVALID'],
    ['something behind it', Buffer.concat([honest, Buffer.from('x')]), 'ARCHIVE_INVALID'],
    ['something before it', Buffer.concat([Buffer.from('x'), honest]), 'ARCHIVE_INVALID'],
    ['an archive behind it', Buffer.concat([honest, honest]), 'ARCHIVE_INVALID'],
    ['no end', honest.subarray(0, -22), 'ARCHIVE_INVALID'],
    ['a comment', Buffer.concat([honest.subarray(0, -2), Buffer.from([1, 0, 0x78])]), 'ARCHIVE_INVALID'],
  ])('with %s', (_, bytes, code) => refused(file(bytes), code));

  it('a bomb: 1 GB of zeros in 1 MB', () => {
    const packed = deflateRawSync(Buffer.alloc(2 ** 27), { level: 9 });
    const bomb = zip([['claims.json', Buffer.concat(Array.from({ length: 8 }, () => packed))]]);
    bomb.writeUInt16LE(8, 8);
    bomb.writeUInt32LE(2 ** 30, 22);
    return refused(file(bomb), 'ARCHIVE_INVALID');
  });
  it('a file of 31 MB that is a text', () =>
    refused(file(zip([['claims.json', Buffer.alloc(31e6, 0x20)]])), 'FILES_WRONG'));
});

describe('JSON, signed by its maker', () => {
  it.each<[string, () => string, string]>([
    ['nested ten million deep', () => '['.repeat(8e6), 'JSON_INVALID'],
    ['nested and closed', () => '['.repeat(4e6) + ']'.repeat(4e6), 'JSON_INVALID'],
    ['of six million empty lists', () => `[${'[],'.repeat(2.5e6)}[]]`, 'JSON_INVALID'],
    ['of as many empty lists as are read', () => `[${'[],'.repeat(490_000)}[]]`, 'SHAPE_WRONG'],
    ['of as many objects as are read', () => `[${'{},'.repeat(490_000)}{}]`, 'SHAPE_WRONG'],
    [
      'of many names in one object',
      () => `{${Array.from({ length: 690_000 }, (_, i) => `"${String(i).padStart(7, '0')}":0`).join()}}`,
      'JSON_INVALID',
    ],
    ['of one text of 8 MB', () => `"${'x'.repeat(8e6)}"`, 'SHAPE_WRONG'],
    ['of one text of wide letters', () => `"${'€'.repeat(2.7e6)}"`, 'SHAPE_WRONG'],
    ['of a text with 4 million escapes', () => `"${'\\n'.repeat(4e6)}"`, 'SHAPE_WRONG'],
    ['larger than is read', () => `"${'x'.repeat(9e6)}"`, 'FILE_TOO_LARGE'],
    ['of a number of a million digits', () => '9'.repeat(1e6), 'JSON_NOT_CANONICAL'],
    ['of a number beyond all', () => '1e999', 'JSON_NOT_CANONICAL'],
    ['with a name twice', () => '{"format":1,"format":2}', 'JSON_NOT_CANONICAL'],
    ['with an odd name', () => '{"__proto__":{"format":"stillwatch-dossier"}}', 'SHAPE_WRONG'],
    ['that is null', () => 'null', 'SHAPE_WRONG'],
    ['that is empty', () => '', 'JSON_INVALID'],
    ['in another encoding', () => Buffer.from('{}', 'utf16le').toString('latin1'), 'JSON_INVALID'],
  ])('%s', (_, text, code) => refused(file(signed(text())), code));
});

describe('claims, signed by their maker', () => {
  it.each<[string, string, (claims: Json) => void]>([
    ['a number beyond exact ones', 'SHAPE_WRONG', claims => void (claims.hours[0][3] = 2 ** 53)],
    ['a negative number', 'SHAPE_WRONG', claims => void (claims.hours[0][3] = -1)],
    ['half a number', 'SHAPE_WRONG', claims => void (claims.hours[0][3] = 0.5)],
    [
      'sums beyond exact numbers',
      'HOURS_WRONG',
      claims => {
        for (const row of claims.hours) row[4] = Number.MAX_SAFE_INTEGER;
      },
    ],
    [
      'a place beyond all',
      'DRAW_WRONG',
      claims => void (claims.draws[0].index = Number.MAX_SAFE_INTEGER - 1),
    ],
    [
      'an entry beyond the log',
      'ENTRIES_WRONG',
      claims => void (claims.entries.at(-1).index = Number.MAX_SAFE_INTEGER),
    ],
    [
      'an hour that rests on the claim itself',
      'HOURS_WRONG',
      claims => void (claims.hours[0][1] = claims.entries.at(-1).index),
    ],
    [
      'a claim of itself',
      'ENTRIES_WRONG',
      claims => void (claims.entries.at(-1).entry.verdict = claims.entries.at(-1).index),
    ],
    [
      'a path of 20,000 steps',
      'SHAPE_WRONG',
      claims => void (claims.draws[0].committed.path = b64(Buffer.alloc(64 * 2e4))),
    ],
    [
      'a path of half a step',
      'SHAPE_WRONG',
      claims => void (claims.draws[0].committed.path = b64(Buffer.alloc(32))),
    ],
    [
      'a path of sums beyond exact numbers',
      'DRAW_WRONG',
      claims => void (claims.draws[0].committed.path = b64(Buffer.alloc(64 * 3, 255))),
    ],
    [
      'a proof of 100,000 hashes',
      'SHAPE_WRONG',
      claims => void (claims.entries[1].proof = Array(1e5).fill(b64(Buffer.alloc(32)))),
    ],
    [
      '100,000 draws',
      'SHAPE_WRONG',
      claims => void (claims.draws = Array(1e5).fill(claims.draws[0]).slice(0, 5000)),
    ],
    [
      '10,000 earlier checkpoints',
      'CHECKPOINT_OTHER',
      claims => void (claims.log.earlier = Array(10_000).fill(claims.log.earlier[0])),
    ],
    [
      '10,000 entries',
      'ENTRIES_WRONG',
      claims => void (claims.entries = Array(10_000).fill(claims.entries[0])),
    ],
    [
      '50,000 hours',
      'HOURS_WRONG',
      claims => {
        const [, ...rest] = claims.hours[0];
        claims.hours = Array.from({ length: 50_000 }, (_, i) => [
          new Date(i * 3_600_000).toISOString(),
          i,
          ...rest.slice(1),
        ]);
      },
    ],
    [
      '20,000 claims',
      'CLAIM_WRONG',
      claims => void (claims.claims = [...claims.claims, ...Array(19_000).fill(claims.claims[0])]),
    ],
    [
      'a note with 100,000 lines',
      'SHAPE_WRONG',
      claims => void (claims.log.checkpoint += '— a AAAA\n'.repeat(1e5)),
    ],
    [
      'a note with 1,000 signatures',
      'NOTE_INVALID',
      claims => void (claims.log.checkpoint += '— a AAAAAAAA\n'.repeat(1000)),
    ],
    [
      'a year beyond 9999',
      'SHAPE_WRONG',
      claims => void (claims.hours[0][0] = '+010000-01-01T00:00:00.000Z'),
    ],
  ])('%s', (_, code, change) => refused(file(withClaims(change)), code));

  it('38,000 accounts', () => {
    const accounts = structuredClone(regulator.accounts);
    accounts.accounts = Array(38_000).fill(accounts.accounts[0]);
    return refused(file(regulator.seal({ accounts })), 'ACCOUNTS_WRONG', 2);
  });

  it('a statement of 10 MB', () =>
    refused(
      file(
        zip([
          ...['README.txt', 'claims.json', 'dossier.html', 'dossier.pdf'].map(
            name => [name, Buffer.from('{}')] as const,
          ),
          [
            'statement.json',
            Buffer.from(
              jcs({ payload: 'A'.repeat(1e7), payloadType: 'application/vnd.in-toto+json', signatures: [] }),
            ),
          ],
        ]),
      ),
      'FILE_TOO_LARGE',
    ));
});

it('says what was the most', () => {
  console.log(`at most ${most.seconds.toFixed(2)} s and ${most.megabytes.toFixed(0)} MB`);
});
