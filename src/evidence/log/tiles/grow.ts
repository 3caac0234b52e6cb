import { fold, leafHash, rootOf } from '../hash.ts';
import { packBundle, packHashes } from './bundle.ts';
import { FULL, hashesAt, type Level, tilePath } from './path.ts';

/** The right edge of a tree: what of it is not full yet, and so is needed to go on. */
export interface Edge {
  size: number;
  /** The hashes of the last, not full tile of each level. */
  tiles: Buffer[][];
  /** The entries of the last, not full bundle. */
  bundle: Buffer[];
}

interface Grown {
  edge: Edge;
  /** What is to be written, below the log's folder. */
  files: { path: string; bytes: Buffer }[];
}

/** A tree with more entries: its edge, and the files that are new. Writes nothing. */
export function grow({ size, tiles, bundle }: Edge, entries: readonly Buffer[]): Grown {
  const edge: Edge = { size, tiles: tiles.map(tile => [...tile]), bundle: [...bundle] };
  const files: Grown['files'] = [];
  const touched = new Set<number>();
  const push = (level: number, hash: Buffer) => {
    const tile = (edge.tiles[level] ??= []);
    tile.push(hash);
    touched.add(level);
    if (tile.length < FULL) return;
    const index = hashesAt(level, edge.size + 1) / FULL - 1;
    files.push({ path: tilePath(level, index, FULL), bytes: packHashes(tile) });
    edge.tiles[level] = [];
    touched.delete(level);
    push(level + 1, rootOf(tile));
  };
  for (const entry of entries) {
    edge.bundle.push(entry);
    push(0, leafHash(entry));
    edge.size++;
    if (edge.bundle.length === FULL) {
      files.push({
        path: tilePath('entries', edge.size / FULL - 1, FULL),
        bytes: packBundle(edge.bundle),
      });
      edge.bundle = [];
    }
  }
  const last = (level: Level) => Math.floor(hashesAt(level === 'entries' ? 0 : level, edge.size) / FULL);
  for (const level of touched) {
    const tile = edge.tiles[level]!;
    files.push({ path: tilePath(level, last(level), tile.length), bytes: packHashes(tile) });
  }
  if (edge.bundle.length > 0)
    files.push({
      path: tilePath('entries', last('entries'), edge.bundle.length),
      bytes: packBundle(edge.bundle),
    });
  return { edge, files };
}

/** The tree's root, from its edge alone. */
export function edgeRoot({ tiles }: Edge): Buffer {
  // A tile of w hashes is complete subtrees whose sizes fall; what is right of it comes after.
  const parts = tiles
    .map(tile => {
      const subtrees: Buffer[] = [];
      for (let at = 0; at < tile.length; ) {
        let width = 1;
        while (width * 2 <= tile.length - at) width *= 2;
        subtrees.push(rootOf(tile.slice(at, at + width)));
        at += width;
      }
      return subtrees;
    })
    .reverse();
  return fold(parts.flat()) ?? rootOf([]);
}

/** Folders of tiles that were not full in a tree of `from` leaves, and are in one of `to`: nobody needs them. */
export function filledUp(from: number, to: number): string[] {
  const folders: string[] = [];
  for (const level of ['entries' as const, ...levels(from)]) {
    const width = (size: number) => hashesAt(level === 'entries' ? 0 : level, size);
    const index = Math.floor(width(from) / FULL);
    if (width(from) % FULL > 0 && width(to) >= (index + 1) * FULL)
      folders.push(`${tilePath(level, index, FULL)}.p`);
  }
  return folders;
}

function* levels(size: number): Generator<number> {
  for (let level = 0; hashesAt(level, size) > 0; level++) yield level;
}
