import { createWriteStream } from 'node:fs';
import { rm, symlink } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StillwatchError } from '../errors.ts';
import { parquetRows, type Store } from '../store/index.ts';
import { BrokenInput, isAboutInput } from './fault.ts';
import { type Input, openInput } from './inputs.ts';
import { spoolFile } from './spool.ts';

/** A .json document is held whole while it is read: V8's longest string is half a gigabyte. */
const MAX_DOCUMENT = 400 << 20;

/** What the system says where it is this machine that is short of something: no fault of the file. */
const machine = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'ENOMEM']);

/**
 * An input's records as bytes, one JSON value a line, whatever kind of file it is. Of one that is broken come those
 * before the broken place, then BrokenInput.
 */
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
    const { message, code } = cause as NodeJS.ErrnoException;
    if (cause instanceof StillwatchError || machine.has(code ?? '')) throw cause;
    throw new BrokenInput(input.path, message, cause);
  }
}

/** A JSON document: an array's elements, or the one object. What isn't one JSON value is read as lines. */
async function* document(source: AsyncIterable<Uint8Array>, path: string): AsyncIterable<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  let lines = false;
  try {
    for await (const piece of source) {
      if (lines) {
        yield piece;
        continue;
      }
      pieces.push(Buffer.from(piece));
      bytes += piece.length;
      if (bytes > MAX_DOCUMENT) {
        if (!startsWithLine(pieces))
          throw new BrokenInput(
            path,
            `it is one JSON document of over ${MAX_DOCUMENT >> 20} MiB; make lines of it first: jq -c '.[]' FILE > FILE.jsonl`,
          );
        lines = true;
        yield* pieces.splice(0);
      }
    }
  } catch (error) {
    // Part of a document is none, but lines stand by themselves.
    if (startsWithLine(pieces)) yield* pieces;
    throw error;
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
  } catch (error) {
    if (!isAboutInput(error)) throw error;
    throw new BrokenInput(input.path, `the engine cannot read it as Parquet: ${said(error.message)}`, error);
  } finally {
    await rm(path, { force: true });
  }
}

/** The engine's words without our statement and the place in the spool, which say nothing to whoever has the file. */
const said = (message: string) =>
  message
    .replace(/ \(in: [\s\S]*$/, '')
    .replace(/[\s.:]*(Error)?[\s.:]*$/, '')
    .slice(0, 200);
