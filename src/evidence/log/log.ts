import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StillwatchError } from '../../errors.ts';
import type { Entry, KeyEntry } from '../entries.ts';
import { checkpointText } from './checkpoint.ts';
import { syncFolder, writeFiles } from './durable.ts';
import { entryBytes, readEntry } from './entry.ts';
import { sha256 } from './hash.ts';
import { type Head, HeadFile } from './head.ts';
import { ed25519, isKeyName, type Signer } from './key.ts';
import { KeyFiles } from './key-files.ts';
import { locked } from './lock.ts';
import { parseNote, signNote } from './note.ts';
import { type Published, PublishedFiles } from './published.ts';
import { type Edge, edgeRoot, grow } from './tiles/grow.ts';
import { FULL } from './tiles/path.ts';
import { TileReader } from './tiles/reader.ts';

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
  readonly #folder: string;
  readonly #lock: string;
  readonly #now: () => Date;
  readonly #keys: KeyFiles;
  readonly #headFile: HeadFile;
  readonly #tiles: TileReader;
  readonly #published: PublishedFiles;
  #signer!: Signer;
  #past: { replaced: number; signer: Signer }[] = [];
  #head!: Head;
  #edge: Edge | undefined;
  #waiting: Waiting[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(data: string, now = () => new Date()) {
    this.#folder = join(data, 'log');
    this.#lock = join(data, 'log.lock');
    this.#now = now;
    this.#keys = new KeyFiles(data);
    this.#headFile = new HeadFile(this.#folder);
    this.#tiles = new TileReader(this.#folder);
    this.#published = new PublishedFiles(this.#folder);
  }

  /**
   * Opens the log of a data folder and makes it, with its key, on first use.
   * @throws StillwatchError LOG_NONE, LOG_KEY, LOG_BROKEN, LOG_ORIGIN, LOG_BUSY
   */
  static async open(data: string, { origin, now, create = true }: LogOptions = {}): Promise<TransparencyLog> {
    if (origin !== undefined && !isKeyName(origin)) throw badOrigin(origin);
    const log = new TransparencyLog(data, now);
    if (!log.#headFile.exists && !create && !log.#headFile.begun)
      throw new StillwatchError(
        'LOG_NONE',
        `${data} has no log yet`,
        'It begins with the first detection, or with: stillwatch log --create',
      );
    if (!log.#headFile.exists) await log.#begin(data, origin);
    else if (log.#headFile.begun) await locked(log.#lock, () => log.#recover());
    await log.refresh();
    if (origin !== undefined && origin !== log.origin) throw fixedOrigin(origin, log.origin);
    return log;
  }

  /** How many entries there are, as far as this object knows; see refresh(). */
  get size(): number {
    return this.#head.size;
  }

  get origin(): string {
    return this.#head.origin;
  }

  /** The verifier key. */
  get key(): string {
    return this.#signer.verifier.text;
  }

  /** The verifier key that signs, or signed, the checkpoint of this size. */
  async keyAt(size: number): Promise<string> {
    return (await this.#signersOf(size)).at(-1)!.verifier.text;
  }

  /** Looks at what other processes appended since. Who appends or asks for the latest needn't call it. */
  async refresh(): Promise<void> {
    const note = await this.#headFile.note();
    if (note === this.#head?.note) return;
    // The keys after the note, so that a change of keys between the two doesn't matter: those of the past are kept.
    this.#loadKeys();
    this.#set(this.#headFile.read(note, this.#verifiers()), undefined);
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
      const all = await this.#tiles.bundle(bundle);
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
    return this.#tiles.root(of);
  }

  /** The proof that the entry is among the first `size`, from the leaf up. */
  async inclusion(index: number, size?: number): Promise<Buffer[]> {
    const of = size ?? (await this.#latest());
    this.#mustHave(of);
    this.#mustHave(index + 1, of);
    return this.#tiles.inclusion(index, of);
  }

  /** The proof that the first `from` entries are the beginning of the first `to`. */
  async consistency(from: number, to?: number): Promise<Buffer[]> {
    const of = to ?? (await this.#latest());
    this.#mustHave(of);
    this.#mustHave(from, of);
    return this.#tiles.consistency(from, of);
  }

  /**
   * The signed note of the first `size` entries: the same bytes each time, with the cosignatures that were kept.
   * @throws StillwatchError LOG_KEY where the key of that time is lost and the checkpoint was not published
   */
  async checkpoint(size?: number): Promise<string> {
    const of = size ?? (await this.#latest());
    this.#mustHave(of);
    const text = checkpointText({ origin: this.origin, size: of, root: await this.#tiles.root(of) });
    const kept = (await this.#published.read(of))?.note;
    if (kept !== undefined) {
      // What left the house is what counts.
      if (parseNote(kept).text === text) return kept;
      throw new StillwatchError(
        'LOG_BROKEN',
        `the log’s first ${of} entries are not those of the checkpoint that was published`,
        'stillwatch fsck names all that is wrong. Restore the log’s folder from a backup.',
      );
    }
    return of === this.size ? this.#head.note : signNote(text, await this.#signersOf(of));
  }

  /**
   * Signs bytes that are no note, with the key that signs the checkpoint of this size.
   * @returns keyid: the key's name and id, as they stand in its verifier key
   */
  async sign(bytes: Buffer, size: number): Promise<{ keyid: string; signature: Buffer }> {
    const { verifier, key } = (await this.#signersOf(size)).at(-1)!;
    return { keyid: `${verifier.name}+${verifier.id}`, signature: ed25519.sign(bytes, key) };
  }

  /** Keeps a checkpoint as one that leaves the house, and returns its note. */
  publish(size?: number): Promise<string> {
    return this.#write(() => this.#publish(size));
  }

  /** The checkpoints that left the house, by ascending size. */
  async published(): Promise<Published[]> {
    const all = await Promise.all(this.#published.sizes().map(size => this.#published.read(size)));
    return all.filter(one => one !== undefined);
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
      const next = await this.#keys.draft();
      const index = this.size;
      await this.#commit([this.#keyEntry(next, this.#signer)], [this.#signer, next]);
      await this.#keys.replace(index);
      this.#loadKeys();
      return this.key;
    });
  }

  /** Resolves when all that was begun is done. */
  async close(): Promise<void> {
    await this.#next(() => syncFolder(this.#folder));
  }

  async #begin(data: string, origin: string | undefined): Promise<void> {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    mkdirSync(this.#folder, { recursive: true });
    await syncFolder(data);
    await locked(this.#lock, async () => {
      this.#signer = await this.#keys.make(
        origin,
        key => `stillwatch.local/${sha256(key).toString('hex', 0, 8)}`,
      );
      await this.#recover();
      if (this.#headFile.exists) return;
      const { name } = this.#signer.verifier;
      this.#set({ origin: name, size: 0, root: sha256(), note: '' }, undefined);
      await this.#commit([this.#keyEntry(this.#signer)]);
    });
  }

  /** What another process left half done, with the lock held. */
  async #recover(): Promise<void> {
    this.#loadKeys();
    await this.#headFile.recover(this.#verifiers());
    const draft = this.#keys.drafted();
    if (!draft) return;
    await this.refresh();
    const [last] = await this.#bundleFrom(this.size - 1);
    const read = last && readEntry(last);
    const logged = read && 'entry' in read && read.entry.type === 'key' ? read.entry.key : undefined;
    if (logged === draft.verifier.text) await this.#keys.replace(this.size - 1);
    else await this.#keys.forgetDraft();
    this.#loadKeys();
  }

  async #drain(): Promise<void> {
    const batch = this.#waiting.splice(0);
    if (batch.length === 0) return;
    try {
      await this.#alone(async () => {
        let first = this.size;
        await this.#commit(batch.flatMap(({ entries }) => entries));
        for (const { entries, resolve } of batch) {
          resolve({ first, size: first + entries.length });
          first += entries.length;
        }
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async #commit(entries: readonly Buffer[], signers: readonly Signer[] = [this.#signer]): Promise<void> {
    const { origin, size: from, root } = this.#head;
    const edge = this.#edge ?? (await this.#tiles.edge());
    // Never sign what doesn't continue what was signed before.
    if (!edgeRoot(edge).equals(root))
      throw new StillwatchError(
        'LOG_BROKEN',
        'the log’s tiles are not those of its checkpoint',
        'stillwatch fsck names all that is wrong. Restore the log’s folder from a backup.',
      );
    const grown = grow(edge, entries);
    const { size } = grown.edge;
    const head = { origin, size, root: edgeRoot(grown.edge) };
    await writeFiles(this.#folder, grown.files);
    const note = signNote(checkpointText(head), signers);
    await this.#headFile.replace(note, from, size);
    this.#set({ ...head, note }, grown.edge);
  }

  async #publish(size = this.size): Promise<string> {
    this.#mustHave(size);
    const note = await this.checkpoint(size);
    if (!(await this.#published.read(size))) {
      // What left the house must not be taken back.
      await syncFolder(this.#folder);
      await this.#published.writeNote(size, note);
    }
    return note;
  }

  #keyEntry({ verifier }: Signer, previous?: Signer): Buffer {
    const entry: KeyEntry = {
      type: 'key',
      v: 1,
      at: this.#now().toISOString(),
      origin: verifier.name,
      key: verifier.text,
      previous: previous?.verifier.text ?? null,
    };
    return entryBytes(entry);
  }

  /** Who signed, and so signs again, the checkpoint of an earlier size. */
  async #signersOf(size: number): Promise<Signer[]> {
    const all = [...this.#past, { replaced: Number.POSITIVE_INFINITY, signer: this.#signer }];
    const at = all.findIndex(({ replaced }) => size <= replaced + 1);
    const { signer, replaced } = all[at]!;
    // Where a key of the past was removed, the next one seems to reach further back than it does.
    const [introduced] = await this.#bundleFrom(all[at - 1]?.replaced ?? 0);
    const read = introduced && readEntry(introduced);
    if (!read || !('entry' in read) || read.entry.type !== 'key' || read.entry.key !== signer.verifier.text)
      throw new StillwatchError(
        'LOG_KEY',
        `the key that signed the log at size ${size} is not there any more`,
        'Restore log-key.<number> in the data folder from a backup, or use a checkpoint that was published then.',
      );
    return size === replaced + 1 ? [signer, all[at + 1]!.signer] : [signer];
  }

  async #bundleFrom(index: number): Promise<Buffer[]> {
    const bundle = await this.#tiles.bundle(Math.floor(index / FULL));
    return bundle.slice(index % FULL);
  }

  #set(head: Head, edge: Edge | undefined): void {
    this.#head = head;
    this.#edge = edge;
    this.#tiles.stored = head.size;
  }

  #loadKeys(): void {
    this.#signer = this.#keys.current();
    this.#past = this.#keys.past();
  }

  #verifiers() {
    return [this.#signer, ...this.#past.map(({ signer }) => signer)].map(({ verifier }) => verifier);
  }

  async #latest(): Promise<number> {
    await this.refresh();
    return this.size;
  }

  #mustHave(size: number, of = this.size): void {
    if (Number.isSafeInteger(size) && size >= 0 && size <= of) return;
    throw new StillwatchError(
      'ENTRY_UNKNOWN',
      `the log has ${of} entries, not ${size}`,
      'stillwatch log says how many there are; the first has index 0.',
    );
  }

  /** Writes, after all that was begun before it. */
  #write<T>(work: () => Promise<T>): Promise<T> {
    return this.#next(() => this.#alone(work));
  }

  /** With the lock, and knowing what is there. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    return locked(this.#lock, async () => {
      if (this.#headFile.begun || this.#keys.drafted()) await this.#recover();
      await this.refresh();
      try {
        return await work();
      } catch (error) {
        this.#edge = undefined;
        throw error;
      }
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

const badOrigin = (origin: string) =>
  new StillwatchError(
    'LOG_ORIGIN',
    `${JSON.stringify(origin)} cannot be a log’s origin`,
    'It is a URL without its scheme, without spaces and +, such as logs.example.com/stillwatch.',
  );

const fixedOrigin = (wanted: string, origin: string) =>
  new StillwatchError(
    'LOG_ORIGIN',
    `the log’s origin is ${origin}, and not ${wanted}`,
    'An origin is given once, when the log is made. Unset STILLWATCH_ORIGIN, or set it to that.',
  );

const wrongEntry = (index: number, wrong: string) =>
  new StillwatchError(
    'LOG_BROKEN',
    `entry ${index} of the log cannot be read: ${wrong}`,
    'stillwatch fsck names all that is wrong. Restore the log’s folder from a backup.',
  );
