/** Which streams a row is of: start[row] … start[row + 1] - 1 of `stream`. */
interface Rows {
  start: Uint32Array;
  stream: Uint32Array;
}

/** A row's shares of each category, for all rows that are looked at; taken once, for this is asked a million times. */
let shares = new Float64Array(1024);

/** So many of the accounts must count twice and more, or it can't be told: of one count nothing differs. */
const TOLD = 1 / 2;

/**
 * How much accounts' mixes of categories differ beyond multinomial chance: the Dirichlet-multinomial's intraclass
 * correlation by the method of moments (Tarone 1979; Mosimann 1962), 0 where every account draws from one mix, 1
 * where each has a category of its own; NaN where it can't be told. No account counts for more than a hundred exchanges' worth.
 *
 * @param rows which of `of`, an account each
 * @param counts by stream, `width` categories each
 */
export function overdispersion(
  of: Rows,
  rows: ArrayLike<number>,
  counts: Float32Array,
  width: number,
): number {
  const totals = takeShares(of, rows, counts, width);
  const pooled = new Float64Array(width);
  for (let i = 0; i < rows.length; i++) for (let k = 0; k < width; k++) pooled[k]! += shares[i * width + k]!;
  let categories = 0;
  let possible = 0;
  for (let k = 0; k < width; k++) {
    pooled[k]! /= rows.length;
    if (pooled[k]! > 0) categories++;
    possible += pooled[k]! * (1 - pooled[k]!);
  }
  if (categories < 2) return 0;
  let over = 0;
  let room = 0;
  let told = 0;
  for (let i = 0; i < rows.length; i++) {
    const n = totals[i]!;
    if (n < 2) continue;
    told++;
    // 1 - Σ p²-type distance: bounded, so that one rare category does not swing an account.
    let distance = 0;
    for (let k = 0; k < width; k++) {
      const off = shares[i * width + k]! - pooled[k]!;
      distance += off * off;
    }
    const chance = possible / n;
    const weight = n / (1 + n / 100);
    over += weight * (distance - chance);
    room += weight * (possible - chance);
  }
  return told >= TOLD * rows.length ? over / room : Number.NaN;
}

/** Fills `shares`; returns what each row's counts come to. */
function takeShares(of: Rows, rows: ArrayLike<number>, counts: Float32Array, width: number): Float64Array {
  if (shares.length < rows.length * width) shares = new Float64Array(2 * rows.length * width);
  const totals = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const into = i * width;
    const [start, end] = [of.start[rows[i]!]!, of.start[rows[i]! + 1]!];
    const first = of.stream[start]! * width;
    for (let k = 0; k < width; k++) shares[into + k] = counts[first + k]!;
    for (let e = start + 1; e < end; e++) {
      const from = of.stream[e]! * width;
      for (let k = 0; k < width; k++) shares[into + k]! += counts[from + k]!;
    }
    let n = 0;
    for (let k = 0; k < width; k++) n += shares[into + k]!;
    for (let k = 0; k < width; k++) shares[into + k]! /= n;
    totals[i] = n;
  }
  return totals;
}
