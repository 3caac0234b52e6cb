import { type Kind, traitOf } from '../kinds.ts';
import type { Value } from './values.ts';

/** A value that is rarer here than one in a thousand accounts weighs no more: nobody can tell how rare it is. */
const CAP = Math.log(1000);

/** How much it tells that somebody shows a value: the logarithm of one in how many accounts here do, capped. */
export const weightOf = (accounts: number, all: number): number =>
  Math.min(CAP, Math.log((all + 1) / (accounts + 1)));

/** What is compared: a value's kind, weight, and who shows it. */
export interface Hit {
  kind: Kind;
  weight: number;
  accounts: readonly number[];
}

/** A score of each account that shows something. */
export type Scores = Map<number, number>;

/**
 * Families add up. Within one the root of the sum of squares counts: the strongest most, and n of one weight as the root of n, for what
 * is of one family comes together (the phrases of one template). Were it the strongest alone, who shows all phrases of a template would
 * score as who shows one: measured, nobody would be found by a paraphrased template (docs/intel.md).
 */
export function scoresOf(hits: readonly Hit[]): Scores {
  const families = new Map<string, Scores>();
  for (const { kind, weight, accounts } of hits) {
    const { family } = traitOf(kind);
    let squares = families.get(family);
    if (!squares) families.set(family, (squares = new Map()));
    for (const account of accounts) squares.set(account, (squares.get(account) ?? 0) + weight * weight);
  }
  const sums: Scores = new Map();
  for (const squares of families.values())
    for (const [account, square] of squares) sums.set(account, (sums.get(account) ?? 0) + Math.sqrt(square));
  return sums;
}

/**
 * How far values lie together at the same accounts: the sum over accounts of the squared sum of what they show, by what it would be
 * were each value at accounts of its own. 1 where no two are at one account.
 */
export function concentration(hits: readonly Hit[]): number {
  const sums: Scores = new Map();
  let apart = 0;
  for (const { weight, accounts } of hits) {
    apart += weight * weight * accounts.length;
    for (const account of accounts) sums.set(account, (sums.get(account) ?? 0) + weight);
  }
  let together = 0;
  for (const sum of sums.values()) together += sum * sum;
  return apart === 0 ? 1 : together / apart;
}

/** The part of what is shown that lies with these accounts. */
export function inside(hits: readonly Hit[], members: ReadonlySet<number>): number {
  let [within, all] = [0, 0];
  for (const { weight, accounts } of hits) {
    all += weight * accounts.length;
    for (const account of accounts) if (members.has(account)) within += weight;
  }
  return all === 0 ? 0 : within / all;
}

/** How many accounts score at least so much, here and by chance. */
export class Tail {
  readonly #observed: number[];
  readonly #chance: Float64Array;
  #sets = 0;

  constructor(scores: Scores) {
    this.#observed = [...scores.values()].sort((a, b) => b - a);
    this.#chance = new Float64Array(this.#observed.length);
  }

  add(scores: Scores): void {
    const sorted = [...scores.values()].sort((a, b) => b - a);
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

/**
 * Values to compare with: of each of a campaign's, others of the same kind that about as many accounts here show (within a factor of
 * two). What is drawn for one campaign is drawn the same each time.
 */
export class Matched {
  readonly #pool = new Map<string, Value[]>();
  readonly #all: number;

  /** @param without keys of values that are looked for: they are not compared with themselves */
  constructor(sample: readonly Value[], without: ReadonlySet<string>, all: number) {
    this.#all = all;
    for (const value of sample) {
      if (without.has(value.key)) continue;
      const name = this.#place(value.kind, value.accounts.length);
      if (this.#pool.has(name)) this.#pool.get(name)!.push(value);
      else this.#pool.set(name, [value]);
    }
  }

  /** One set of values like these. */
  draw(hits: readonly Hit[], random: () => number): Hit[] {
    return hits.flatMap(({ kind, accounts }) => {
      const pool = this.#near(kind, accounts.length);
      if (!pool) return [];
      const { accounts: who } = pool[Math.floor(random() * pool.length)]!;
      return [{ kind, weight: weightOf(who.length, this.#all), accounts: who }];
    });
  }

  /** Where nothing is shown by about as many, what is shown by fewer, then by more. */
  #near(kind: Kind, accounts: number): Value[] | undefined {
    const step = Math.floor(Math.log2(accounts));
    for (let away = 0; away < 24; away++)
      for (const at of [step - away, step + away]) {
        const pool = this.#pool.get(`${kind} ${at}`);
        if (pool) return pool;
      }
    return undefined;
  }

  #place = (kind: Kind, accounts: number) => `${kind} ${Math.floor(Math.log2(accounts))}`;
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
