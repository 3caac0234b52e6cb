import { type Figure, SILENT } from './figures.ts';

/** A figure, and what each of its bins adds to the log-odds of a stream that is in it. */
export interface Part extends Pick<Figure, 'name' | 'bins'> {
  adds: Float64Array;
}

/** Digits after the point, in natural log units. */
const DIGITS = 3;

/**
 * Why each stream of a group scores what it does: a prior, and what every figure adds to it. Kept as the bin that a
 * stream is in and what the bins add: exact, and a byte a figure, for many more groups are asked about than are told of.
 */
export class Reasons {
  readonly #prior: number;
  readonly #parts: readonly Pick<Part, 'name' | 'adds'>[];
  /** By row and part. */
  readonly #bins: Uint8Array;

  private constructor(prior: number, parts: readonly Pick<Part, 'name' | 'adds'>[], bins: Uint8Array) {
    this.#prior = prior;
    this.#parts = parts;
    this.#bins = bins;
  }

  static of(group: ArrayLike<number>, prior: number, parts: readonly Part[]): Reasons {
    const bins = new Uint8Array(group.length * parts.length);
    for (let row = 0; row < group.length; row++)
      parts.forEach((part, k) => {
        bins[row * parts.length + k] = part.bins[group[row]!]!;
      });
    // Without the parts' own bins, which are of all streams.
    const kept = parts.map(({ name, adds }) => ({ name, adds }));
    return new Reasons(prior, kept, bins);
  }

  /** The same of some of the streams. */
  rows(rows: readonly number[]): Reasons {
    const width = this.#parts.length;
    const bins = new Uint8Array(rows.length * width);
    rows.forEach((row, i) => {
      bins.set(this.#bins.subarray(row * width, (row + 1) * width), i * width);
    });
    return new Reasons(this.#prior, this.#parts, bins);
  }

  /** Exact, the prior first; a figure that says nothing of the stream is left out. */
  exactly(row: number): [name: string, adds: number][] {
    const width = this.#parts.length;
    const said = this.#parts.flatMap(({ name, adds }, k): [string, number][] => {
      const bin = this.#bins[row * width + k]!;
      return bin === SILENT ? [] : [[name, adds[bin]!]];
    });
    return [['prior', this.#prior], ...said];
  }

  /** For the document: rounded so that the whole is off by no more than any one of them. */
  told(row: number): Record<string, number> {
    const told: Record<string, number> = {};
    let [sum, before] = [0, 0];
    for (const [name, adds] of this.exactly(row)) {
      sum += adds;
      const upToHere = Math.round(sum * 10 ** DIGITS) + 0; // never -0, which JSON does not keep
      if (upToHere !== before || name === 'prior') told[name] = (upToHere - before) / 10 ** DIGITS;
      before = upToHere;
    }
    return told;
  }
}
