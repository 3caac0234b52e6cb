import type { Member } from '../corpus.ts';

/** How many tokens have a place of their own in the style views; all others are one, 0. */
export const FREQUENT = 2048;

/** token → 1 … FREQUENT − 1 by its rate over the base, 0 for the others. */
export function frequentTokens(
  members: readonly Member[],
  weights: Float64Array,
  words: number,
): Uint16Array {
  const rates = new Float64Array(words);
  members.forEach((member, i) => {
    const weight = weights[i]!;
    if (weight === 0) return;
    let length = 0;
    for (const samples of member.answers) for (const tokens of samples) length += tokens.length;
    const each = weight / Math.max(1, length);
    for (const samples of member.answers)
      for (const tokens of samples) for (let t = 0; t < tokens.length; t++) rates[tokens[t]!]! += each;
  });
  const order = topOf(rates, FREQUENT - 1);
  const places = new Uint16Array(words);
  order.forEach((token, k) => {
    places[token] = k + 1;
  });
  return places;
}

/** The places of the `n` largest positive values, largest first; ties in order. */
export function topOf(values: Float64Array, n: number): number[] {
  const places: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i]! > 0) places.push(i);
  return places.sort((a, b) => values[b]! - values[a]! || a - b).slice(0, n);
}
