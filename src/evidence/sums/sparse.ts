import type { Tree } from '../entries.ts';
import { join, NODE, nodeAt, putNode, type SumNode, sumAt, treeOf } from './node.ts';

/** Of the places of a level those that aren't empty, ascending, and what is at each. */
interface Level {
  places: number;
  at: number[];
  nodes: Buffer;
}

const EMPTY = Buffer.alloc(NODE);

/**
 * A sum tree of which most places may be empty, in the shape of the full one: an empty place, and a node with nothing but empty
 * places under it, has a hash of zeros and no sums (docs/evidence-format.md, "A claim's hours"). It costs what is in it.
 */
export class SparseTree {
  readonly #levels: Level[];

  /**
   * @param places how many leaves the full tree has
   * @param leaves at their places, ascending
   */
  constructor(places: number, leaves: readonly (SumNode & { place: number })[]) {
    if (leaves.length === 0) throw new RangeError('there is no tree without a leaf');
    const nodes = Buffer.allocUnsafeSlow(leaves.length * NODE);
    const at = leaves.map(({ place }) => place);
    if (at.some((place, i) => !Number.isInteger(place) || place >= places || place <= (at[i - 1] ?? -1)))
      throw new RangeError('leaves of a sparse tree have places of their own, ascending');
    for (const [i, leaf] of leaves.entries()) putNode(nodes, i * NODE, leaf);
    this.#levels = [{ places, at, nodes }];
    while (this.#levels.at(-1)!.places > 1) this.#levels.push(above(this.#levels.at(-1)!));
  }

  /** As it stands in entries; `leaves` are those that are not empty. */
  get tree(): Tree {
    return treeOf(nodeAt(this.#levels.at(-1)!.nodes, 0));
  }

  /** The siblings from the place up, each hash ‖ sums: 64 bytes. */
  path(place: number): Buffer {
    const siblings: Buffer[] = [];
    let at = place;
    for (const level of this.#levels) {
      const sibling = at % 2 ? at - 1 : at + 1;
      // The root has none, and neither has who goes up as it is.
      if (sibling < level.places) siblings.push(nodeOf(level, sibling));
      at = Math.floor(at / 2);
    }
    return Buffer.concat(siblings);
  }

  /** The place in which the exchange (which: 1), input token (2) or output token (3) of this number lies, counted from 0. */
  placeOf(number: number, which: 1 | 2 | 3): number {
    let left = number;
    const { at, nodes } = this.#levels[0]!;
    for (const [i, place] of at.entries()) {
      const here = sumAt(nodes, i * NODE, which);
      if (left < here) return place;
      left -= here;
    }
    throw new RangeError(`the tree has no number ${number}`);
  }
}

function above({ places, at, nodes }: Level): Level {
  const parents: number[] = [];
  const joined = Buffer.allocUnsafeSlow(at.length * NODE);
  const pair = Buffer.alloc(2 * NODE);
  for (let i = 0; i < at.length; i++) {
    const place = at[i]!;
    const into = parents.length * NODE;
    const isLeft = place % 2 === 0;
    const hasRight = isLeft && at[i + 1] === place + 1;
    parents.push(Math.floor(place / 2));
    if (isLeft && place + 1 === places) joined.set(nodes.subarray(i * NODE, (i + 1) * NODE), into);
    else if (hasRight) join(nodes, i++ * NODE, joined, into);
    else {
      pair.set(isLeft ? EMPTY : nodes.subarray(i * NODE, (i + 1) * NODE), NODE);
      pair.set(isLeft ? nodes.subarray(i * NODE, (i + 1) * NODE) : EMPTY, 0);
      join(pair, 0, joined, into);
    }
  }
  return {
    places: Math.ceil(places / 2),
    at: parents,
    nodes: joined.subarray(0, parents.length * NODE),
  };
}

function nodeOf({ at, nodes }: Level, place: number): Buffer {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at[middle]! < place) low = middle + 1;
    else high = middle;
  }
  return at[low] === place ? nodes.subarray(low * NODE, (low + 1) * NODE) : EMPTY;
}
