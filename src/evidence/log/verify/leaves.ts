import { isCanonical, readEntry } from '../entry.ts';
import { leafHash, rootOf, Stack } from '../hash.ts';
import { unpackAsFar } from '../tiles/bundle.ts';
import { FULL, tilePath, widthAt } from '../tiles/path.ts';
import type { Findings } from './finding.ts';
import type { KeyChain } from './keys.ts';
import { readTile, tileHashes, UpperTiles } from './tiles.ts';

interface Roots {
  /** Of the entries as they are there, at the sizes asked for. */
  computed: Map<number, Buffer>;
  /** Of the leaves' hashes as they are there, at the whole size. */
  stored: Buffer;
  /** Entries whose hash is another than their tile has. */
  differing: number[];
}

/** Reads all entries and tiles of a log of `size` and says what of each bundle and tile is wrong in itself. */
export async function readAll(
  folder: string,
  size: number,
  wanted: ReadonlySet<number>,
  chain: KeyChain,
  findings: Findings,
): Promise<Roots> {
  const upper = new UpperTiles(folder, size, findings);
  const [entries, hashes] = [new Stack(), new Stack()];
  const computed = new Map<number, Buffer>();
  const differing: number[] = [];
  for (let bundle = 0; bundle * FULL < size; bundle++) {
    const width = widthAt('entries', bundle, size);
    const here = await readBundle(folder, bundle, width, findings);
    const stored = await tileHashes(folder, 0, bundle, width);
    if (!stored) findings.add('tile', bundle * FULL, `${tilePath(0, bundle, width)} is missing or not whole`);
    const leaves: Buffer[] = [];
    for (let at = 0; at < width; at++) {
      const index = bundle * FULL + at;
      const bytes = here[at];
      const said = stored?.[at];
      const leaf = bytes ? leafHash(bytes) : (said ?? Buffer.alloc(32));
      const differs = said !== undefined && !leaf.equals(said);
      if (differs) differing.push(index);
      if (bytes && !differs) checkEntry(index, bytes, chain, findings);
      leaves.push(leaf);
      entries.push(leaf);
      hashes.push(said ?? leaf);
      if (wanted.has(index + 1)) computed.set(index + 1, entries.root());
    }
    if (width === FULL) await upper.push(1, rootOf(leaves), rootOf(stored ?? leaves));
  }
  await upper.end();
  return { computed, stored: hashes.root(), differing };
}

async function readBundle(
  folder: string,
  bundle: number,
  width: number,
  findings: Findings,
): Promise<Buffer[]> {
  const name = tilePath('entries', bundle, width);
  const file = await readTile(folder, 'entries', bundle, width);
  if (!file) {
    findings.add('entry', bundle * FULL, `${name} is missing: its ${width} entries are lost`);
    return [];
  }
  const { entries, rest } = unpackAsFar(file.bytes);
  if (entries.length < width)
    findings.add('entry', bundle * FULL + entries.length, `it and what follows in ${name} cannot be read`);
  else if (file.exact && (entries.length > width || rest > 0))
    findings.add('entry', bundle * FULL + width, `${name} goes on behind its last entry`);
  return entries.slice(0, width);
}

function checkEntry(index: number, bytes: Buffer, chain: KeyChain, findings: Findings): void {
  const read = readEntry(bytes);
  if ('wrong' in read) findings.add('entry', index, read.wrong);
  else if (!isCanonical(read.entry, bytes)) findings.add('entry', index, 'it is not canonical JSON');
  else if (read.entry.type === 'key') {
    const wrong = chain.add(index, read.entry);
    if (wrong) findings.add('entry', index, wrong);
  } else if (index === 0) findings.add('entry', 0, 'the first entry is not the log’s key');
}
