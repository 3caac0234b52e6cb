import { H } from './hash.ts';

/** A log's tree (RFC 6962, section 2.1), in the words of the RFC. */
export class LogTree {
  readonly leaves: Buffer[] = [];
  readonly #known = new Map<string, Buffer>();

  add(entry: Uint8Array | string): void {
    this.leaves.push(H(Buffer.of(0), entry));
  }

  root(size = this.leaves.length): Buffer {
    return this.#hash(0, size);
  }

  inclusion(index: number, size = this.leaves.length): Buffer[] {
    return this.#path(index, 0, size);
  }

  consistency(first: number, second = this.leaves.length): Buffer[] {
    return this.#subproof(first, 0, second, true);
  }

  #hash(from: number, to: number): Buffer {
    if (to - from === 1) return this.leaves[from]!;
    const key = `${from} ${to}`;
    const known = this.#known.get(key);
    if (known) return known;
    const middle = from + split(to - from);
    const hash = H(Buffer.of(1), this.#hash(from, middle), this.#hash(middle, to));
    this.#known.set(key, hash);
    return hash;
  }

  #path(index: number, from: number, to: number): Buffer[] {
    if (to - from === 1) return [];
    const middle = from + split(to - from);
    return index < middle
      ? [...this.#path(index, from, middle), this.#hash(middle, to)]
      : [...this.#path(index, middle, to), this.#hash(from, middle)];
  }

  #subproof(first: number, from: number, to: number, whole: boolean): Buffer[] {
    if (first === to) return whole ? [] : [this.#hash(from, to)];
    const middle = from + split(to - from);
    return first <= middle
      ? [...this.#subproof(first, from, middle, whole), this.#hash(middle, to)]
      : [...this.#subproof(first, middle, to, false), this.#hash(from, middle)];
  }
}

/** The largest power of two below n. */
export const split = (n: number): number => {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
};
