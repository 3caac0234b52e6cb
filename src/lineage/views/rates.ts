import { FREQUENT } from './frequent.ts';
import { Pairs } from './pairs.ts';

// Two tables of rates by key, a map of numbers takes several times as long.

/** Of any keys below 2^53. */
export class Keys {
  #rates = new Float64Array(1 << 14);
  #keys = new Float64Array(1 << 14);
  readonly #pairs = new Pairs();

  get rates(): Float64Array {
    return this.#rates.subarray(0, this.#pairs.size);
  }

  add(key: number, rate: number): void {
    const place = this.#pairs.place(Math.floor(key / HALF), key % HALF);
    if (place === this.#rates.length) {
      this.#rates = doubled(this.#rates);
      this.#keys = doubled(this.#keys);
    }
    this.#keys[place] = key;
    this.#rates[place]! += rate;
  }

  find(key: number): number {
    return this.#pairs.find(Math.floor(key / HALF), key % HALF);
  }

  key(place: number): number {
    return this.#keys[place]!;
  }
}

/** Of the keys of pairs of frequent tokens (style.ts): there is a place for each. */
export class AllPairs {
  readonly rates = new Float64Array(FREQUENT * FREQUENT);

  add(key: number, rate: number): void {
    this.rates[key >> 2]! += rate;
  }

  find(key: number): number {
    return key >> 2;
  }

  key(place: number): number {
    return place * 4 + 1;
  }
}

const HALF = 2 ** 27;

function doubled(array: Float64Array): Float64Array<ArrayBuffer> {
  const out = new Float64Array(array.length * 2);
  out.set(array);
  return out;
}
