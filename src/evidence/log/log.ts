import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StillwatchError } from '../../errors.ts';
import { locked } from '../../lock.ts';
import type { Entry } from '../entries.ts';
import { syncFolder } from './durable.ts';
import { entryBytes, readEntry } from './entry.ts';
import {
  badOrigin,
  fixedOrigin,
  lostLog,
  noLog,
  noSuchSize,
  otherPublished,
  wrongEntry,
} from './failures.ts';
import { ed25519, isKeyName, type Signer } from './key.ts';
import { parseNote, signNote } from './note.ts';
import { type Published, PublishedFiles } from './published.ts';
import { LogState } from './state.ts';
import { FULL } from './tiles/path.ts';

export interface LogOptions {
  /** The log's name, at first use. A URL without its scheme, such as `logs.example.com/stillwatch`. */
  origin?: string | undefined;
  now?: (() => Date) | undefined;
  /** Whether to make a log where there is none (default: yes). */
  create?: boolean | undefined;
}

export interface Logged {
  index: number;
  entry: Entry;
  /** As it is logged and hashed. */
  bytes: Buffer;
}

interface Waiting {
  entries: Buffer[];
  resolve: (where: { first: number; size: number }) => void;
  reject: (error: unknown) => void;
}

/**
 * The transparency log of a data folder (docs/evidence-format.md). Several processes may have it open; one writes at a
 * time. Sizes are numbers of entries; hashes are 32 bytes.
 */
export class TransparencyLog {
  readonly #lock: string;
  readonly #state: LogState;
  readonly #published: PublishedFiles;
  #waiting: Waiting[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(data: string, now = () => new Date()) {
    this.#lock = join(data, 'log.lock');
    this.#state = new LogState(data, now);
    this.#published = new PublishedFiles(this.#state.folder);
  }

  /**
   * Opens the log of a data folder and makes it, with its key, on first use.
   * @throws StillwatchError LOG_NONE, LOG_KEY, LOG_BROKEN, LOG_ORIGIN, LOG_BUSY; LOG_BROKEN too where its key is there and its folder is gone
   */
  static async open(data: string, { origin, now, create = true }: LogOptions = {}): Promise<TransparencyLog> {
    if (origin !== undefined && !isKeyName(origin)) throw badOrigin(origin);
    const log = new TransparencyLog(data, now);
    const state = log.#state;
    if (!state.exists && state.lost) throw lostLog(data);
    if (!state.exists && !create) throw noLog(data);
    if (!state.exists) {
      await state.makeFolders();
      await locked(log.#lock, () => state.begin(origin));
    } else if (state.begun) await locked(log.#lock, () => state.recover());
    await log.refresh();
    if (origin !== undefined && origin !== log.origin) throw fixedOrigin(origin, log.origin);
    return log;
  }

  /** How many entries there are, as far as this object knows; see refresh(). */
  get size(): number {
    return this.#state.head.size;
  }

  get origin(): string {
    return this.#state.head.origin;
  }

  /** The verifier key. */
  get key(): string {
    return this.#state.keys.current.verifier.text;
  }

  /** The verifier key that signs, or signed, the checkpoint of this size. */
  async keyAt(size: number): Promise<string> {
    return (await this.#signer(size)).verifier.text;
  }

  /** Looks at what other processes appended since. Who appends or asks for the latest needn't call it. */
  refresh(): Promise<void> {
    return this.#state.refresh();
  }

  /**
   * Appends entries and signs a checkpoint. When it resolves they are on disk. Calls made at once share one write.
   * @returns the index of the first, and the size that ends with the last
   * @throws StillwatchError ENTRY_INVALID, LOG_BUSY, LOG_BROKEN; then nothing was logged
   */
  async append(entries: readonly Entry[]): Promise<{ first: number; size: number }> {
    const bytes = entries.map(entry => {
      if (entry.type !== 'key') return entryBytes(entry);
      throw new StillwatchError('ENTRY_INVALID', 'a key is not appended', 'It is changed with rotate().');
    });
    if (bytes.length === 0) return { first: this.size, size: this.size };
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entries: bytes, resolve, reject });
      void this.#next(() => this.#drain());
    });
  }

  /** The entries from (inclusive) to (exclusive). */
  async *entries(from = 0, to?: number): AsyncGenerator<Logged> {
    const end = to ?? (await this.#latest());
    this.#mustHave(end);
    for (let at = from; at < end; ) {
      const bundle = Math.floor(at / FULL);
      const all = await this.#state.tiles.bundle(bundle);
      for (; at < end && at < (bundle + 1) * FULL; at++) {
        const bytes = all[at - bundle * FULL]!;
        const read = readEntry(bytes);
        if ('wrong' in read) throw wrongEntry(at, read.wrong);
        yield { index: at, entry: read.entry, bytes };
      }
    }
  }

  /** The root of the first `size` entries. */
  async root(size?: number): Promise<Buffer> {
    const of = size ?? (await this.#latest());
    this.#mustHave(of);
    return this.#state.tiles.root(of);
  }

  /** The proof that the entry is among the first `size`, from the leaf up. */
  async inclusion(index: number, size?: number): Promise<Buffer[]> {
    const of = size ?? (await this.#latest());
    this.#mustHave(of);
    this.#mustHave(index + 1, of);
    return this.#state.tiles.inclusion(index, of);
  }

  /** The proof that the first `from` entries are the beginning of the first `to`. */
  async consistency(from: number, to?: number): Promise<Buffer[]> {
    const of = to ?? (await this.#latest());
    this.#mustHave(of);
    this.#mustHave(from, of);
    return this.#state.tiles.consistency(from, of);
  }

  /**
   * The signed note of the first `size` entries: the same bytes each time, with the cosignatures that were kept.
   * @throws StillwatchError LOG_KEY where the key of that time is lost and the checkpoint was not published
   */
  async checkpoint(size?: number): Promise<string> {
    const of = size ?? (await this.#latest());
    this.#mustHave(of);
    const { text, signers } = await this.#state.checkpoint(of);
    const kept = (await this.#published.read(of))?.note;
    if (kept !== undefined) {
      // What left the house is what counts.
      if (parseNote(kept).text === text) return kept;
      throw otherPublished(of);
    }
    return of === this.size ? this.#state.head.note : signNote(text, await signers());
  }

  /**
   * Signs bytes that are no note, with the key that signs the checkpoint of this size.
   * @returns keyid: the key's name and id, as they stand in its verifier key
   */
  async sign(bytes: Buffer, size: number): Promise<{ keyid: string; signature: Buffer }> {
    const { verifier, key } = await this.#signer(size);
    return { keyid: `${verifier.name}+${verifier.id}`, signature: ed25519.sign(bytes, key) };
  }

  /** Who signs, or signed last where two did, the checkpoint of this size. */
  async #signer(size: number): Promise<Signer> {
    this.#mustHave(size);
    const { signers } = await this.#state.checkpoint(size);
    return (await signers()).at(-1)!;
  }

  /** Keeps a checkpoint as one that leaves the house, and returns its note. */
  publish(size?: number): Promise<string> {
    return this.#write(() => this.#publish(size));
  }

  /** The checkpoints that left the house, by ascending size. */
  async published(): Promise<Published[]> {
    const all: Published[] = [];
    for (const size of this.#published.sizes()) {
      const one = await this.#published.read(size);
      if (one) all.push(one);
    }
    return all;
  }

  /** Keeps lines of witnesses with a checkpoint; of a witness that signed it before, the earlier. */
  keepCosignatures(size: number, lines: readonly string[]): Promise<string> {
    return this.#write(async () => {
      let note = await this.#publish(size);
      for (const line of lines) {
        const { signatures } = parseNote(`${note}${line}\n`);
        const { name, id } = signatures.at(-1)!;
        if (!signatures.slice(0, -1).some(before => before.name === name && before.id === id))
          note += `${line}\n`;
      }
      await this.#published.writeNote(size, note);
      return note;
    });
  }

  /** Keeps an RFC 3161 response of a checkpoint. */
  keepTimestamp(size: number, response: Buffer): Promise<void> {
    return this.#write(async () => {
      await this.#publish(size);
      await this.#published.writeTimestamp(size, response);
    });
  }

  /** Signs with a new key from now on; the entry that says so is signed by both. Returns the new verifier key. */
  rotate(): Promise<string> {
    return this.#write(async () => {
      await this.#state.rotate();
      return this.key;
    });
  }

  /** Resolves when all that was begun is done. */
  async close(): Promise<void> {
    await this.#next(() => syncFolder(this.#state.folder));
  }

  async #drain(): Promise<void> {
    const batch = this.#waiting.splice(0);
    if (batch.length === 0) return;
    try {
      let first = await this.#alone(async () => {
        const { size } = this;
        await this.#state.commit(batch.flatMap(({ entries }) => entries));
        return size;
      });
      for (const { entries, resolve } of batch) {
        resolve({ first, size: first + entries.length });
        first += entries.length;
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async #publish(size = this.size): Promise<string> {
    this.#mustHave(size);
    const note = await this.checkpoint(size);
    if (!(await this.#published.read(size))) {
      // What left the house must not be taken back.
      await syncFolder(this.#state.folder);
      await this.#published.writeNote(size, note);
    }
    return note;
  }

  async #latest(): Promise<number> {
    await this.refresh();
    return this.size;
  }

  #mustHave(size: number, of = this.size): void {
    if (Number.isSafeInteger(size) && size >= 0 && size <= of) return;
    throw noSuchSize(size, of);
  }

  /** Writes, after all that was begun before it. */
  #write<T>(work: () => Promise<T>): Promise<T> {
    return this.#next(() => this.#alone(work));
  }

  /** With the lock, and knowing what is there. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    return locked(this.#lock, async () => {
      if (this.#state.begun) await this.#state.recover();
      await this.#state.refresh();
      return work();
    });
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }
}

/** Whether a data folder has a log. */
export const hasLog = (data: string): boolean => existsSync(join(data, 'log', 'checkpoint'));
