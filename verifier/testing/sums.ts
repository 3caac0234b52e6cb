import { b64, H, u64 } from './hash.ts';
import { split } from './merkle.ts';

export interface Counts {
  exchanges: number;
  input_tokens: number;
  output_tokens: number;
}
export interface Sums extends Counts {
  leaves: number;
}
export interface Node {
  hash: Buffer;
  sums: Sums;
}

export const countsBytes = (c: Counts): Buffer =>
  Buffer.concat([u64(c.exchanges), u64(c.input_tokens), u64(c.output_tokens)]);
const nodeBytes = ({ hash, sums }: Node): Buffer =>
  Buffer.concat([hash, u64(sums.leaves), countsBytes(sums)]);
export const leafNode = (bytes: Buffer, counts: Counts): Node => ({
  hash: H(Buffer.of(0), bytes),
  sums: { leaves: 1, ...only(counts) },
});
export const only = ({ exchanges, input_tokens, output_tokens }: Counts): Counts => ({
  exchanges,
  input_tokens,
  output_tokens,
});

const empty: Node = {
  hash: Buffer.alloc(32),
  sums: { leaves: 0, exchanges: 0, input_tokens: 0, output_tokens: 0 },
};

/** A sum tree of `size` leaves. Places without a leaf are empty, and so are nodes that have only such under them. */
export class SumTree {
  readonly #known = new Map<string, Node>();
  readonly #indices: number[];
  readonly #leaves: ReadonlyMap<number, Node>;
  readonly size: number;

  constructor(leaves: ReadonlyMap<number, Node> | readonly Node[], size?: number) {
    this.#leaves = leaves instanceof Map ? leaves : new Map((leaves as Node[]).map((leaf, i) => [i, leaf]));
    this.size = size ?? this.#leaves.size;
    this.#indices = [...this.#leaves.keys()].sort((a, b) => a - b);
  }

  get root(): Node {
    return this.#node(0, this.size);
  }

  get json() {
    const { hash, sums } = this.root;
    return { root: b64(hash), ...sums };
  }

  path(index: number): string {
    return b64(Buffer.concat(this.#path(index, 0, this.size)));
  }

  #path(index: number, from: number, to: number): Buffer[] {
    if (to - from === 1) return [];
    const middle = from + split(to - from);
    return index < middle
      ? [...this.#path(index, from, middle), nodeBytes(this.#node(middle, to))]
      : [...this.#path(index, middle, to), nodeBytes(this.#node(from, middle))];
  }

  #node(from: number, to: number): Node {
    if (to - from === 1) return this.#leaves.get(from) ?? empty;
    if (!this.#any(from, to)) return empty;
    const key = `${from} ${to}`;
    const known = this.#known.get(key);
    if (known) return known;
    const middle = from + split(to - from);
    const [left, right] = [this.#node(from, middle), this.#node(middle, to)];
    const sums = { ...left.sums };
    for (const name of ['leaves', 'exchanges', 'input_tokens', 'output_tokens'] as const)
      sums[name] += right.sums[name];
    const node = { hash: H(Buffer.of(1), nodeBytes(left), nodeBytes(right)), sums };
    this.#known.set(key, node);
    return node;
  }

  #any(from: number, to: number): boolean {
    let [low, high] = [0, this.#indices.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#indices[middle]! < from) low = middle + 1;
      else high = middle;
    }
    return low < this.#indices.length && this.#indices[low]! < to;
  }
}
