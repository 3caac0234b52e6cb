import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StillwatchError } from '../../errors.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { syncFolder, writeNew } from './durable.ts';
import type { Verifier } from './key.ts';
import { openNote } from './note.ts';
import { filledUp } from './tiles/grow.ts';
import { TileReader } from './tiles/reader.ts';

/** A checkpoint and its note. */
export interface Head extends Checkpoint {
  note: string;
}

/**
 * `checkpoint` in the log's folder. A new one is on disk as `checkpoint.next` before it takes the old one's place: who has
 * seen it there will never see that it was taken back, not by a power failure either.
 */
export class HeadFile {
  readonly #folder: string;
  readonly #path: string;
  readonly #next: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#path = join(folder, 'checkpoint');
    this.#next = join(folder, 'checkpoint.next');
  }

  get exists(): boolean {
    return existsSync(this.#path);
  }

  /** Whether somebody began to replace it, and perhaps died. */
  get begun(): boolean {
    return existsSync(this.#next);
  }

  note(): Promise<string> {
    return readFile(this.#path, 'utf8');
  }

  /** @throws StillwatchError LOG_BROKEN where it is not a checkpoint that one of the keys signed */
  read(note: string, known: readonly Verifier[]): Head {
    try {
      const head = { ...parseCheckpoint(openNote(note, known).text), note };
      const [first] = known;
      if (head.origin === first?.name) return head;
      throw new Error(`it is of ${head.origin}, and the key of ${first?.name}`);
    } catch (cause) {
      throw new StillwatchError(
        'LOG_BROKEN',
        `${this.#path} is not a checkpoint of this log: ${(cause as Error).message}`,
        'stillwatch fsck names all that is wrong. Restore log-key and the folder log from the same backup.',
        { cause },
      );
    }
  }

  /** To be called when all that it covers is on disk; `from` is the size of the one before it. */
  async replace(note: string, from: number, to: number): Promise<void> {
    await writeNew(this.#folder, [{ path: 'checkpoint.next', bytes: Buffer.from(note) }]);
    await this.#finish(from, to);
  }

  /** Comes to the end of what another writer began: forward where it got so far, back where not. */
  async recover(known: readonly Verifier[]): Promise<void> {
    if (!this.begun) return;
    const from = this.exists ? this.read(await this.note(), known).size : 0;
    const next = await this.#whole(known);
    if (next && next.size > from) {
      await syncFolder(this.#folder);
      await this.#finish(from, next.size);
    } else await rm(this.#next, { force: true });
  }

  async #whole(known: readonly Verifier[]): Promise<Head | undefined> {
    try {
      const next = this.read(await readFile(this.#next, 'utf8'), known);
      const tiles = new TileReader(this.#folder);
      tiles.stored = next.size;
      return (await tiles.root(next.size)).equals(next.root) ? next : undefined;
    } catch {
      return undefined;
    }
  }

  async #finish(from: number, to: number): Promise<void> {
    for (const folder of filledUp(from, to))
      await rm(join(this.#folder, folder), { recursive: true, force: true });
    await rename(this.#next, this.#path);
  }
}
