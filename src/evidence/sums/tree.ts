import type { Tree } from '../entries.ts';
import { join, NODE, nodeAt, putNode, type SumNode, type Totals, treeOf } from './node.ts';

/**
 * A sum tree with all its nodes: 128 bytes a leaf. Level by level, neighbours are joined and who has none goes up as it is, which
 * is the tree of RFC 6962.
 */
export class SumTree {
  /** The leaves first, the root last. */
  readonly #levels: Buffer[];
  readonly leaves: number;

  /** @param nodes the leaves, or their bytes: hash ‖ sums, of which the tree then is the owner */
  constructor(nodes: Iterable<SumNode> | Buffer) {
    let level = Buffer.isBuffer(nodes) ? nodes : packed(nodes);
    let count = level.length / NODE;
    if (count === 0) throw new RangeError('there is no tree without a leaf');
    this.leaves = count;
    this.#levels = [level];
    while (count > 1) {
      const pairs = Math.floor(count / 2);
      const above = Buffer.allocUnsafeSlow(Math.ceil(count / 2) * NODE);
      for (let i = 0; i < pairs; i++) join(level, 2 * i * NODE, above, i * NODE);
      if (count % 2) above.set(level.subarray((count - 1) * NODE), pairs * NODE);
      count = Math.ceil(count / 2);
      level = above;
      this.#levels.push(level);
    }
  }

  get root(): Buffer {
    return nodeAt(this.#levels.at(-1)!, 0).hash;
  }

  get sums(): Totals {
    return nodeAt(this.#levels.at(-1)!, 0).sums;
  }

  /** As it stands in entries. */
  get tree(): Tree {
    return treeOf(nodeAt(this.#levels.at(-1)!, 0));
  }

  leaf(index: number): SumNode {
    return nodeAt(this.#levels[0]!, this.#checked(index) * NODE);
  }

  /** The siblings from the leaf up, each hash ‖ sums: 64 bytes. */
  path(index: number): Buffer {
    const siblings: Buffer[] = [];
    let at = this.#checked(index);
    for (const level of this.#levels) {
      const sibling = (at % 2 ? at - 1 : at + 1) * NODE;
      // The root has none, and neither has who went up as it is.
      if (sibling < level.length) siblings.push(level.subarray(sibling, sibling + NODE));
      at = Math.floor(at / 2);
    }
    return Buffer.concat(siblings);
  }

  #checked(index: number): number {
    if (!Number.isInteger(index) || index < 0 || index >= this.leaves)
      throw new RangeError(`the tree has no leaf ${index}`);
    return index;
  }
}

function packed(nodes: Iterable<SumNode>): Buffer {
  let bytes = Buffer.allocUnsafeSlow(1024 * NODE);
  let count = 0;
  for (const node of nodes) {
    if (count * NODE === bytes.length) bytes = doubled(bytes);
    putNode(bytes, NODE * count++, node);
  }
  return bytes.subarray(0, count * NODE);
}

/** Room for as much again. */
export function doubled(bytes: Buffer) {
  const larger = Buffer.allocUnsafeSlow(2 * bytes.length);
  larger.set(bytes);
  return larger;
}
