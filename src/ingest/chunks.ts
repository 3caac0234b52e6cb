import { isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { spoolFile } from './spool.ts';

/** A run of whole lines, in a file of its own that the engine can read. */
export interface Chunk {
  path: string;
  /** Number of its first line in the source, from 1. */
  firstLine: number;
  lines: number;
  bytes: number;
  /** Whether it can be handed to the engine as it is: valid UTF-8, no NUL byte, every line from { to }. */
  clean: boolean;
}

/** A line that was too long to hold. */
export interface Overlong {
  line: number;
  bytes: number;
}

export const MAX_LINE = 32 << 20;
const NEWLINE = 10;
const RETURN = 13;
const OPEN = 123;
const CLOSE = 125;

export const CHUNK = 48 << 20;

interface Draft extends Chunk {
  /** As many bytes as it is to have. */
  full: number;
  file: FileHandle;
}

/**
 * Cuts a stream of bytes into chunks of whole lines, in files of `folder`. Holds one read and one unfinished line
 * in memory, however long the stream. A chunk's file is written over once `release` was called with it: pages the
 * system already has are several times faster than new ones.
 */
export class Cutter {
  readonly #folder: string;
  readonly #chunkBytes: () => number;
  readonly #maxLine: number;
  readonly #idle: string[] = [];
  readonly #files = new Set<string>();

  /** `chunkBytes` is asked at the start of each chunk. */
  constructor(folder: string, { chunkBytes = () => CHUNK, maxLine = MAX_LINE } = {}) {
    this.#folder = folder;
    this.#chunkBytes = chunkBytes;
    this.#maxLine = maxLine;
  }

  release(chunk: Chunk): void {
    this.#idle.push(chunk.path);
  }

  /** Removes every file, of chunks that were not released too. */
  async close(): Promise<void> {
    for (const path of this.#files) await rm(path, { force: true });
  }

  /** The chunks of a source. Its pieces may be views of one buffer that is filled again and again. */
  async *cut(source: AsyncIterable<Uint8Array>, onOverlong: (line: Overlong) => void): AsyncGenerator<Chunk> {
    let carry: Buffer[] = []; // an unfinished line
    let carried = 0;
    let dropping = 0; // bytes so far of an overlong line
    let draft = await this.#begin(1);
    let failure: unknown;
    try {
      for await (const piece of untilFailure(source, error => (failure = error))) {
        let bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
        if (dropping) {
          const at = bytes.indexOf(NEWLINE);
          dropping += at === -1 ? bytes.length : at;
          if (at === -1) continue;
          const { firstLine, lines } = draft;
          yield* this.#end(draft);
          onOverlong({ line: firstLine + lines, bytes: dropping });
          draft = await this.#begin(firstLine + lines + 1);
          dropping = 0;
          bytes = bytes.subarray(at + 1);
        }
        const end = bytes.lastIndexOf(NEWLINE) + 1;
        if (end > 0) {
          let whole = bytes.subarray(0, end);
          if (carried) {
            // Only the line that spans two pieces is copied.
            const rest = whole.indexOf(NEWLINE) + 1;
            await append(draft, Buffer.concat([...carry, whole.subarray(0, rest)]));
            whole = whole.subarray(rest);
            carry = [];
            carried = 0;
          }
          if (whole.length) await append(draft, whole);
        }
        if (end < bytes.length) {
          carry.push(Buffer.from(bytes.subarray(end)));
          carried += bytes.length - end;
          if (carried > this.#maxLine) {
            dropping = carried;
            carry = [];
            carried = 0;
          }
        }
        if (draft.bytes >= draft.full) {
          const { firstLine, lines } = draft;
          yield* this.#end(draft);
          draft = await this.#begin(firstLine + lines);
        }
      }
      if (carried && !failure) await append(draft, Buffer.concat([...carry, Buffer.from('\n')]));
      const { firstLine, lines } = draft;
      yield* this.#end(draft);
      // A source that breaks off has lost the rest of its last line; the lines before it are good.
      if (failure) throw failure;
      if (dropping) onOverlong({ line: firstLine + lines, bytes: dropping });
    } finally {
      await draft.file.close().catch(() => {});
    }
  }

  async #begin(firstLine: number): Promise<Draft> {
    const path = this.#idle.pop() ?? spoolFile(this.#folder, 'chunk');
    this.#files.add(path);
    const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    return { path, file, full: this.#chunkBytes(), firstLine, lines: 0, bytes: 0, clean: true };
  }

  async *#end({ file, full: _, ...chunk }: Draft): AsyncGenerator<Chunk> {
    await file.truncate(chunk.bytes);
    await file.close();
    if (chunk.lines > 0) yield chunk;
    else this.release(chunk);
  }
}

async function* untilFailure(source: AsyncIterable<Uint8Array>, note: (error: unknown) => void) {
  try {
    yield* source;
  } catch (error) {
    note(error);
  }
}

async function append(draft: Draft, whole: Buffer): Promise<void> {
  // The engine skips empty lines, takes a NUL for text, and reads a value over lines or in an array; here a line is
  // one object, and what isn't is looked at by itself.
  let objects = true;
  let start = 0;
  for (let at = whole.indexOf(NEWLINE); at !== -1; at = whole.indexOf(NEWLINE, start)) {
    draft.lines++;
    objects &&= whole[start] === OPEN && whole[whole[at - 1] === RETURN ? at - 2 : at - 1] === CLOSE;
    start = at + 1;
  }
  draft.clean &&= objects && isUtf8(whole) && !whole.includes(0);
  await draft.file.write(whole, 0, whole.length, draft.bytes);
  draft.bytes += whole.length;
}
