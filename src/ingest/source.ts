import { createWriteStream } from 'node:fs';
import { rm, symlink } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StillwatchError } from '../errors.ts';
import { parquetRows, type Store } from '../store/index.ts';
import { type Input, openInput } from './inputs.ts';
import { spoolFile } from './spool.ts';

/** A .json document is held whole while it is read: V8's longest string is half a gigabyte. */
const MAX_DOCUMENT = 400 << 20;

/** An input's records as bytes, one JSON value a line, whatever kind of file it is. */
export async function* rowsOf(
  input: Input,
  store: Store,
  spool: string,
  onRead: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  try {
    if (input.kind === 'parquet') yield* parquet(input, store, spool, onRead);
    else if (input.kind === 'json') yield* document(openInput(input, onRead), input.path);
    else yield* openInput(input, onRead);
  } catch (cause) {
    if (cause instanceof StillwatchError) throw cause;
    const { message } = cause as Error;
    throw new StillwatchError(
      'INPUT_NOT_FOUND',
      `cannot read ${input.path} to its end: ${message}`,
      'What was read before is stored. Mend or replace the file and ingest it again: nothing is counted twice.',
      { cause },
    );
  }
}

/** A JSON document: an array's elements, or the one object. What isn't one JSON value is read as lines. */
async function* document(source: AsyncIterable<Uint8Array>, path: string): AsyncIterable<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  let lines = false;
  for await (const piece of source) {
    if (lines) {
      yield piece;
      continue;
    }
    pieces.push(Buffer.from(piece));
    bytes += piece.length;
    if (bytes > MAX_DOCUMENT) {
      if (!startsWithLine(pieces))
        throw new StillwatchError(
          'INPUT_KIND',
          `${path} is one JSON document of over ${MAX_DOCUMENT >> 20} MiB`,
          "Make lines of it first: jq -c '.[]' FILE > FILE.jsonl",
        );
      lines = true;
      yield* pieces.splice(0);
    }
  }
  if (lines) return;
  const whole = Buffer.concat(pieces);
  let value: unknown;
  try {
    value = JSON.parse(whole.toString('utf8').replace(/^\ufeff/, ''));
  } catch {
    yield whole;
    return;
  }
  if (!Array.isArray(value)) yield Buffer.from(`${JSON.stringify(value)}\n`);
  else for (const element of value) yield Buffer.from(`${JSON.stringify(element)}\n`);
}

function startsWithLine(pieces: Uint8Array[]): boolean {
  const start = Buffer.concat(pieces.slice(0, 8)).toString('utf8');
  try {
    return typeof JSON.parse(start.slice(0, start.indexOf('\n'))) === 'object';
  } catch {
    return false;
  }
}

async function* parquet(
  input: Input,
  store: Store,
  spool: string,
  onRead: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  // Under a name of our own: the engine reads wildcards in a path.
  const path = spoolFile(spool, 'input', 'parquet');
  try {
    if (input.compression === 'none') {
      await symlink(resolve(input.path), path);
      onRead(input.bytes ?? 0);
    } else await pipeline(openInput(input, onRead), createWriteStream(path, { mode: 0o600 }));
    yield* parquetRows(store, path);
  } finally {
    await rm(path, { force: true });
  }
}
