import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { quoted } from '../store/index.ts';
import { ingest } from './index.ts';
import { exchangeLine, exchangeLines, numbers } from './testing/lines.ts';
import { testStore, zstdOf } from './testing/store.ts';

// A file that can't be read to its end is set aside with its reason; what came before in it, and every other, is kept.
const { scratch, data, store, pseudonyms } = await testStore('broken');
beforeEach(() => store.command('TRUNCATE TABLE exchanges'));

let serial = 0;
function fileOf(bytes: string | Buffer, end: string): string {
  const path = join(scratch, `${serial++}.${end}`);
  writeFileSync(path, bytes);
  return path;
}

async function read(...paths: string[]) {
  const summary = await ingest(store, paths, { data, pseudonyms });
  expect(summary.read).toBe(summary.new + summary.duplicate + summary.rejected);
  expect(readdirSync(join(data, 'spool'))).toEqual([]);
  const [{ n }] = (await store.query<{ n: number }>('SELECT count() AS n FROM exchanges')) as [{ n: number }];
  return { ...summary, stored: n };
}

/** Lines that pack badly, so that the decoder comes to the middle of a file in many steps. */
const noisy = (count: number) => {
  const pick = numbers(1);
  const word = () => pick(1e9).toString(36);
  return Array.from({ length: count }, (_, n) =>
    exchangeLine(n, { conversation: Array.from({ length: 40 }, word).join('') }),
  ).join('\n');
};
const gzip = async (text: string) => gzipSync(text);
const zstd = (text: string) => zstdOf(text, store, scratch);
const cut = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length * 0.7));
const scratched = (bytes: Buffer) => {
  const copy = Buffer.from(bytes);
  copy.fill(0xff, Math.floor(copy.length * 0.7), Math.floor(copy.length * 0.7) + 400);
  return copy;
};

test.each([
  ['cut', 'jsonl.gz', gzip, cut],
  ['cut', 'jsonl.zst', zstd, cut],
  ['scratched', 'jsonl.gz', gzip, scratched],
  ['scratched', 'jsonl.zst', zstd, scratched],
])('a %s .%s gives what came before the broken place, and the others go on', async (_, end, pack, spoil) => {
  // With a bad line too, so that what was read by the schema is kept as well.
  for (const [count, start] of [
    [12_000, ''],
    [12_000, 'broken\n'],
    [3000, ''],
  ] as const) {
    await store.command('TRUNCATE TABLE exchanges');
    const text = `${start}${noisy(count)}`;
    const broken = fileOf(spoil(await pack(text)), end);
    const before = fileOf(exchangeLines(90_000, 90_010), 'jsonl');
    const after = fileOf(exchangeLines(90_010, 90_020), 'jsonl');
    const summary = await read(before, broken, after);
    expect(summary.failed_files).toEqual([{ file: broken, reason: expect.stringMatching(/\S/) }]);
    expect(summary).toMatchObject({ files: 3, formats: { native: 3 } });
    // A gzip's noise may unpack to lines for a while, which are none.
    if (spoil === cut) expect(summary.rejected).toBe(start ? 1 : 0);
    const kept = summary.stored - 20;
    // A zstd block is whole or lost, and is at most 128 kB of text; of gzip next to nothing is lost.
    expect(kept).toBeGreaterThan(end === 'jsonl.gz' ? count * 0.67 : count * 0.67 - 250);
    expect(kept).toBeLessThan(count * 0.73);
    // And the mended file adds the rest.
    const mended = await read(fileOf(await pack(text), end));
    expect(mended).toMatchObject({ duplicate: kept, new: count - kept, failed_files: [] });
  }
});

test('a small one gives what it has, too', async () => {
  const whole = exchangeLines(0, 200);
  for (const spoil of [cut, scratched]) {
    await store.command('TRUNCATE TABLE exchanges');
    const summary = await read(fileOf(spoil(gzipSync(whole)), 'jsonl.gz'));
    expect(summary.failed_files).toHaveLength(1);
    expect(summary.new).toBeGreaterThan(100);
  }
});

test.each([
  ['jsonl.gz', 'hello'],
  ['jsonl.zst', 'hello'],
  ['parquet', 'PAR1 nothing'],
  ['parquet.gz', gzipSync('PAR1 nothing')],
])('a .%s that is none is named, with a reason that speaks of the file', async (end, bytes) => {
  const [bad, good] = [fileOf(bytes, end), fileOf(exchangeLines(0, 5), 'jsonl')];
  const summary = await read(bad, good);
  expect(summary).toMatchObject({ files: 2, new: 5, formats: { native: 1 } });
  const [{ file, reason }] = summary.failed_files as [{ file: string; reason: string }];
  expect(file).toBe(bad);
  expect(reason).not.toMatch(/SELECT|spool/);
  expect(reason.length).toBeLessThan(300);
});

test('a Parquet file that was cut is set aside', async () => {
  const [lines, made] = [fileOf(exchangeLines(0, 100), 'jsonl'), join(scratch, 'made.parquet')];
  await store.command(
    `INSERT INTO FUNCTION file(${quoted(made)}, Parquet) SELECT * FROM file(${quoted(lines)}, JSONEachRow)`,
  );
  const summary = await read(fileOf(cut(readFileSync(made)), 'parquet'), lines);
  expect(summary).toMatchObject({ new: 100, failed_files: [{ reason: expect.stringContaining('Parquet') }] });
});

test('.json that breaks off gives its lines; of one document there is nothing to give', async () => {
  const lines = await read(fileOf(cut(gzipSync(exchangeLines(0, 200))), 'json.gz'));
  expect(lines.new).toBeGreaterThan(100);
  const array = `[${exchangeLines(300, 400).trimEnd().replaceAll('\n', ',\n')}]`;
  const document = await read(fileOf(cut(gzipSync(array)), 'json.gz'));
  expect(document).toMatchObject({ read: 0, formats: {}, failed_files: [{}] });
});
