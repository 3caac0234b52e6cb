import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { type Chunk, Cutter } from './chunks.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-chunks-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Cut {
  chunks: (Chunk & { text: Buffer })[];
  overlong: { line: number; bytes: number }[];
  error?: unknown;
}

/** Cuts pieces as they come; `hold` chunks are kept before the oldest is released, as ingest does. */
async function cut(
  source: AsyncIterable<Uint8Array>,
  options: ConstructorParameters<typeof Cutter>[1],
  hold = 0,
): Promise<Cut> {
  const cutter = new Cutter(scratch, options);
  const result: Cut = { chunks: [], overlong: [] };
  const held: Chunk[] = [];
  try {
    for await (const chunk of cutter.cut(source, line => result.overlong.push(line))) {
      held.push(chunk);
      if (held.length > hold) {
        const oldest = held.shift()!;
        result.chunks.push({ ...oldest, text: readFileSync(oldest.path) });
        cutter.release(oldest);
      }
    }
  } catch (error) {
    result.error = error;
  }
  for (const chunk of held) result.chunks.push({ ...chunk, text: readFileSync(chunk.path) });
  await cutter.close();
  expect(readdirSync(scratch)).toEqual([]);
  return result;
}

/** The pieces as views of one buffer that is filled again and again, as files are read. */
async function* reused(bytes: Buffer, sizes: readonly number[]): AsyncIterable<Uint8Array> {
  const buffer = Buffer.alloc(Math.max(1, ...sizes));
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = Math.min(sizes[i % sizes.length]!, bytes.length - at);
    bytes.copy(buffer, 0, at, at + size);
    at += size;
    yield buffer.subarray(0, size);
    buffer.fill(0xff);
  }
}

const line = fc.oneof(
  fc.json().map(text => Buffer.from(text)),
  fc
    .constantFrom(
      '{"a":1}',
      '{}',
      '',
      '\r',
      ' {"a":1}',
      '{"a":1},',
      '[{}]',
      '{"é":"漢"}',
      '{"a":1}\r',
      '{"\u0000":1}',
    )
    .map(text => Buffer.from(text)),
  fc.uint8Array({ maxLength: 60 }).map(bytes => Buffer.from(bytes.map(b => (b === 10 ? 11 : b)))),
);
const sizes = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 5 });
const isClean = (text: Buffer) => {
  const lines = text.toString('latin1').split('\n').slice(0, -1);
  return (
    Buffer.from(text.toString('utf8')).equals(text) &&
    !text.includes(0) &&
    lines.every(l => l.startsWith('{') && /\}\r?$/.test(l))
  );
};

describe('a cutter', () => {
  test('hands on every line of any bytes, in order, with its number', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 30 }),
        fc.boolean(),
        sizes,
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 0, max: 3 }),
        async (lines, ends, sizes, chunkBytes, hold) => {
          const whole = Buffer.concat(
            lines.map((l, i) => (ends || i < lines.length - 1 ? Buffer.concat([l, Buffer.from('\n')]) : l)),
          );
          const { chunks, overlong, error } = await cut(
            reused(whole, sizes),
            { chunkBytes: () => chunkBytes, maxLine: 1000 },
            hold,
          );
          expect([overlong, error]).toEqual([[], undefined]);
          const expected =
            whole.length && whole.at(-1) !== 10 ? Buffer.concat([whole, Buffer.from('\n')]) : whole;
          expect(Buffer.concat(chunks.map(chunk => chunk.text)).equals(expected)).toBe(true);
          let next = 1;
          for (const chunk of chunks) {
            expect([chunk.firstLine, chunk.bytes]).toEqual([next, chunk.text.length]);
            expect(chunk.text.at(-1)).toBe(10);
            expect(chunk.lines).toBe(chunk.text.filter(byte => byte === 10).length);
            if (chunk.clean) expect(isClean(chunk.text)).toBe(true);
            next += chunk.lines;
          }
          // A chunk is closed as soon as it is full: no more than a piece and a line over.
          for (const chunk of chunks)
            expect(chunk.bytes).toBeLessThan(chunkBytes + Math.max(...sizes) + 1000);
        },
      ),
      { numRuns: 250 },
    );
  });

  test('knows what the engine may have as it is', async () => {
    const good = ['{"a":1}', '{"é":"漢"}', '{}', '{"a":1}\r'];
    const bad = ['', '\r', ' {}', '{} ', '{},', '[{}]', '{"a":', '}', '\ufeff{}', '{"\u0000":1}', '7'];
    const cleanOf = async (lines: string[], sizes: number[]) =>
      (await cut(reused(Buffer.from(`${lines.join('\n')}\n`), sizes), {})).chunks[0]!.clean;
    for (const sizes of [[1], [7], [1000]]) {
      expect(await cleanOf(good, sizes)).toBe(true);
      for (const line of bad)
        expect([line, await cleanOf([...good, line, ...good], sizes)]).toEqual([line, false]);
    }
    const latin = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xe9]), Buffer.from('"}\n')]);
    expect((await cut(reused(latin, [4]), {})).chunks[0]!.clean).toBe(false);
  });

  test('names overlong lines and keeps those around them', async () => {
    const maxLine = 100;
    // A line is dropped for sure where it is longer than the limit by a piece, and kept for sure within it.
    const bytes = fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 2, max: maxLine }) },
      fc.integer({ min: maxLine + 71, max: 900 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(bytes, { maxLength: 15 }),
        fc.boolean(),
        sizes,
        fc.integer({ min: 1, max: 300 }),
        async (lengths, ends, sizes, chunkBytes) => {
          const lines = lengths.map(
            (length, i) => `{${String.fromCharCode(97 + (i % 26)).repeat(length - 2)}}`,
          );
          const whole = Buffer.from(lines.join('\n') + (ends && lines.length ? '\n' : ''));
          const { chunks, overlong, error } = await cut(reused(whole, sizes), {
            chunkBytes: () => chunkBytes,
            maxLine,
          });
          expect(error).toBeUndefined();
          expect(overlong).toEqual(
            lengths.flatMap((length, i) => (length > maxLine ? [{ line: i + 1, bytes: length }] : [])),
          );
          const numbered = chunks.flatMap(chunk =>
            chunk.text
              .toString()
              .split('\n')
              .slice(0, -1)
              .map((text, i) => [chunk.firstLine + i, text]),
          );
          expect(numbered).toEqual(
            lines.flatMap((text, i) => (text.length > maxLine ? [] : [[i + 1, text]])),
          );
        },
      ),
      { numRuns: 250 },
    );
  });

  test('keeps the whole lines of a source that breaks off, and says so', async () => {
    async function* breaking() {
      yield Buffer.from('{"a":1}\n{"b":2}\n{"c"');
      throw new Error('gone');
    }
    const { chunks, error } = await cut(breaking(), {});
    expect((error as Error).message).toBe('gone');
    expect(chunks.map(chunk => chunk.text.toString())).toEqual(['{"a":1}\n{"b":2}\n']);
  });

  test('leaves no file behind when it is left', async () => {
    const cutter = new Cutter(scratch, { chunkBytes: () => 1 });
    for await (const chunk of cutter.cut(reused(Buffer.from('{}\n'.repeat(9)), [3]), () => {})) {
      expect(chunk.lines).toBe(1);
      break;
    }
    await cutter.close();
    expect(readdirSync(scratch)).toEqual([]);
  });

  test('uses files again: as many as are held at once, however long the stream', async () => {
    const paths = new Set<string>();
    const cutter = new Cutter(scratch, { chunkBytes: () => 1 });
    for await (const chunk of cutter.cut(reused(Buffer.from('{"a":1}\n'.repeat(500)), [8]), () => {})) {
      paths.add(chunk.path);
      cutter.release(chunk);
    }
    await cutter.close();
    expect(paths.size).toBeLessThanOrEqual(2);
  });
});
