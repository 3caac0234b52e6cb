import { join, NODE, nodeAt, putNode, type SumNode } from './node.ts';

export interface Climbed {
  top: SumNode;
  /** Leaves to the left of the one that was climbed from, by the siblings' sums. */
  before: number;
}

/** Where a path leads from a leaf, or nothing where it has another length than one of this place has (RFC 9162, 2.1.3.2). */
export function climb(leaf: SumNode, index: number, leaves: number, path: Buffer): Climbed | undefined {
  if (!Number.isInteger(index) || index < 0 || index >= leaves || path.length % NODE) return undefined;
  // The node that is climbed lies in the middle, so that its sibling can be put on either side.
  const nodes = Buffer.alloc(3 * NODE);
  putNode(nodes, NODE, leaf);
  let [at, last, before] = [index, leaves - 1, 0];
  let taken = 0;
  for (; last > 0; at = Math.floor(at / 2), last = Math.floor(last / 2)) {
    const isRight = at % 2 === 1;
    if (!isRight && at === last) continue;
    if (taken === path.length) return undefined;
    const sibling = path.subarray(taken, taken + NODE);
    taken += NODE;
    nodes.set(sibling, isRight ? 0 : 2 * NODE);
    if (isRight) before += nodeAt(sibling, 0).sums[0];
    join(nodes, isRight ? 0 : NODE, nodes, NODE);
  }
  return taken === path.length ? { top: nodeAt(nodes, NODE), before } : undefined;
}

/** Whether the leaf is that of `index` in the tree with this root and these sums. */
export function checkPath(leaf: SumNode, index: number, path: Buffer, { hash, sums }: SumNode): boolean {
  const climbed = leaf.sums[0] === 1 ? climb(leaf, index, sums[0], path) : undefined;
  return (
    climbed !== undefined &&
    climbed.before === index &&
    climbed.top.hash.equals(hash) &&
    climbed.top.sums.every((sum, i) => sum === sums[i])
  );
}
