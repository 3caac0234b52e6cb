import { createReadStream, readdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline, type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import { StillwatchError } from '../errors.ts';
import { salvage } from './salvage.ts';

/** One file (or stdin) to read, with what its name says of it. */
export interface Input {
  /** As the user wrote it; `-` is stdin. */
  path: string;
  kind: 'jsonl' | 'json' | 'parquet';
  compression: 'none' | 'gz' | 'zst';
  /** Bytes on disk; unknown for stdin. */
  bytes: number | undefined;
}

export interface Listing {
  inputs: Input[];
  /** Files of folders that are of no kind that is read, and the labels that the range writes beside its traffic. */
  skipped: string[];
  /** Files of folders named accounts.json or .jsonl: what is known of accounts, not exchanges. */
  accounts: Input[];
}

const extension = /\.(jsonl|ndjson|json|parquet)(?:\.(gz|zst))?$/i;

/**
 * The files behind the paths, folders walked in the order of their names. Files in folders that are of no kind we
 * read come back as `skipped`; one that is named outright is an error.
 */
export function listInputs(paths: readonly string[]): Listing {
  const listing: Listing = { inputs: [], skipped: [], accounts: [] };
  const { inputs } = listing;
  for (const path of paths) {
    if (path === '-') inputs.push({ path, kind: 'jsonl', compression: 'none', bytes: undefined });
    else if (stat(path).isDirectory()) walk(path, listing);
    else {
      const input = inputOf(path);
      if (!input)
        throw new StillwatchError(
          'INPUT_KIND',
          `${path} is not a kind of file that is read`,
          'Files are read as .jsonl, .json or .parquet, each also .gz or .zst; pipe anything else in: … | stillwatch ingest -',
        );
      inputs.push(input);
    }
  }
  return listing;
}

function walk(folder: string, listing: Listing): void {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(folder, entry.name);
    const input = entry.isDirectory() ? undefined : inputOf(path);
    if (entry.isDirectory()) walk(path, listing);
    else if (!input || /^truth(-exchanges)?\.json/.test(entry.name)) listing.skipped.push(path);
    else if (/^accounts\.json/.test(entry.name)) listing.accounts.push(input);
    else listing.inputs.push(input);
  }
}

function inputOf(path: string): Input | undefined {
  const match = extension.exec(basename(path));
  if (!match) return undefined;
  const kind = match[1]!.toLowerCase().replace('ndjson', 'jsonl') as Input['kind'];
  return {
    path,
    kind,
    compression: (match[2]?.toLowerCase() as 'gz' | 'zst') ?? 'none',
    bytes: stat(path).size,
  };
}

function stat(path: string) {
  try {
    return statSync(path);
  } catch (cause) {
    throw new StillwatchError(
      'INPUT_NOT_FOUND',
      `cannot read ${path}`,
      'Check the path and its permissions.',
      { cause },
    );
  }
}

/**
 * The file's bytes, decompressed. `onRead` hears of bytes as they leave the disk, for progress. Pieces may be views
 * of one buffer: take what you need of each before you ask for the next.
 */
export function openInput(input: Input, onRead: (bytes: number) => void): AsyncIterable<Uint8Array> {
  if (input.path !== '-' && input.compression === 'none') return plain(input.path, onRead);
  const raw: Readable =
    input.path === '-' ? process.stdin : createReadStream(input.path, { highWaterMark: 1 << 20 });
  const counted = raw.pipe(
    new Transform({
      transform(piece: Buffer, _encoding, done) {
        onRead(piece.length);
        done(null, piece);
      },
    }),
  );
  raw.on('error', error => counted.destroy(error));
  if (input.compression === 'none') return counted;
  return unpacked(input.path, input.compression, counted);
}

/** All that can be unpacked, and then the error where the file is broken. */
async function* unpacked(
  path: string,
  compression: 'gz' | 'zst',
  packed: Readable,
): AsyncIterable<Uint8Array> {
  const decoder = compression === 'gz' ? createGunzip({ chunkSize: 1 << 20 }) : zstdDecoder();
  let given = 0;
  try {
    // An error of the file reaches whoever reads the decoder.
    for await (const piece of pipeline(packed, decoder, () => {})) {
      given += piece.length;
      yield piece;
    }
  } catch (error) {
    yield* salvage(path, compression, given);
    throw error;
  }
}

async function* plain(path: string, onRead: (bytes: number) => void): AsyncIterable<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(4 << 20);
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return;
      onRead(bytesRead);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

function zstdDecoder(): Transform {
  let out: Transform;
  const decoder = new Decompress(chunk => {
    if (chunk.length) out.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  });
  out = new Transform({
    readableHighWaterMark: 4 << 20,
    transform(chunk: Buffer, _encoding, done) {
      attempt(() => decoder.push(chunk), done);
    },
    flush(done) {
      attempt(() => decoder.push(new Uint8Array(0), true), done);
    },
  });
  return out;
}

function attempt(work: () => void, done: (error?: Error) => void): void {
  try {
    work();
    done();
  } catch (error) {
    done(error as Error);
  }
}
