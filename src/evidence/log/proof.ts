import { emptyRoot, nodeHash, split } from './hash.ts';

// Proofs of RFC 6962 section 2.1.1 and 2.1.2, made and checked (as RFC 9162 section 2.1.3.2 and 2.1.4.2 put it).
// Sizes can be above 2^32, so halves are divisions and not shifts.

/** Leaves from (inclusive) to (exclusive) that a hash of a proof is the root of. */
export type Range = readonly [from: number, to: number];

/** Which subtrees prove that the leaf is in the tree: from the leaf up. */
export function inclusionRanges(index: number, size: number): Range[] {
  const ranges: Range[] = [];
  let [low, high] = [0, size];
  while (high - low > 1) {
    const middle = low + split(high - low);
    ranges.push(index < middle ? [middle, high] : [low, middle]);
    if (index < middle) high = middle;
    else low = middle;
  }
  return ranges.reverse();
}

/** Which subtrees prove that the tree of `from` leaves is the beginning of that of `to`. */
export function consistencyRanges(from: number, to: number): Range[] {
  if (from === 0 || from === to) return [];
  const ranges: Range[] = [];
  let [low, high] = [0, to];
  while (from !== high) {
    const middle = low + split(high - low);
    ranges.push(from <= middle ? [middle, high] : [low, middle]);
    if (from <= middle) high = middle;
    else low = middle;
  }
  // The whole earlier tree is known to who checks; a part of it is not.
  if (low > 0) ranges.push([low, high]);
  return ranges.reverse();
}

/** Whether the proof leads from the leaf's hash to the root. */
export function checkInclusion(
  leaf: Buffer,
  index: number,
  size: number,
  proof: readonly Buffer[],
  root: Buffer,
): boolean {
  if (!whole(index) || !whole(size) || index >= size || !proof.every(isHash)) return false;
  let [at, last] = [index, size - 1];
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else hash = nodeHash(hash, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && hash.equals(root);
}

/** Whether the proof shows that the tree of `from` leaves is the beginning of that of `to`. */
export function checkConsistency(
  from: number,
  to: number,
  fromRoot: Buffer,
  toRoot: Buffer,
  proof: readonly Buffer[],
): boolean {
  if (!whole(from) || !whole(to) || from > to || !proof.every(isHash)) return false;
  if (from === to) return proof.length === 0 && fromRoot.equals(toRoot);
  if (from === 0) return proof.length === 0 && fromRoot.equals(emptyRoot);
  const path = isPowerOfTwo(from) ? [fromRoot, ...proof] : [...proof];
  let [at, last] = [from - 1, to - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  const first = path.shift();
  if (!first) return false;
  let [earlier, later] = [first, first];
  for (const sibling of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      earlier = nodeHash(sibling, earlier);
      later = nodeHash(sibling, later);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else later = nodeHash(later, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && earlier.equals(fromRoot) && later.equals(toRoot);
}

const half = (value: number) => Math.floor(value / 2);
const whole = (value: number) => Number.isSafeInteger(value) && value >= 0;
const isHash = (bytes: Buffer) => bytes.length === 32;
const isPowerOfTwo = (value: number) => value === 1 || split(value) * 2 === value;
