import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { StillwatchError } from '../../errors.ts';
import { Refused } from '../stix/index.ts';

/** What a file may hold, and how much more than its bytes on disk where it is compressed: JSON of indicators shrinks to a fortieth at most. */
const MOST = 8 * 2 ** 30;
const RATIO = 200;
const SLACK = 2 ** 20;

/**
 * A file's bytes, gunzipped where it is compressed, and the SHA-256 of the file itself once it was read to its end: what a signature
 * is of.
 */
export class FileBytes {
  readonly #path: string;
  readonly #hash = createHash('sha256');

  constructor(path: string) {
    this.#path = path;
  }

  /** In hex; after the last chunk. */
  digest(): string {
    return this.#hash.digest('hex');
  }

  /** @throws StillwatchError INPUT_NOT_FOUND; Refused for a file that is too large, or a bomb */
  async *chunks(): AsyncGenerator<Uint8Array> {
    const compressed = await this.#isGzip();
    let [read, given] = [0, 0];
    const raw = this.#hashed(size => {
      read += size;
    });
    for await (const chunk of compressed ? gunzipped(raw) : raw) {
      given += chunk.length;
      if (given > MOST) throw new Refused(`it is larger than ${MOST / 2 ** 30} GiB`);
      if (compressed && given > SLACK + RATIO * read)
        throw new Refused(`it unpacks to more than ${RATIO} times its size`);
      yield chunk;
    }
  }

  async *#hashed(count: (size: number) => void): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(this.#path, { highWaterMark: 256 * 1024 })) {
      this.#hash.update(chunk as Buffer);
      count((chunk as Buffer).length);
      yield chunk as Buffer;
    }
  }

  async #isGzip(): Promise<boolean> {
    const start = Buffer.alloc(2);
    try {
      const file = await open(this.#path);
      try {
        await file.read(start, 0, 2, 0);
      } finally {
        await file.close();
      }
    } catch (cause) {
      throw unreadable(this.#path, cause);
    }
    return start[0] === 0x1f && start[1] === 0x8b;
  }
}

async function* gunzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const done = pipeline(bytes, gunzip).catch(() => {});
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (cause) {
    if ((cause as { code?: string }).code?.startsWith('Z_')) throw new Refused('it is no whole gzip file');
    throw cause;
  } finally {
    gunzip.destroy();
    await done;
  }
}

/** The SHA-256 of a file, in hex. @throws StillwatchError INPUT_NOT_FOUND */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), hash);
  } catch (cause) {
    throw unreadable(path, cause);
  }
  return hash.digest('hex');
}

const unreadable = (path: string, cause: unknown) =>
  new StillwatchError('INPUT_NOT_FOUND', `cannot read ${path}`, 'Check the path and its permissions.', {
    cause,
  });
