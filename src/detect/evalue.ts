/**
 * E-values: non-negative, expected value at most 1 where the null holds, so that by Markov's inequality an e of 1/α
 * comes by chance with probability at most α, whenever one looks (Vovk & Wang 2021).
 */

/** Of the calibrators κ p^(κ-1), the one for evidence that is either strong or none: small p-values count, others cost. */
const KAPPA = 0.2;

/** Turns a p-value into an e-value (Shafer 2021; Vovk & Wang 2021, eq. 1): its mean over uniform p-values is 1. */
export const eOf = (p: number): number => KAPPA * p ** (KAPPA - 1);

/** Product of e-values of independent sources: an e-value again. */
export const eProduct = (es: readonly number[]): number => es.reduce((a, b) => a * b, 1);

/**
 * The e-BH procedure with weights (Wang & Ramdas 2022): which of `hypotheses` are rejected so that the false discovery
 * rate is at most alpha, whatever their dependence. Weights must not know the e-values; those of all hypotheses,
 * also of ones not listed because their e-value is taken as 0, average 1. `bound` is the smallest alpha at which
 * each would be rejected.
 */
export function eBenjaminiHochberg(
  hypotheses: readonly { e: number; weight: number }[],
  count: number,
  alpha: number,
): { rejected: boolean; bound: number }[] {
  const weighted = hypotheses.map(({ e, weight }) => e * weight);
  const order = weighted.map((_, i) => i).sort((a, b) => weighted[b]! - weighted[a]!);
  const results: { rejected: boolean; bound: number }[] = new Array(hypotheses.length);
  let bound = 1;
  for (let k = order.length; k >= 1; k--) {
    bound = Math.min(bound, count / (k * weighted[order[k - 1]!]!));
    results[order[k - 1]!] = { rejected: bound <= alpha, bound };
  }
  return results;
}
