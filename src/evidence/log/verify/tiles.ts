import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootOf } from '../hash.ts';
import { unpackHashes } from '../tiles/bundle.ts';
import { FULL, type Level, tilePath, widthAt } from '../tiles/path.ts';
import type { Findings } from './finding.ts';

/** A file of the log, or of a tile that is not full the full one, as readers take it. */
export async function readTile(
  folder: string,
  level: Level,
  index: number,
  width: number,
): Promise<{ bytes: Buffer; exact: boolean } | undefined> {
  for (const wide of new Set([width, FULL])) {
    const bytes = await readFile(join(folder, tilePath(level, index, wide))).catch(() => undefined);
    if (bytes) return { bytes, exact: wide === width };
  }
  return undefined;
}

/**
 * The tiles above the leaves' hashes. A hash may be what the entries give or what the tiles below give, so that one wrong entry is
 * told of once.
 */
export class UpperTiles {
  readonly #folder: string;
  readonly #size: number;
  readonly #findings: Findings;
  readonly #levels: { computed: Buffer[]; below: Buffer[]; index: number }[] = [];

  constructor(folder: string, size: number, findings: Findings) {
    this.#folder = folder;
    this.#size = size;
    this.#findings = findings;
  }

  /** The next hash of a level from 1 on. */
  async push(level: number, computed: Buffer, below: Buffer): Promise<void> {
    const here = (this.#levels[level] ??= { computed: [], below: [], index: 0 });
    here.computed.push(computed);
    here.below.push(below);
    if (here.computed.length === FULL) await this.#flush(level);
  }

  /** The tiles that are not full. */
  async end(): Promise<void> {
    for (let level = 1; level < this.#levels.length; level++)
      if (this.#levels[level]!.computed.length > 0) await this.#flush(level);
  }

  async #flush(level: number): Promise<void> {
    const { computed, below, index } = this.#levels[level]!;
    this.#levels[level] = { computed: [], below: [], index: index + 1 };
    const width = widthAt(level, index, this.#size);
    const stored = await tileHashes(this.#folder, level, index, width);
    const name = tilePath(level, index, width);
    const first = (at: number) => (index * FULL + at) * FULL ** level;
    if (!stored) this.#findings.add('tile', first(0), `${name} is missing or not whole`);
    else
      for (const [at, hash] of stored.entries())
        if (!hash.equals(computed[at]!) && !hash.equals(below[at]!)) {
          this.#findings.add('tile', first(at), `hash ${at} of ${name} is not that of what is below it`);
          break;
        }
    if (width === FULL) await this.push(level + 1, rootOf(computed), rootOf(stored ?? computed));
  }
}

/** The hashes of a tile; undefined where it is missing or of another length. */
export async function tileHashes(
  folder: string,
  level: number,
  index: number,
  width: number,
): Promise<Buffer[] | undefined> {
  const { bytes, exact } = (await readTile(folder, level, index, width)) ?? {};
  if (!bytes || bytes.length < width * 32 || (exact && bytes.length > width * 32)) return undefined;
  return unpackHashes(bytes.subarray(0, width * 32));
}
