import { type Bytes, equal } from './bytes.ts';
import { sha256 } from './sha256.ts';

// The log is a Merkle tree (RFC 6962, section 2.1). The two ways to check a proof are those of RFC 9162, sections 2.1.3.2
// and 2.1.4.2, in their words; `half` is a shift to the right that also works above 32 bits.

export const leafHash = (entry: Bytes): Promise<Bytes> => sha256(Uint8Array.of(0), entry);
const innerHash = (left: Bytes, right: Bytes): Promise<Bytes> => sha256(Uint8Array.of(1), left, right);

const half = (n: number): number => Math.floor(n / 2);
const odd = (n: number): boolean => n % 2 === 1;

/** Whether the leaf stands at `index` of the tree of `size` leaves that has this root. */
export async function includes(
  root: Bytes,
  size: number,
  leaf: Bytes,
  index: number,
  proof: readonly Bytes[],
): Promise<boolean> {
  if (index >= size) return false;
  let [fn, sn] = [index, size - 1];
  let hash = leaf;
  for (const sibling of proof) {
    if (sn === 0) return false;
    if (odd(fn) || fn === sn) {
      hash = await innerHash(sibling, hash);
      while (!odd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else hash = await innerHash(hash, sibling);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equal(hash, root);
}

export interface Head {
  size: number;
  root: Bytes;
}

/** Whether the first tree is the beginning of the second. */
export async function isBeginning(first: Head, second: Head, proof: readonly Bytes[]): Promise<boolean> {
  if (first.size < 1 || first.size > second.size) return false;
  if (first.size === second.size) return proof.length === 0 && equal(first.root, second.root);
  if (proof.length === 0) return false;
  // A first tree that is a whole subtree of the second stands for itself in the proof.
  const path = isPowerOfTwo(first.size) ? [first.root, ...proof] : proof;
  let [fn, sn] = [first.size - 1, second.size - 1];
  while (odd(fn)) [fn, sn] = [half(fn), half(sn)];
  let [fr, sr] = [path[0]!, path[0]!];
  for (const c of path.slice(1)) {
    if (sn === 0) return false;
    if (odd(fn) || fn === sn) {
      fr = await innerHash(c, fr);
      sr = await innerHash(c, sr);
      while (!odd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else sr = await innerHash(sr, c);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equal(fr, first.root) && equal(sr, second.root);
}

const isPowerOfTwo = (n: number): boolean =>
  Number.isInteger(Math.log2(n)) && 2 ** Math.round(Math.log2(n)) === n;
