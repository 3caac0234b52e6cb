import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StillwatchError } from '../../../errors.ts';
import { fold, nodeHash, rootOf } from '../hash.ts';
import { consistencyRanges, inclusionRanges, type Range } from '../proof.ts';
import { unpackAsFar, unpackHashes } from './bundle.ts';
import type { Edge } from './grow.ts';
import { FULL, hashesAt, type Level, levelsOf, tilePath, widthAt } from './path.ts';

/** Tiles that are kept in memory, with the nodes inside: up to 16 kB of hashes each. */
const KEPT = 512;

/**
 * Reads the tiles of a log of `stored` entries. Needs no lock: what a checkpoint covers is never changed. Sizes asked
 * for may be smaller.
 */
export class TileReader {
  readonly #folder: string;
  /** Tiles that are not full are there for sizes that had a checkpoint, such as this one. */
  stored = 0;
  readonly #kept = new Map<string, Buffer[]>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The entries of a bundle. */
  async bundle(index: number): Promise<Buffer[]> {
    const width = widthAt('entries', index, this.stored);
    const { entries } = unpackAsFar(await this.#read('entries', index, width));
    if (entries.length < width) throw broken(join(this.#folder, tilePath('entries', index, width)));
    return entries.slice(0, width);
  }

  /** The root of the tree of the first `size` leaves. */
  root(size: number): Promise<Buffer> {
    return this.#range([0, size]);
  }

  inclusion(index: number, size: number): Promise<Buffer[]> {
    return this.#ranges(inclusionRanges(index, size));
  }

  consistency(from: number, to: number): Promise<Buffer[]> {
    return this.#ranges(consistencyRanges(from, to));
  }

  /** What the log needs to go on. */
  async edge(): Promise<Edge> {
    const size = this.stored;
    const partial = async <T>(level: Level, read: (index: number) => Promise<T[]>) => {
      const index = Math.floor(hashesAt(level === 'entries' ? 0 : level, size) / FULL);
      return widthAt(level, index, size) > 0 ? read(index) : [];
    };
    const tiles: Buffer[][] = [];
    for (let level = 0; level < levelsOf(size); level++)
      tiles.push(await partial(level, async index => unpackHashes(await this.#hashes(level, index))));
    return { size, tiles, bundle: await partial('entries', index => this.bundle(index)) };
  }

  #ranges(ranges: Range[]): Promise<Buffer[]> {
    return Promise.all(ranges.map(range => this.#range(range)));
  }

  /** The root above leaves that begin where a subtree as large as they begins. */
  async #range([low, high]: Range): Promise<Buffer> {
    const subtrees: Buffer[] = [];
    for (let at = low; at < high; ) {
      let [width, height] = [1, 0];
      while (width * 2 <= high - at) [width, height] = [width * 2, height + 1];
      subtrees.push(await this.#node(height, at / width));
      at += width;
    }
    return fold(subtrees) ?? rootOf([]);
  }

  /** The root of the complete subtree of 2^height leaves. */
  async #node(height: number, index: number): Promise<Buffer> {
    // Tiles are of 8 levels; the root of a full one is a hash of the tile above it.
    const inside = height % 8;
    const level = (height - inside) / 8;
    const first = index * 2 ** inside;
    const nodes = await this.#nodes(level, Math.floor(first / FULL));
    return hashAt(nodes[inside]!, (first % FULL) / 2 ** inside);
  }

  /** The hashes of a tile, and above them those of every complete subtree inside, one level after the other. */
  async #nodes(level: number, index: number): Promise<Buffer[]> {
    const key = `${level}/${index}/${widthAt(level, index, this.stored)}`;
    let nodes = this.#kept.get(key);
    if (!nodes) {
      nodes = [await this.#hashes(level, index)];
      for (let below = nodes[0]!; below.length >= 64; below = nodes.at(-1)!) {
        const pairs = Math.floor(below.length / 64);
        const level = Array.from({ length: pairs }, (_, at) =>
          nodeHash(hashAt(below, 2 * at), hashAt(below, 2 * at + 1)),
        );
        nodes.push(Buffer.concat(level));
      }
    }
    // The one asked for last is forgotten last.
    this.#kept.delete(key);
    this.#kept.set(key, nodes);
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    return nodes;
  }

  async #hashes(level: number, index: number): Promise<Buffer> {
    const width = widthAt(level, index, this.stored);
    const bytes = await this.#read(level, index, width);
    if (bytes.length < width * 32) throw broken(join(this.#folder, tilePath(level, index, width)));
    return bytes.subarray(0, width * 32);
  }

  /** A tile that is not full lies there until it is, and then only the full one does. */
  async #read(level: Level, index: number, width: number): Promise<Buffer> {
    const path = join(this.#folder, tilePath(level, index, width));
    try {
      return await readFile(path);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
      return readFile(join(this.#folder, tilePath(level, index, FULL))).catch(() => {
        throw broken(path, cause);
      });
    }
  }
}

const hashAt = (hashes: Buffer, at: number) => hashes.subarray(at * 32, at * 32 + 32);

const broken = (path: string, cause?: unknown) =>
  new StillwatchError(
    'LOG_BROKEN',
    `${path} is missing or not whole`,
    'stillwatch fsck names all that is wrong. Restore the log’s folder from a backup.',
    { cause },
  );
