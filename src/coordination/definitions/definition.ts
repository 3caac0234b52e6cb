/**
 * What an edge is, as SQL. Each share is first looked at with those near it (same object, within the window), by
 * windows over sorted rows; then only shares with somebody near are paired.
 */
export interface Definition {
  /**
   * One after the other, from the staged rows (object, time, account, message, place) to those that can be in a pair,
   * with `near`: at least as many as there are others to pair with. Pairing takes as long as these say.
   */
  steps(window: number): readonly Step[];
  /** Condition for two near rows, `one` and `other`, to count for an edge from the account of `one` to that of `other`. */
  counts(window: number): string;
  /** SELECT of (a, b, weight); `pairs(condition on one)` are rows (a, b, message of a). */
  weights(pairs: (where: string) => string): string;
  /** Whether an edge has no direction: it comes once, with the names in their order. */
  undirected: boolean;
}

export interface Step {
  /** Rows with the same of this are looked at together; the others may be in another slice. */
  by: 'account' | 'object' | 'message';
  select(rows: string): string;
}

/** A window frame: rows up to `window` milliseconds before and after, inclusive. */
export const within = (window: number, ...partition: string[]) =>
  `(PARTITION BY ${partition.join(', ')} ORDER BY time RANGE BETWEEN ${window} PRECEDING AND ${window} FOLLOWING)`;
