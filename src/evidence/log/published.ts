import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from './durable.ts';

/** A checkpoint that left the house. */
export interface Published {
  size: number;
  /** With the cosignatures of witnesses. */
  note: string;
  /** An RFC 3161 response. */
  timestamp?: Buffer;
}

/** `published/` in the log's folder. */
export class PublishedFiles {
  readonly #folder: string;

  constructor(log: string) {
    this.#folder = join(log, 'published');
  }

  /** Ascending. */
  sizes(): number[] {
    let names: string[];
    try {
      names = readdirSync(this.#folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
    return names
      .filter(name => /^[1-9]\d*$/.test(name))
      .map(Number)
      .sort((one, other) => one - other);
  }

  async read(size: number): Promise<Published | undefined> {
    const [note, timestamp] = await Promise.all([this.#file(`${size}`), this.#file(`${size}.tsr`)]);
    return note && { size, note: note.toString('utf8'), ...(timestamp && { timestamp }) };
  }

  writeNote(size: number, note: string): Promise<void> {
    return replaceFile(this.#folder, { path: String(size), bytes: Buffer.from(note) });
  }

  writeTimestamp(size: number, bytes: Buffer): Promise<void> {
    return replaceFile(this.#folder, { path: `${size}.tsr`, bytes });
  }

  async #file(name: string): Promise<Buffer | undefined> {
    try {
      return await readFile(join(this.#folder, name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }
}
