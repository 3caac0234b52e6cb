/**
 * What an edge is, as SQL. Each share is first looked at with those near it (same object, within the window), by
 * windows over sorted rows, which go to disk where they are large; then only shares with somebody near are paired.
 */
export interface Definition {
  /** Columns that `near` adds to (object, time, account, message, near), as a table declares them. */
  columns: string;
  /**
   * SELECT from the staged rows of those that can be in a pair, with `near`: at least as many as there are others to
   * pair with. Pairing takes as much time and memory as these say.
   */
  near(stage: string, window: number): string;
  /** Condition for two near rows, `one` and `other`, to count for an edge from the account of `one` to that of `other`. */
  counts(window: number): string;
  /** SELECT of (a, b, weight); `pairs(condition on one)` are rows (a, b, message of a). */
  weights(pairs: (where: string) => string): string;
  /** Whether an edge has no direction: it comes once, with the names in their order. */
  undirected: boolean;
}

/** A window frame: rows up to `window` milliseconds before and after, inclusive. */
export const within = (window: number, ...partition: string[]) =>
  `(PARTITION BY ${partition.join(', ')} ORDER BY time RANGE BETWEEN ${window} PRECEDING AND ${window} FOLLOWING)`;
