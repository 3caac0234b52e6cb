import { join, NODE, nodeAt, putNode, type SumNode } from './node.ts';

/**
 * The root of a sum tree of leaves that come one after the other, in memory for a node a level: the trees of what came so far, the
 * largest first, as the ones in the binary notation of their number.
 */
export class SumStack {
  /** 2^53 leaves have no more levels. */
  readonly #nodes = Buffer.alloc(54 * NODE);
  #height = 0;
  #leaves = 0;

  push(node: SumNode): void {
    putNode(this.#nodes, this.#height * NODE, node);
    this.#pushed();
  }

  /** The same of a node that lies in bytes: hash ‖ sums. */
  pushBytes(bytes: Uint8Array): void {
    this.#nodes.set(bytes, this.#height * NODE);
    this.#pushed();
  }

  #pushed(): void {
    this.#height++;
    for (let n = this.#leaves++; n % 2 === 1; n = (n - 1) / 2) this.#joinTop();
  }

  /** The root, after which the stack is empty again. There are no empty trees. */
  take(): SumNode {
    if (this.#height === 0) throw new RangeError('there is no tree without a leaf');
    while (this.#height > 1) this.#joinTop();
    [this.#height, this.#leaves] = [0, 0];
    return nodeAt(this.#nodes, 0);
  }

  #joinTop(): void {
    this.#height--;
    const left = (this.#height - 1) * NODE;
    join(this.#nodes, left, this.#nodes, left);
  }
}

/** Root and sums of the tree of these leaves, in their order. */
export async function sumTree(nodes: Iterable<SumNode> | AsyncIterable<SumNode>): Promise<SumNode> {
  const stack = new SumStack();
  for await (const node of nodes) stack.push(node);
  return stack.take();
}
