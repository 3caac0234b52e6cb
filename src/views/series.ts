/** Whole hours and days since 1970, UTC, in seconds. */
export const HOUR = 3600;
export const DAY = 86_400;

/** No series is longer than a year and a day of hours, or of days that many: what lies before is left out. */
const MOST = 366 * 24;

export const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** A stretch of time in steps, for arrays that are aligned with it. */
export class Steps {
  /** Number of the first step since 1970. */
  readonly first: number;
  readonly length: number;
  readonly step: number;

  /** @param first and `last`, the numbers of steps since 1970, both within */
  constructor(step: number, first: number, last: number, most = MOST) {
    this.step = step;
    this.length = Math.max(0, Math.min(most, last - first + 1));
    this.first = last - this.length + 1;
  }

  /** ISO 8601 of its beginning. */
  get from(): string {
    return isoOf(this.first * this.step);
  }

  /** An array of zeros, aligned with it. */
  zeros(): number[] {
    return new Array<number>(this.length).fill(0);
  }

  /** Sums values into an aligned array; what lies outside is left out. */
  sum<T>(rows: Iterable<T>, at: (row: T) => number, value: (row: T) => number): number[] {
    const sums = this.zeros();
    for (const row of rows) {
      const place = at(row) - this.first;
      if (place >= 0 && place < this.length) sums[place]! += value(row);
    }
    return sums;
  }
}
