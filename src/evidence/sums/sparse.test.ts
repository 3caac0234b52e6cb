import fc from 'fast-check';
import { expect, test } from 'vitest';
import { climb, hashLeaf, SparseTree, type SumNode, SumTree, sha256, type Totals, u64 } from './index.ts';

// Written once more from docs/evidence-format.md, "A claim's hours", by recursion over all places, the empty ones too.
const EMPTY: SumNode = { hash: Buffer.alloc(32), sums: [0, 0, 0, 0] };
const bytesOf = ({ hash, sums }: SumNode) => Buffer.concat([hash, ...sums.map(u64)]);

function naive(nodes: readonly SumNode[]): SumNode {
  if (nodes.length === 1) return nodes[0]!;
  if (nodes.every(node => node === EMPTY)) return EMPTY;
  let split = 1;
  while (split * 2 < nodes.length) split *= 2;
  const [left, right] = [naive(nodes.slice(0, split)), naive(nodes.slice(split))];
  return {
    hash: sha256(Buffer.of(1), bytesOf(left), bytesOf(right)),
    sums: left.sums.map((sum, i) => sum + right.sums[i]!) as unknown as Totals,
  };
}

/** From the leaf up. */
function naivePath(nodes: readonly SumNode[], place: number): Buffer[] {
  if (nodes.length === 1) return [];
  let split = 1;
  while (split * 2 < nodes.length) split *= 2;
  const [left, right] = [nodes.slice(0, split), nodes.slice(split)];
  return place < split
    ? [...naivePath(left, place), bytesOf(naive(right))]
    : [...naivePath(right, place - split), bytesOf(naive(left))];
}

// Tokens may be none: then a leaf takes no number of that series.
const number = fc.oneof(fc.nat(3), fc.nat(1000), fc.constant(0));
const leaf = fc
  .tuple(fc.nat(2 ** 30), fc.integer({ min: 1, max: 9 }), number, number)
  .map(([id, ...numbers]): SumNode => ({ hash: hashLeaf(u64(id)), sums: [1, ...numbers] }));
/** Places, most of them empty or hardly one, and never all. */
const world = fc
  .tuple(fc.integer({ min: 1, max: 90 }), fc.constantFrom(0.03, 0.3, 0.9, 1))
  .chain(([places, share]) =>
    fc
      .array(fc.tuple(leaf, fc.double({ min: 0, max: 1, noNaN: true })), {
        minLength: places,
        maxLength: places,
      })
      .map(drawn => drawn.map(([node, chance]) => (chance <= share ? node : EMPTY))),
  )
  .filter(nodes => nodes.some(node => node !== EMPTY));
const sparse = (nodes: readonly SumNode[]) =>
  new SparseTree(
    nodes.length,
    nodes.flatMap((node, place) => (node === EMPTY ? [] : [{ ...node, place }])),
  );

test('root and sums are those of the tree of all places, by recursion', () => {
  fc.assert(
    fc.property(world, nodes => {
      const { hash, sums } = naive(nodes);
      const [leaves, exchanges, input_tokens, output_tokens] = sums;
      const root = hash.toString('base64');
      expect(sparse(nodes).tree).toEqual({ root, leaves, exchanges, input_tokens, output_tokens });
    }),
    { numRuns: 300 },
  );
});

test('the path of every place is that by recursion, and leads to the root', () => {
  fc.assert(
    fc.property(world, nodes => {
      const tree = sparse(nodes);
      for (const [place, node] of nodes.entries()) {
        const path = tree.path(place);
        expect(path).toEqual(Buffer.concat(naivePath(nodes, place)));
        if (node === EMPTY) continue;
        const { top } = climb(node, place, nodes.length, path)!;
        expect(top).toEqual(naive(nodes));
      }
    }),
    { numRuns: 15 },
  );
});

test('with all places full it is the sum tree', () => {
  fc.assert(
    fc.property(fc.array(leaf, { minLength: 1, maxLength: 70 }), nodes => {
      const [tree, full] = [sparse(nodes), new SumTree(nodes)];
      expect(tree.tree).toEqual(full.tree);
      for (const place of nodes.keys()) expect(tree.path(place)).toEqual(full.path(place));
    }),
    { numRuns: 60 },
  );
});

test('a number of each series lies where counting from the left comes to it', () => {
  fc.assert(
    fc.property(world, nodes => {
      const tree = sparse(nodes);
      for (const which of [1, 2, 3] as const) {
        let number = 0;
        for (const [place, { sums }] of nodes.entries()) {
          for (const at of new Set([number, number + sums[which] - 1]))
            if (sums[which] > 0) expect(tree.placeOf(at, which)).toBe(place);
          number += sums[which];
        }
        expect(() => tree.placeOf(number, which)).toThrow(RangeError);
      }
    }),
    { numRuns: 150 },
  );
});

test('leaves have places of their own, in order and within the tree', () => {
  const at = (place: number) => ({ place, hash: Buffer.alloc(32, 1), sums: [1, 1, 0, 0] as const });
  expect(() => new SparseTree(4, [])).toThrow(RangeError);
  for (const places of [[4], [1, 1], [2, 1], [-1], [0.5]])
    expect(() => new SparseTree(4, places.map(at)), String(places)).toThrow(RangeError);
  expect(new SparseTree(1, [at(0)]).tree.root).toBe(at(0).hash.toString('base64'));
});
