import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry, KeyEntry } from '../entries.ts';
import { checkpointText } from './checkpoint.ts';
import { syncFolder, writeNew } from './durable.ts';
import { entryBytes, readEntry } from './entry.ts';
import { otherTiles } from './failures.ts';
import { emptyRoot, sha256 } from './hash.ts';
import { type Head, HeadFile } from './head.ts';
import type { Signer } from './key.ts';
import { Keys } from './keys.ts';
import { signNote } from './note.ts';
import { checkConsistency } from './proof.ts';
import { type Edge, edgeRoot, grow } from './tiles/grow.ts';
import { FULL } from './tiles/path.ts';
import { TileReader } from './tiles/reader.ts';

/**
 * The log's files as this process knows them: head, tiles and keys. Who calls what writes (begin, recover, commit, rotate)
 * has the lock.
 */
export class LogState {
  readonly folder: string;
  readonly keys: Keys;
  readonly tiles: TileReader;
  readonly #data: string;
  readonly #headFile: HeadFile;
  readonly #now: () => Date;
  #head!: Head;
  #edge: Edge | undefined;

  constructor(data: string, now: () => Date) {
    this.#data = data;
    this.folder = join(data, 'log');
    this.keys = new Keys(data);
    this.tiles = new TileReader(this.folder);
    this.#headFile = new HeadFile(this.folder);
    this.#now = now;
  }

  get head(): Head {
    return this.#head;
  }

  get exists(): boolean {
    return this.#headFile.exists;
  }

  /**
   * Whether there was a log and it is gone. The folder is made before the key, so a key alone is no log that was only begun; and
   * a second history under the same key is what everybody would take for a rewritten log.
   */
  get lost(): boolean {
    return this.keys.exist && !existsSync(this.folder);
  }

  /** Whether a writer is at it, or died at it. */
  get begun(): boolean {
    return this.#headFile.begun || this.keys.drafted() !== undefined;
  }

  async refresh(): Promise<void> {
    const note = await this.#headFile.note();
    if (note === this.#head?.note) return;
    // The keys after the note, so that a change of keys between the two doesn't matter: those of the past are kept.
    this.keys.load();
    this.#set(this.#headFile.read(note, this.keys.verifiers), undefined);
  }

  /** What has to be there before the first lock can be taken. */
  async makeFolders(): Promise<void> {
    mkdirSync(this.#data, { recursive: true, mode: 0o700 });
    mkdirSync(this.folder, { recursive: true });
    await syncFolder(this.#data);
  }

  /** Makes key and log, unless another process just did. */
  async begin(origin: string | undefined): Promise<void> {
    await this.keys.make(key => origin ?? `stillwatch.local/${sha256(key).toString('hex', 0, 8)}`);
    await this.recover();
    if (this.exists) return;
    const { current } = this.keys;
    this.#set({ origin: current.verifier.name, size: 0, root: emptyRoot, note: '' }, undefined);
    await this.commit([this.#keyEntry(current)]);
  }

  /** Comes to the end of what another process left half done. */
  async recover(): Promise<void> {
    this.keys.load();
    await this.#headFile.recover(this.keys.verifiers);
    const draft = this.keys.drafted();
    if (!draft || !this.exists) return;
    await this.refresh();
    const { size } = this.#head;
    const last = await this.entry(size - 1);
    if (last?.type === 'key' && last.key === draft.verifier.text) await this.keys.replace(size - 1);
    else await this.keys.forgetDraft();
  }

  async commit(entries: readonly Buffer[], signers: readonly Signer[] = [this.keys.current]): Promise<void> {
    const { origin, size: from, root } = this.#head;
    const edge = this.#edge ?? (await this.tiles.edge());
    // Never sign what doesn't continue what was signed before.
    if (!edgeRoot(edge).equals(root)) throw otherTiles();
    const grown = grow(edge, entries);
    const head = { origin, size: grown.edge.size, root: edgeRoot(grown.edge) };
    const note = signNote(checkpointText(head), signers);
    // What is on disk after a failure is not known: the next one reads it again.
    this.#edge = undefined;
    await writeNew(this.folder, grown.files);
    await this.#headFile.replace(note, from, head.size);
    this.#set({ ...head, note }, grown.edge);
  }

  async rotate(): Promise<void> {
    const { current } = this.keys;
    const next = await this.keys.draft();
    const index = this.#head.size;
    await this.commit([this.#keyEntry(next, current)], [current, next]);
    await this.keys.replace(index);
  }

  /** The text of the checkpoint of an earlier size, and who signs it again. */
  async checkpoint(size: number): Promise<{ text: string; signers: () => Promise<Signer[]> }> {
    const { origin, size: all, root: head } = this.#head;
    const root = await this.tiles.root(size);
    // Tiles that somebody changed must not be signed.
    if (!checkConsistency(size, all, root, head, await this.tiles.consistency(size, all))) throw otherTiles();
    return {
      text: checkpointText({ origin, size, root }),
      signers: () => this.keys.of(size, index => this.entry(index)),
    };
  }

  async entry(index: number): Promise<Entry | undefined> {
    const bytes = (await this.tiles.bundle(Math.floor(index / FULL)))[index % FULL];
    const read = bytes && readEntry(bytes);
    return read && 'entry' in read ? read.entry : undefined;
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

  #set(head: Head, edge: Edge | undefined): void {
    this.#head = head;
    this.#edge = edge;
    this.tiles.stored = head.size;
  }
}
