import type { Neighbour, TraitsView } from '../document.ts';

/** The traits view of a campaign, ready to be asked who is like whom. */
export class Matrix {
  readonly #view: TraitsView;
  readonly #cells: Uint8Array;
  readonly #width: number;
  readonly #rows: Map<string, number>;
  /** How much it tells to share a column: as the logarithm of how few do. */
  readonly #weights: readonly number[];

  constructor(view: TraitsView) {
    this.#view = view;
    this.#cells = Buffer.from(view.cells, 'base64');
    this.#width = Math.ceil(view.traits.length / 8);
    this.#rows = new Map(view.accounts.map((account, i) => [account, i]));
    const everybody = view.outside + view.accounts.length;
    this.#weights = view.traits.map(({ accounts, others }) =>
      Math.log((everybody + 1) / Math.max(1, accounts + others)),
    );
  }

  /** Those that share the most with an account, with what they share, most telling first. */
  nearest(account: string, most: number): (Omit<Neighbour, 'campaign'> & { weight: number })[] {
    const row = this.#rows.get(account);
    if (row === undefined) return [];
    const best: { row: number; weight: number }[] = [];
    for (let other = 0; other < this.#view.accounts.length; other++) {
      if (other === row) continue;
      let weight = 0;
      for (const column of this.#shared(row, other)) weight += this.#weights[column]!;
      if (weight <= 0 || (best.length === most && weight <= best.at(-1)!.weight)) continue;
      const place = best.findLastIndex(one => one.weight >= weight) + 1;
      best.splice(place, 0, { row: other, weight });
      if (best.length > most) best.pop();
    }
    return best.map(({ row: other, weight }) => ({
      account: this.#view.accounts[other]!,
      weight,
      shares: [...this.#shared(row, other)]
        .sort((a, b) => this.#weights[b]! - this.#weights[a]!)
        .map(column => ({
          family: this.#view.traits[column]!.family,
          value: this.#view.traits[column]!.value,
        })),
    }));
  }

  *#shared(a: number, b: number): Generator<number> {
    for (let byte = 0; byte < this.#width; byte++) {
      const both = this.#cells[a * this.#width + byte]! & this.#cells[b * this.#width + byte]!;
      for (let bits = both; bits; bits &= bits - 1) yield byte * 8 + 31 - Math.clz32(bits & -bits);
    }
  }
}
