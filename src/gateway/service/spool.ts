import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const SEGMENT = 4 << 20;

/**
 * Lines on disk that wait for a service that does not take them now. They outlive the process. At most so many bytes: a
 * disk that is full would stop more than the record.
 */
export class Spool {
  readonly #folder: string;
  readonly #most: number;
  #file: FileHandle | undefined;
  #name = '';
  #size = 0;
  #number = 0;
  #bytes = 0;
  #working: Promise<unknown> = Promise.resolve();

  /** @param most bytes of all that waits */
  constructor(folder: string, most: number) {
    this.#folder = folder;
    this.#most = most;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder)) {
      const owner = /^\d+-(\d+)-\d+\.open$/.exec(name)?.[1];
      // What a process that is gone had open is whole as far as it was acknowledged.
      if (owner && (Number(owner) === process.pid || !existsSync(`/proc/${owner}`)))
        renameSync(join(folder, name), join(folder, name.replace('.open', '.jsonl')));
    }
    for (const name of this.#closed()) this.#bytes += statSync(join(folder, name)).size;
  }

  /** How much waits, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Resolves when the lines are on disk. Rejects where there is no room. */
  append(lines: readonly string[]): Promise<void> {
    return this.#next(async () => {
      const bytes = Buffer.from(`${lines.join('\n')}\n`);
      if (this.#bytes + bytes.length > this.#most) throw new Error('the spool is full');
      if (!this.#file) {
        this.#name = join(this.#folder, `${Date.now()}-${process.pid}-${this.#number++}`);
        this.#file = await open(`${this.#name}.open`, 'ax', 0o600);
        this.#size = 0;
      }
      await this.#file.write(bytes);
      await this.#file.datasync();
      this.#bytes += bytes.length;
      this.#size += bytes.length;
      if (this.#size >= SEGMENT) await this.#rotate();
    });
  }

  /** The lines that have waited longest, and how to forget them once they are taken. */
  oldest(): Promise<{ lines: string[]; forget(): Promise<void> } | undefined> {
    return this.#next(async () => {
      if (this.#closed().length === 0) await this.#rotate();
      const [name] = this.#closed();
      if (!name) return undefined;
      const path = join(this.#folder, name);
      const bytes = await readFile(path);
      // A line without its end was never acknowledged.
      const lines = bytes
        .subarray(0, bytes.lastIndexOf(10) + 1)
        .toString('utf8')
        .split('\n');
      return {
        lines: lines.filter(line => line !== ''),
        forget: async () => {
          await rm(path, { force: true });
          this.#bytes -= bytes.length;
        },
      };
    });
  }

  close(): Promise<void> {
    return this.#next(() => this.#rotate());
  }

  #closed(): string[] {
    return readdirSync(this.#folder)
      .filter(name => name.endsWith('.jsonl'))
      .sort();
  }

  async #rotate(): Promise<void> {
    const file = this.#file;
    if (!file) return;
    this.#file = undefined;
    await file.close();
    await rename(`${this.#name}.open`, `${this.#name}.jsonl`);
  }

  /** One thing at a time is done to the files. */
  #next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#working.then(work);
    this.#working = done.catch(() => {});
    return done;
  }
}
