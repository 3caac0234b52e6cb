import { closeSync, constants, createReadStream, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Feed } from './protocol.ts';

// What the front was last told, kept for a front that starts while the store cannot be reached: the very messages, one a line.

const pathOf = (data: string) => join(data, 'decisions-cache.jsonl');

/** Begins anew once so much was added to it. */
const MOST_ADDED = 64 << 20;

/** Written by the engine, each message before the front hears of it. */
export class CacheWriter {
  /** What could not be written. */
  error: Error | undefined;
  readonly #path: string;
  #file: number | undefined;
  #draft: string | undefined;
  #added = 0;

  constructor(data: string) {
    this.#path = pathOf(data);
  }

  get full(): boolean {
    return this.#added > MOST_ADDED;
  }

  write(message: Feed): void {
    try {
      if (message.kind === 'begin') this.#begin();
      if (this.#file === undefined) return;
      const line = Buffer.from(`${JSON.stringify(message)}\n`);
      for (let at = 0; at < line.length; ) at += writeSync(this.#file, line, at);
      if (!this.#draft) this.#added += line.length;
      if (message.kind === 'complete') this.#complete();
    } catch (error) {
      // Decisions go on from memory; an old file that misses what is in force now would be worse than none.
      this.error = error as Error;
      this.close();
      rmSync(this.#path, { force: true });
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    if (this.#draft) rmSync(this.#draft, { force: true });
    this.#file = undefined;
    this.#draft = undefined;
  }

  #begin(): void {
    this.close();
    this.error = undefined;
    this.#draft = `${this.#path}.new`;
    rmSync(this.#draft, { force: true });
    this.#file = openSync(this.#draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  }

  #complete(): void {
    renameSync(this.#draft!, this.#path);
    this.#draft = undefined;
    this.#added = 0;
  }
}

/** The messages that were kept, or none. The last one may be cut, where the machine died: it is left out. */
export async function* readCache(data: string): AsyncGenerator<Feed> {
  const file = createReadStream(pathOf(data), { highWaterMark: 1 << 20 });
  try {
    for await (const line of createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY })) {
      const message = parsed(line);
      if (!message) return;
      yield message;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    file.destroy();
  }
}

function parsed(line: string): Feed | undefined {
  try {
    return JSON.parse(line) as Feed;
  } catch {
    return undefined;
  }
}
