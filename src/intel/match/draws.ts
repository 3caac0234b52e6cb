import type { Kind } from '../kinds.ts';
import { type Hit, weightOf } from './score.ts';
import type { Value } from './values.ts';

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
