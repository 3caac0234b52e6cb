import { type Kind, traitOf } from '../kinds.ts';
import type { Value } from './values.ts';

/** A value that is rarer here than one in a thousand accounts weighs no more: nobody can tell how rare it is. */
const CAP = Math.log(1000);

/** How much it tells that somebody shows a value: the logarithm of one in how many accounts here do, capped. */
export const weightOf = (accounts: number, all: number): number =>
  Math.min(CAP, Math.log((all + 1) / (accounts + 1)));

/** What is compared: a value's kind, weight, and who shows it, by their places in a crowd. */
export interface Hit {
  kind: Kind;
  weight: number;
  accounts: ArrayLike<number>;
}

/** A score of each account that shows something. */
export type Scores = [account: number, score: number][];

/**
 * Families add up. Within one the root of the sum of squares counts: the strongest most, and n of one weight as the root of n, for what
 * is of one family comes together (the phrases of one template). Were it the strongest alone, who shows all phrases of a template would
 * score as who shows one: measured, nobody would be found by a paraphrased template (docs/intel.md).
 */
export function eachScore(hits: readonly Hit[], take: (account: number, score: number) => void): void {
  const families = new Map<string, Hit[]>();
  for (const hit of hits) {
    const { family } = traitOf(hit.kind);
    if (families.has(family)) families.get(family)!.push(hit);
    else families.set(family, [hit]);
  }
  const [sums, squares] = sheets;
  sums.clear();
  for (const of of families.values()) {
    squares.clear();
    for (const { weight, accounts } of of)
      for (let i = 0; i < accounts.length; i++) squares.add(accounts[i]!, weight * weight);
    squares.each((account, square) => sums.add(account, Math.sqrt(square)));
  }
  sums.each(take);
}

export function scoresOf(hits: readonly Hit[]): Scores {
  const scores: Scores = [];
  eachScore(hits, (account, score) => scores.push([account, score]));
  return scores;
}

/**
 * How far values lie together at the same accounts: the sum over accounts of the squared sum of what they show, by what it would be
 * were each value at accounts of its own. 1 where no two are at one account.
 */
export function concentration(hits: readonly Hit[]): number {
  const [sums] = sheets;
  sums.clear();
  let [apart, together] = [0, 0];
  for (const { weight, accounts } of hits) {
    apart += weight * weight * accounts.length;
    for (let i = 0; i < accounts.length; i++) sums.add(accounts[i]!, weight);
  }
  sums.each((_, sum) => {
    together += sum * sum;
  });
  return apart === 0 ? 1 : together / apart;
}

/** Sums by account, which are places in a crowd: as it is filled and emptied a thousand times for each campaign, it is a sheet that stays. */
class Sums {
  #sums = new Float64Array(1024);
  /** In which round a sum was begun. */
  #rounds = new Int32Array(1024);
  #who = new Int32Array(1024);
  #count = 0;
  #round = 0;

  clear(): void {
    this.#round++;
    this.#count = 0;
  }

  add(account: number, value: number): void {
    if (account >= this.#sums.length) this.#grow(account);
    if (this.#rounds[account] === this.#round) {
      this.#sums[account]! += value;
      return;
    }
    this.#rounds[account] = this.#round;
    this.#sums[account] = value;
    this.#who[this.#count++] = account;
  }

  each(take: (account: number, sum: number) => void): void {
    for (let i = 0; i < this.#count; i++) take(this.#who[i]!, this.#sums[this.#who[i]!]!);
  }

  #grow(account: number): void {
    const grown = <T extends Int32Array | Float64Array>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    const size = 2 * account + 1;
    this.#sums = grown(new Float64Array(size), this.#sums);
    this.#rounds = grown(new Int32Array(size), this.#rounds);
    this.#who = grown(new Int32Array(size), this.#who);
  }
}
const sheets = [new Sums(), new Sums()] as const;

/** Groups of accounts, which may have accounts in common: of each account in which it is. */
export class Groups {
  readonly count: number;
  readonly #of = new Map<number, number[]>();
  readonly #bits: Uint8Array;

  constructor(groups: readonly ReadonlySet<number>[]) {
    this.count = groups.length;
    const all = groups.flatMap((members, g) => Array.from(members, account => [account, g] as const));
    for (const [account, g] of all) {
      const its = this.#of.get(account);
      if (its) its.push(g);
      else this.#of.set(account, [g]);
    }
    this.#bits = new Uint8Array(all.reduce((most, [account]) => Math.max(most, account + 1), 0));
    for (const account of this.#of.keys()) this.#bits[account] = 1;
  }

  /** How far values are those of each group: the mean over values of the part of who shows one that is of it. */
  inside(hits: readonly Pick<Hit, 'accounts'>[]): Float64Array {
    const [sums, within] = [new Float64Array(this.count), new Int32Array(this.count)];
    for (const { accounts } of hits) {
      const met: number[] = [];
      for (let i = 0; i < accounts.length; i++)
        if (this.#bits[accounts[i]!] === 1)
          for (const g of this.#of.get(accounts[i]!)!) if (within[g]!++ === 0) met.push(g);
      for (const g of met) {
        sums[g]! += within[g]! / accounts.length;
        within[g] = 0;
      }
    }
    return sums.map(sum => (hits.length === 0 ? 0 : sum / hits.length));
  }
}

const descending = (scores: readonly number[]) => Float64Array.from(scores).sort().reverse();

/** How many accounts score at least so much, here and by chance; down to the last that may be named. */
export class Tail {
  readonly #observed: number[];
  readonly #chance: Float64Array;
  #sets = 0;

  constructor(scores: Scores, most: number) {
    const sorted = descending(scores.map(([, score]) => score));
    // Those who score the same are named together or not at all.
    const next = sorted[most] ?? 0;
    this.#observed = Array.from(sorted.filter(score => score > next));
    this.#chance = new Float64Array(this.#observed.length);
  }

  add(hits: readonly Hit[]): void {
    const least = this.#observed.at(-1) ?? Number.POSITIVE_INFINITY;
    const scores: number[] = [];
    eachScore(hits, (_, score) => {
      if (score >= least) scores.push(score);
    });
    const sorted = descending(scores);
    this.#sets++;
    for (let i = 0, n = 0; i < this.#observed.length; i++) {
      while (n < sorted.length && sorted[n]! >= this.#observed[i]!) n++;
      this.#chance[i]! += n;
    }
  }

  /** The lowest score from which on chance would show at most this part of as many accounts. */
  from(part: number): number {
    for (let i = this.#observed.length - 1; i >= 0; i--) {
      // Those who score the same are shown or left out together.
      if (i + 1 < this.#observed.length && this.#observed[i + 1] === this.#observed[i]) continue;
      if (this.#chance[i]! / this.#sets <= part * (i + 1)) return this.#observed[i]!;
    }
    return Number.POSITIVE_INFINITY;
  }
}

/** Values of one kind, or of those that about as many show, and where each ends were they laid out by how many show them. */
class Pool {
  readonly values: Value[] = [];
  readonly ends: number[] = [];

  /** Its place. */
  add(value: Value): number {
    this.ends.push((this.ends.at(-1) ?? 0) + value.accounts.length);
    return this.values.push(value) - 1;
  }
}

/** Values to draw from, laid out once for all campaigns. */
export class Pools {
  readonly alike = new Map<string, Pool>();
  readonly ofKind = new Map<Kind, Pool>();
  /** By key, the pools that a value is in, and its places there. */
  readonly places = new Map<string, { pool: Pool; at: number }[]>();

  constructor(sample: readonly Value[]) {
    for (const value of sample) {
      const pools = [
        pooled(this.alike, alikeAs(value.kind, Math.floor(Math.log2(value.accounts.length)))),
        pooled(this.ofKind, value.kind),
      ];
      this.places.set(
        value.key,
        pools.map(pool => ({ pool, at: pool.add(value) })),
      );
    }
  }
}

const alikeAs = (kind: Kind, step: number) => `${kind} ${step}`;
function pooled<K>(pools: Map<K, Pool>, name: K): Pool {
  const pool = pools.get(name) ?? new Pool();
  pools.set(name, pool);
  return pool;
}

/** Values to compare a campaign's with. What is drawn for one campaign is drawn the same each time. */
export class Matched {
  readonly #pools: Pools;
  readonly #all: number;
  /** By pool, what is not drawn, by place. */
  readonly #without = new Map<Pool, { at: number; begin: number; size: number }[]>();

  /** @param without keys of values that are looked for: they are not compared with themselves */
  constructor(pools: Pools, without: Iterable<string>, all: number) {
    this.#pools = pools;
    this.#all = all;
    for (const key of without)
      for (const { pool, at } of pools.places.get(key) ?? []) {
        const size = pool.values[at]!.accounts.length;
        const others = this.#without.get(pool) ?? [];
        this.#without.set(pool, [...others, { at, size, begin: pool.ends[at]! - size }]);
      }
    for (const places of this.#without.values()) places.sort((a, b) => a.at - b.at);
  }

  /** For each value another of the same kind that about as many accounts here show (within a factor of two). */
  alike(hits: readonly Hit[], random: () => number): Hit[] {
    return hits.flatMap(({ kind, accounts }) => {
      const pool = this.#near(kind, accounts.length);
      if (!pool) return [];
      let at = Math.floor(random() * this.#left(pool));
      for (const one of this.#without.get(pool) ?? []) if (one.at <= at) at++;
      const { accounts: who } = pool.values[at]!;
      return [{ kind, weight: weightOf(who.length, this.#all), accounts: who }];
    });
  }

  /** For each value any other of the same kind, the more likely the more accounts here show it. */
  any(hits: readonly Hit[], random: () => number): Value[] {
    return hits.flatMap(({ kind }) => {
      const pool = this.#pools.ofKind.get(kind);
      if (!pool || this.#left(pool) === 0) return [];
      const without = this.#without.get(pool) ?? [];
      let at = random() * without.reduce((rest, { size }) => rest - size, pool.ends.at(-1)!);
      for (const { begin, size } of without) if (begin <= at) at += size;
      let [low, high] = [0, pool.ends.length - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (pool.ends[middle]! > at) high = middle;
        else low = middle + 1;
      }
      return [pool.values[low]!];
    });
  }

  #left = (pool: Pool): number => pool.values.length - (this.#without.get(pool)?.length ?? 0);

  /** Where nothing is shown by about as many, what is shown by fewer, then by more. */
  #near(kind: Kind, accounts: number): Pool | undefined {
    const step = Math.floor(Math.log2(accounts));
    for (let away = 0; away < 24; away++)
      for (const at of [step - away, step + away]) {
        const pool = this.#pools.alike.get(alikeAs(kind, at));
        if (pool && this.#left(pool) > 0) return pool;
      }
    return undefined;
  }
}

/** Numbers from 0 to 1 that are the same for the same name (mulberry32 of FNV-1a). */
export function randomOf(name: string): () => number {
  let state = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) state = Math.imul(state ^ name.charCodeAt(i), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
