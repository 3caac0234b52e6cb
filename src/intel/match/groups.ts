/** Groups of accounts, which may have accounts in common; and how far values are those of each. */
export class Groups {
  readonly count: number;
  readonly #of = new Map<number, number[]>();
  readonly #is: Uint8Array;
  /** Of accounts that were asked for before: which groups they are of, and with what part. */
  readonly #known = new WeakMap<ArrayLike<number>, [group: number, part: number][]>();

  constructor(groups: readonly Iterable<number>[]) {
    this.count = groups.length;
    groups.forEach((members, g) => {
      for (const account of members) {
        const its = this.#of.get(account);
        if (!its) this.#of.set(account, [g]);
        else if (its.at(-1) !== g) its.push(g);
      }
    });
    const last = [...this.#of.keys()].reduce((last, account) => Math.max(last, account), -1);
    this.#is = new Uint8Array(last + 1);
    for (const account of this.#of.keys()) this.#is[account] = 1;
  }

  /** By group, the mean over values of the part of who shows one that is of it. */
  inside(values: readonly { accounts: ArrayLike<number> }[]): Float64Array {
    const sums = new Float64Array(this.count);
    for (const { accounts } of values)
      for (const [group, part] of this.#parts(accounts)) sums[group]! += part / values.length;
    return sums;
  }

  /** By group, how many of these accounts are of it. */
  met(accounts: ArrayLike<number>): Map<number, number> {
    const within = new Map<number, number>();
    for (let i = 0; i < accounts.length; i++)
      if (this.#is[accounts[i]!] === 1)
        for (const g of this.#of.get(accounts[i]!)!) within.set(g, (within.get(g) ?? 0) + 1);
    return within;
  }

  /** Gone through once, however often a value is drawn: tens of thousands may show it. */
  #parts(accounts: ArrayLike<number>): [group: number, part: number][] {
    const known = this.#known.get(accounts);
    if (known) return known;
    const parts = [...this.met(accounts)].map(([g, n]): [number, number] => [g, n / accounts.length]);
    this.#known.set(accounts, parts);
    return parts;
  }
}
