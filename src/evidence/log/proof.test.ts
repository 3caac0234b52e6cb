import { verifyMerkleInclusion } from '@sigstore/verify/dist/tlog/merkle.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { emptyRoot, leafHash, nodeHash, rootOf } from './hash.ts';
import { checkConsistency, checkInclusion, consistencyRanges, inclusionRanges, type Range } from './proof.ts';
import { ctConsistency, ctInclusion, ctLeaves, ctRoots } from './testing/vectors.ts';

const ct = ctLeaves.map(leafHash);
const made = (leaves: Buffer[], ranges: Range[]) => ranges.map(range => rootOf(leaves.slice(...range)));
const leaves = Array.from({ length: 600 }, (_, at) => leafHash(Buffer.from(`leaf ${at}`)));

/** The definition of RFC 6962 section 2.1, word for word. */
function definition(hashes: Buffer[]): Buffer {
  if (hashes.length <= 1) return hashes[0] ?? emptyRoot;
  const k = 2 ** Math.ceil(Math.log2(hashes.length) - 1);
  return nodeHash(definition(hashes.slice(0, k)), definition(hashes.slice(k)));
}

it('has the roots of the Certificate Transparency reference tests', () => {
  expect(emptyRoot.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  for (const [at, root] of ctRoots.entries()) expect(rootOf(ct.slice(0, at + 1))).toEqual(root);
});

it('makes and takes their proofs', () => {
  for (const [index, size, proof] of ctInclusion) {
    expect(made(ct, inclusionRanges(index, size))).toEqual(proof);
    expect(checkInclusion(ct[index]!, index, size, proof, ctRoots[size - 1]!)).toBe(true);
  }
  for (const [from, to, proof] of ctConsistency) {
    expect(made(ct, consistencyRanges(from, to))).toEqual(proof);
    expect(checkConsistency(from, to, ctRoots[from - 1]!, ctRoots[to - 1]!, proof)).toBe(true);
  }
});

it('has the root that the RFC defines', () => {
  for (const size of [0, 1, 2, 3, 7, 8, 9, 255, 256, 257, 600])
    expect(rootOf(leaves.slice(0, size))).toEqual(definition(leaves.slice(0, size)));
});

it('proves every leaf of every size up to 70, and @sigstore/verify takes each proof', () => {
  for (let size = 1; size <= 70; size++)
    for (let index = 0; index < size; index++) {
      const proof = made(leaves, inclusionRanges(index, size));
      const root = rootOf(leaves.slice(0, size));
      expect(checkInclusion(leaves[index]!, index, size, proof, root)).toBe(true);
      const entry = {
        canonicalizedBody: Buffer.from(`leaf ${index}`),
        inclusionProof: { logIndex: String(index), hashes: proof },
      };
      verifyMerkleInclusion(entry as never, { logSize: BigInt(size), logHash: root } as never);
    }
});

const sizes = fc.integer({ min: 1, max: 600 });

it('takes every right proof of inclusion and no other', () => {
  const place = sizes.chain(size => fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.constant(size)));
  fc.assert(
    fc.property(place, fc.nat(), fc.nat(255), ([index, size], which, bit) => {
      const root = rootOf(leaves.slice(0, size));
      const proof = made(leaves, inclusionRanges(index, size));
      const leaf = leaves[index]!;
      const holds = (...[l, i, s, p, r]: Parameters<typeof checkInclusion>) => checkInclusion(l, i, s, p, r);
      expect(holds(leaf, index, size, proof, root)).toBe(true);
      expect(holds(leaf, (index + 1 + (which % size)) % (size + 1), size, proof, root)).toBe(
        (index + 1 + (which % size)) % (size + 1) === index,
      );
      expect(holds(leaves[(index + 1) % 600]!, index, size, proof, root)).toBe(false);
      expect(holds(leaf, index, size, [...proof, root], root)).toBe(false);
      expect(holds(leaf, index, size, [Buffer.alloc(0), ...proof], root)).toBe(false);
      if (proof.length === 0) return;
      expect(holds(leaf, index, size, proof.slice(1), root)).toBe(false);
      const flipped = proof.map(hash => Buffer.from(hash));
      flipped[which % proof.length]![bit >> 3]! ^= 1 << (bit & 7);
      expect(holds(leaf, index, size, flipped, root)).toBe(false);
    }),
  );
});

it('takes every right proof of consistency and no other', () => {
  const pair = sizes.chain(to => fc.tuple(fc.integer({ min: 1, max: to }), fc.constant(to)));
  fc.assert(
    fc.property(pair, fc.nat(), fc.nat(255), ([from, to], which, bit) => {
      const [one, two] = [rootOf(leaves.slice(0, from)), rootOf(leaves.slice(0, to))];
      const proof = made(leaves, consistencyRanges(from, to));
      expect(checkConsistency(from, to, one, two, proof)).toBe(true);
      expect(checkConsistency(from, to, one, two, [...proof, one])).toBe(false);
      if (from === to) return;
      expect(checkConsistency(from, to, two, one, proof)).toBe(false);
      expect(checkConsistency(from, to, two, two, proof)).toBe(false);
      expect(checkConsistency(to, from, one, two, proof)).toBe(false);
      expect(checkConsistency(from, to, one, two, proof.slice(1))).toBe(false);
      const flipped = proof.map(hash => Buffer.from(hash));
      flipped[which % proof.length]![bit >> 3]! ^= 1 << (bit & 7);
      expect(checkConsistency(from, to, one, two, flipped)).toBe(false);
      // Another history, that parts within the first tree.
      const other = leaves.slice(0, to);
      other[which % from] = leafHash(Buffer.from('another'));
      const theirs = made(other, consistencyRanges(from, to));
      expect(checkConsistency(from, to, one, rootOf(other), theirs)).toBe(false);
    }),
  );
});

it('an empty tree is the beginning of every other, without a proof', () => {
  expect(checkConsistency(0, 3, emptyRoot, ctRoots[2]!, [])).toBe(true);
  expect(checkConsistency(0, 3, emptyRoot, ctRoots[2]!, [emptyRoot])).toBe(false);
  expect(checkConsistency(0, 0, emptyRoot, emptyRoot, [])).toBe(true);
});

it('takes no numbers that are none, and comes to an end with large ones', () => {
  const [hash] = leaves;
  for (const [index, size] of [
    [0, 0],
    [1, 1],
    [-1, 1],
    [0.5, 1],
    [Number.NaN, 2],
    [0, Number.POSITIVE_INFINITY],
    [2 ** 53, 2 ** 54],
  ])
    expect(checkInclusion(hash!, index!, size!, [], hash!)).toBe(false);
  const large = Number.MAX_SAFE_INTEGER;
  expect(inclusionRanges(large - 1, large)).toHaveLength(52);
  expect(checkInclusion(hash!, 2 ** 40, large, [hash!], hash!)).toBe(false);
  expect(checkConsistency(2 ** 40 + 1, large, hash!, hash!, [hash!])).toBe(false);
});
