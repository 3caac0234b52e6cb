import { type Kind, traitOf } from '../kinds.ts';

/** A value that is rarer here than one in a thousand accounts weighs no more: nobody can tell how rare it is. */
const CAP = Math.log(1000);
/** What everybody shows tells nothing; who shows it still shows something. */
const LEAST = 0.001;

/** How much it tells that somebody shows a value: the logarithm of one in how many accounts here do, capped; never 0. */
export const weightOf = (accounts: number, all: number): number =>
  Math.max(LEAST, Math.min(CAP, Math.log((all + 1) / (accounts + 1))));

/** What is compared: a value's kind, weight, and who shows it, by their places in a crowd. */
export interface Hit {
  kind: Kind;
  weight: number;
  accounts: ArrayLike<number>;
}

/** A score of each account that shows something. */
export type Scores = [account: number, score: number][];

/**
 * Scores each account that shows something: families add up. Within one the root of the sum of squares counts, the strongest most, and n
 * of one weight as the root of n, for what is of one family comes together (the phrases of one template). Were it the strongest alone,
 * who shows all phrases of a template would score as who shows one: measured, nobody would be found by a paraphrased template
 * (docs/intel.md).
 *
 * @returns how far the values lie together at the same accounts: the sum over accounts of the squared sum of weights, by what it would
 * be were each value at accounts of its own. 1 where no two are at one account.
 */
export function tally(
  hits: readonly Hit[],
  take: (account: number, score: number) => void = () => {},
): number {
  const families = new Map<string, Hit[]>();
  for (const hit of hits) {
    const { family } = traitOf(hit.kind);
    if (families.has(family)) families.get(family)!.push(hit);
    else families.set(family, [hit]);
  }
  let [apart, together] = [0, 0];
  sheet.begin();
  for (const of of families.values()) {
    for (const { weight, accounts } of of) {
      apart += weight * weight * accounts.length;
      sheet.add(accounts, weight);
    }
    sheet.endFamily();
  }
  sheet.end((account, score, sum) => {
    together += sum * sum;
    take(account, score);
  });
  return apart === 0 ? 1 : together / apart;
}

/** Where the three numbers of an account are: the sum of squares within a family, the sum of weights, the score. */
const [SQUARES, SUM, SCORE, WIDE] = [0, 1, 2, 4] as const;

/**
 * Numbers by account, which is a place in a crowd. It is filled and emptied a thousand times for each campaign, by accounts in no order
 * of a crowd of a million: so it is one sheet that stays, and an account's numbers lie side by side, in one line of the cache.
 */
class Sheet {
  #numbers = new Float64Array(WIDE * 1024);
  /** Who is on it, and who of the family. */
  #who = new Int32Array(1024);
  #family = new Int32Array(1024);
  #count = 0;
  #ofFamily = 0;

  begin(): void {
    this.#count = 0;
    this.#ofFamily = 0;
  }

  /** A value's weight to each who shows it, once. Weights are above zero. */
  add(accounts: ArrayLike<number>, weight: number): void {
    const square = weight * weight;
    this.#fit(accounts);
    const [numbers, who, family] = [this.#numbers, this.#who, this.#family];
    for (let i = 0; i < accounts.length; i++) {
      const account = accounts[i]!;
      const at = WIDE * account;
      if (numbers[at + SUM] === 0) who[this.#count++] = account;
      if (numbers[at + SQUARES] === 0) family[this.#ofFamily++] = account;
      numbers[at + SQUARES]! += square;
      numbers[at + SUM]! += weight;
    }
  }

  endFamily(): void {
    for (let i = 0; i < this.#ofFamily; i++) {
      const at = WIDE * this.#family[i]!;
      this.#numbers[at + SCORE]! += Math.sqrt(this.#numbers[at + SQUARES]!);
      this.#numbers[at + SQUARES] = 0;
    }
    this.#ofFamily = 0;
  }

  /** Hands out what is on it, and empties it. */
  end(take: (account: number, score: number, sum: number) => void): void {
    for (let i = 0; i < this.#count; i++) {
      const account = this.#who[i]!;
      const at = WIDE * account;
      take(account, this.#numbers[at + SCORE]!, this.#numbers[at + SUM]!);
      this.#numbers[at + SCORE] = 0;
      this.#numbers[at + SUM] = 0;
    }
    this.#count = 0;
  }

  #fit(accounts: ArrayLike<number>): void {
    let last = 0;
    for (let i = 0; i < accounts.length; i++) if (accounts[i]! > last) last = accounts[i]!;
    if (last < this.#who.length) return;
    const size = 2 * (last + 1);
    const grown = <T extends Int32Array | Float64Array>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    this.#numbers = grown(new Float64Array(WIDE * size), this.#numbers);
    this.#who = grown(new Int32Array(size), this.#who);
    this.#family = grown(new Int32Array(size), this.#family);
  }
}
const sheet = new Sheet();
