/**
 * The proportions w ≥ 0, Σw ≤ 1, for which Σ w_f c_f comes nearest to a point, by the inner products of the c (n × n, row by row) and the
 * point's with each: least squares by accelerated projected gradient (Beck and Teboulle 2009). What is left of 1 is the base's centre, which is 0.
 */
export function proportions(gram: Float64Array, products: Float64Array): Float64Array {
  const n = products.length;
  let steepest = 1e-12;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += Math.abs(gram[i * n + j]!);
    steepest = Math.max(steepest, sum);
  }
  let found = new Float64Array(n);
  let ahead = found;
  let momentum = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const stepped = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      let slope = -products[i]!;
      for (let j = 0; j < n; j++) slope += gram[i * n + j]! * ahead[j]!;
      stepped[i] = ahead[i]! - slope / steepest;
    }
    const next = ontoProportions(stepped);
    const grown = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    ahead = new Float64Array(n);
    for (let i = 0; i < n; i++) ahead[i] = next[i]! + ((momentum - 1) / grown) * (next[i]! - found[i]!);
    found = next;
    momentum = grown;
  }
  return found;
}

const ROUNDS = 300;

/** The nearest point with nothing negative and a sum of at most 1 (Duchi et al. 2008). */
export function ontoProportions(values: Float64Array): Float64Array<ArrayBuffer> {
  const positive = values.map(value => Math.max(0, value));
  if (positive.reduce((sum, value) => sum + value, 0) <= 1) return positive;
  let sum = 0;
  let less = 0;
  [...values]
    .sort((a, b) => b - a)
    .forEach((value, k) => {
      sum += value;
      if (value > (sum - 1) / (k + 1)) less = (sum - 1) / (k + 1);
    });
  return values.map(value => Math.max(0, value - less));
}
