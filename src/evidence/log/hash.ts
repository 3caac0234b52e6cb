import { sha256 } from '../sha256.ts';

// Hashing of a log's tree, RFC 6962 section 2.1. A prefix keeps an entry from passing for an inner node.

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

export { sha256 };

/** Of an entry's bytes. */
export const leafHash = (entry: Uint8Array): Buffer => sha256(LEAF, entry);

export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(NODE, left, right);

/** The root of a tree without leaves. */
export const emptyRoot: Buffer = sha256();

/** The largest power of two below `size` (from 2 on): how many leaves the left child has. */
export function split(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

/** The root of the tree over these leaf hashes. */
export function rootOf(leaves: readonly Buffer[]): Buffer {
  const stack = new Stack();
  for (const leaf of leaves) stack.push(leaf);
  return stack.root();
}

/** A tree that only grows, of which only the roots of its complete subtrees are kept. */
export class Stack {
  readonly #complete: { hash: Buffer; height: number }[] = [];

  push(leaf: Buffer): void {
    let [hash, height] = [leaf, 0];
    for (let last = this.#complete.at(-1); last?.height === height; last = this.#complete.at(-1)) {
      this.#complete.pop();
      hash = nodeHash(last.hash, hash);
      height++;
    }
    this.#complete.push({ hash, height });
  }

  root(): Buffer {
    return fold(this.#complete.map(({ hash }) => hash)) ?? emptyRoot;
  }
}

/** The root above subtrees whose sizes fall from left to right. */
export function fold(subtrees: readonly Buffer[]): Buffer | undefined {
  return subtrees.reduceRight<Buffer | undefined>(
    (right, left) => (right ? nodeHash(left, right) : left),
    undefined,
  );
}
