import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPath, climb, hashLeaf, type SumNode, SumTree, sumTree, type Totals } from './index.ts';

// Written once more from docs/evidence-format.md, by recursion and with bigints.
const sha = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const bytesOf = (sums: Totals) =>
  Buffer.concat(
    sums.map(sum => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64BE(BigInt(sum));
      return bytes;
    }),
  );

function naive(nodes: readonly SumNode[]): SumNode {
  if (nodes.length === 1) return nodes[0]!;
  let split = 1;
  while (split * 2 < nodes.length) split *= 2;
  const [left, right] = [naive(nodes.slice(0, split)), naive(nodes.slice(split))];
  return {
    hash: sha(Buffer.from([1]), left.hash, bytesOf(left.sums), right.hash, bytesOf(right.sums)),
    sums: left.sums.map((sum, i) => sum + right.sums[i]!) as unknown as Totals,
  };
}

const number = fc.oneof(fc.nat(1000), fc.nat(2 ** 40), fc.constant(0));
const leaf = fc
  .record({ bytes: fc.uint8Array({ maxLength: 600 }), numbers: fc.tuple(number, number, number) })
  .map(({ bytes, numbers }): SumNode => ({ hash: hashLeaf(bytes), sums: [1, ...numbers] }));
const leaves = fc.array(leaf, { minLength: 1, maxLength: 70 });

test('a leaf hashes behind a zero byte, whatever its length', () => {
  for (const length of [0, 1, 64, 510, 511, 512, 513, 5000])
    expect(hashLeaf(Buffer.alloc(length, 7))).toEqual(sha(Buffer.from([0]), Buffer.alloc(length, 7)));
});

test('streamed, held whole and by recursion the root and the sums are the same', async () => {
  await fc.assert(
    fc.asyncProperty(leaves, async nodes => {
      const { hash, sums } = naive(nodes);
      const streamed = await sumTree(nodes);
      const tree = new SumTree(nodes);
      expect(streamed).toEqual({ hash, sums });
      expect(tree.root).toEqual(hash);
      expect(tree.sums).toEqual(sums);
      expect(tree.tree).toMatchObject({ root: hash.toString('base64'), leaves: nodes.length });
    }),
    { numRuns: 200 },
  );
});

test('the path of every leaf checks, at its place and nowhere else', () => {
  fc.assert(
    fc.property(leaves, nodes => {
      const tree = new SumTree(nodes);
      const top = { hash: tree.root, sums: tree.sums };
      for (const [i, node] of nodes.entries()) {
        const path = tree.path(i);
        expect(tree.leaf(i)).toEqual(node);
        expect(checkPath(node, i, path, top)).toBe(true);
        expect(climb(node, i, nodes.length, path)!.before).toBe(i);
        for (let other = 0; other < nodes.length; other++)
          if (other !== i) expect(checkPath(node, other, path, top)).toBe(false);
        expect(checkPath(node, nodes.length, path, top)).toBe(false);
      }
    }),
    { numRuns: 40 },
  );
});

test('no change of a leaf, its sums, its path, the root or its sums gets through', () => {
  const change = fc.record({ what: fc.constantFrom('hash', 'sums', 'path', 'root', 'totals'), at: fc.nat() });
  fc.assert(
    fc.property(leaves, fc.nat(), change, fc.integer({ min: 1, max: 255 }), (nodes, which, change, by) => {
      const tree = new SumTree(nodes);
      const i = which % nodes.length;
      const leaf = { hash: Buffer.from(nodes[i]!.hash), sums: [...nodes[i]!.sums] as number[] };
      const path = Buffer.from(tree.path(i));
      const top = { hash: tree.root, sums: [...tree.sums] as number[] };
      const bytes = ({ hash: leaf.hash, path, root: top.hash } as Record<string, Buffer>)[change.what];
      const sums = ({ sums: leaf.sums, totals: top.sums } as Record<string, number[]>)[change.what];
      if (bytes) {
        if (bytes.length === 0) return;
        bytes[change.at % bytes.length]! ^= by;
      } else sums![change.at % 4]! += by;
      const check = () => checkPath(leaf as never, i, path, top as never);
      // A sibling's sum of 2^53 or more is no number of a tree, and is said to be none.
      const held = (() => {
        try {
          return check();
        } catch (error) {
          if (error instanceof RangeError) return false;
          throw error;
        }
      })();
      expect(held).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test('a path that is cut or has something behind it does not check', () => {
  const nodes = Array.from(
    { length: 13 },
    (_, i): SumNode => ({ hash: hashLeaf(Buffer.from([i])), sums: [1, i, 2, 3] }),
  );
  const tree = new SumTree(nodes);
  for (let i = 0; i < nodes.length; i++) {
    const path = tree.path(i);
    const top = { hash: tree.root, sums: tree.sums };
    expect(checkPath(nodes[i]!, i, path.subarray(64), top)).toBe(false);
    expect(checkPath(nodes[i]!, i, path.subarray(0, -64), top)).toBe(false);
    expect(checkPath(nodes[i]!, i, path.subarray(0, -1), top)).toBe(false);
    expect(checkPath(nodes[i]!, i, Buffer.concat([path, path.subarray(0, 64)]), top)).toBe(false);
  }
});

test('there are no empty trees, and no sums beyond what a number holds', async () => {
  expect(() => new SumTree([])).toThrow(RangeError);
  await expect(sumTree([])).rejects.toThrow(RangeError);
  const half: SumNode = { hash: hashLeaf(Buffer.of(1)), sums: [1, 2 ** 52, 0, 0] };
  expect(() => new SumTree([half, half])).toThrow(RangeError);
  expect(() => new SumTree([{ ...half, sums: [1, -1, 0, 0] }])).toThrow(RangeError);
});
