/**
 * A small deterministic generator (sfc32) whose substreams are named, not drawn: `child(key)` depends on the path of
 * keys alone, never on how much was drawn before. So an account's traffic is the same whoever else is in the world.
 */
export class Rng {
  readonly k0: number;
  readonly k1: number;
  private a: number;
  private b: number;
  private c: number;
  private d = 1;

  private constructor(k0: number, k1: number) {
    this.k0 = k0;
    this.k1 = k1;
    this.a = k0;
    this.b = k1;
    this.c = mix(k0 ^ Math.imul(k1, 0x9e3779b1));
    for (let i = 0; i < 10; i++) this.next();
  }

  static of(...path: (string | number)[]): Rng {
    let [k0, k1] = [0x243f6a88, 0x85a308d3];
    for (const key of path) [k0, k1] = descend(k0, k1, key);
    return new Rng(k0, k1);
  }

  child(key: string | number): Rng {
    return new Rng(...descend(this.k0, this.k1, key));
  }

  /** 32 random bits. */
  next(): number {
    const t = (this.a + this.b + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + t;
    return t >>> 0;
  }

  float(): number {
    return this.next() / 4294967296;
  }

  int(below: number): number {
    return Math.floor(this.float() * below);
  }

  between(low: number, high: number): number {
    return low + this.float() * (high - low);
  }

  chance(p: number): boolean {
    return this.float() < p;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(list.length)]!;
  }

  /** One of a list of values with weights. */
  weighted<T>(list: readonly (readonly [T, number])[]): T {
    let total = 0;
    for (const [, weight] of list) total += weight;
    let left = this.float() * total;
    for (const [value, weight] of list) if ((left -= weight) < 0) return value;
    return list.at(-1)![0];
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.float())) * Math.cos(2 * Math.PI * this.float());
  }

  lognormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.float());
  }

  /** 1, 2, 3 … with the given mean. */
  geometric(mean: number): number {
    if (mean <= 1) return 1;
    return 1 + Math.floor(Math.log(1 - this.float()) / Math.log(1 - 1 / mean));
  }

  poisson(mean: number): number {
    // Beyond 40 the normal approximation is closer than anyone here looks.
    if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let n = 0;
    for (let p = this.float(); p > limit; p *= this.float()) n++;
    return n;
  }

  hex(digits: number): string {
    let out = '';
    while (out.length < digits) out += this.next().toString(16).padStart(8, '0');
    return out.slice(0, digits);
  }

  /** `n` different members of a list, in random order. */
  sample<T>(list: readonly T[], n: number): T[] {
    const copy = [...list];
    const count = Math.min(n, copy.length);
    for (let i = 0; i < count; i++) {
      const j = i + this.int(copy.length - i);
      [copy[i], copy[j]] = [copy[j]!, copy[i]!];
    }
    return copy.slice(0, count);
  }
}

// murmur3's finaliser.
function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function descend(k0: number, k1: number, key: string | number): [number, number] {
  let [h0, h1] = [k0, k1];
  const step = (word: number) => {
    h0 = mix(Math.imul(h0 ^ word, 0x9e3779b1) + h1);
    h1 = mix(Math.imul(h1 + word, 0x85ebca77) ^ h0);
  };
  if (typeof key === 'number') {
    step(1);
    step(key | 0);
    step(Math.floor(key / 4294967296));
  } else {
    step(2);
    for (let i = 0; i < key.length; i++) step(key.charCodeAt(i));
  }
  return [h0, h1];
}
