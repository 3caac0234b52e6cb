import { type Bytes, equal, join, readU64, u64 } from './bytes.ts';
import { type Code, refuse } from './refusal.ts';
import { sha256, sha256OfEach } from './sha256.ts';

// Sum trees (docs/evidence-format.md): Merkle trees whose every node carries the sums of what is under it. The hash of a
// node is over the sums of its children, so that a total can't be changed without changing the root, and no part of it
// can be negative.

export const measures = ['exchanges', 'input_tokens', 'output_tokens'] as const;
export type Measure = (typeof measures)[number];
export type Counts = Record<Measure, number>;
export interface Sums extends Counts {
  leaves: number;
}
export interface Node {
  hash: Bytes;
  sums: Sums;
}
/** As it stands in JSON. */
export interface Tree extends Sums {
  root: Bytes;
}

const all = ['leaves', ...measures] as const;
export const nothing: Sums = { leaves: 0, exchanges: 0, input_tokens: 0, output_tokens: 0 };

export const sumsBytes = (sums: Counts): Bytes => join(...measures.map(measure => u64(sums[measure])));
const nodeBytes = ({ hash, sums }: Node): Bytes => join(hash, u64(sums.leaves), sumsBytes(sums));

export const sameSums = (a: Sums, b: Sums): boolean => all.every(name => a[name] === b[name]);
export const isRoot = ({ hash, sums }: Node, tree: Tree): boolean =>
  equal(hash, tree.root) && sameSums(sums, tree);

/** Sums above 2^53 - 1 are refused: beyond it numbers are no longer exact. */
function plus(a: Sums, b: Sums, code: Code): Sums {
  const sums = { ...nothing };
  for (const name of all) {
    sums[name] = a[name] + b[name];
    if (!Number.isSafeInteger(sums[name])) refuse(code, 'A sum is above 2^53 - 1.');
  }
  return sums;
}

const leafText = (bytes: Bytes): Bytes => join(Uint8Array.of(0), bytes);
const innerText = (left: Node, right: Node): Bytes =>
  join(Uint8Array.of(1), nodeBytes(left), nodeBytes(right));

export const leafHash = (bytes: Bytes): Promise<Bytes> => sha256(leafText(bytes));

/** The root over all leaves, in their order. Of n leaves the left child has the largest power of two below n. */
export async function rootOf(leaves: readonly { bytes: Bytes; counts: Counts }[], code: Code): Promise<Node> {
  const hashes = await sha256OfEach(leaves.map(({ bytes }) => leafText(bytes)));
  let level: Node[] = leaves.map(({ counts }, i) => ({ hash: hashes[i]!, sums: { ...counts, leaves: 1 } }));
  // Joining neighbours level by level, an odd last one going up as it is, makes that same tree.
  while (level.length > 1) {
    const pairs = Array.from(
      { length: level.length >> 1 },
      (_, i) => [level[2 * i]!, level[2 * i + 1]!] as const,
    );
    const joined = await sha256OfEach(pairs.map(([left, right]) => innerText(left, right)));
    const last = level.length % 2 === 1 ? [level.at(-1)!] : [];
    level = [
      ...pairs.map(([left, right], i) => ({ hash: joined[i]!, sums: plus(left.sums, right.sums, code) })),
      ...last,
    ];
  }
  return level[0] ?? refuse(code, 'There are no empty trees.');
}

const NODE = 64;

/** What a path leads to: the root, and the sums of all that stands to the left of the leaf. */
export async function climb(
  leaf: Node,
  index: number,
  size: number,
  path: Bytes,
): Promise<{ root: Node; left: Sums } | null> {
  let [fn, sn] = [index, size - 1];
  let [root, left] = [leaf, nothing];
  if (index >= size) return null;
  for (let at = 0; at < path.length; at += NODE) {
    const sibling = readNode(path.subarray(at, at + NODE));
    if (sn === 0 || !sibling) return null;
    // The walk is that of RFC 9162, section 2.1.3.2.
    const onLeft = fn % 2 === 1 || fn === sn;
    const [a, b] = onLeft ? [sibling, root] : [root, sibling];
    if (onLeft) {
      left = plus(left, sibling.sums, 'DRAW_WRONG');
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    }
    root = { hash: await sha256(innerText(a, b)), sums: plus(a.sums, b.sums, 'DRAW_WRONG') };
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 ? { root, left } : null;
}

function readNode(bytes: Uint8Array): Node | null {
  const [leaves, exchanges, input_tokens, output_tokens] = [32, 40, 48, 56].map(at =>
    Number(readU64(bytes, at)),
  );
  const sums = { leaves, exchanges, input_tokens, output_tokens } as Sums;
  return all.every(name => Number.isSafeInteger(sums[name]))
    ? { hash: new Uint8Array(bytes.subarray(0, 32)), sums }
    : null;
}
