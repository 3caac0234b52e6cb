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
 * Which of `hypotheses` are rejected so that the chance of any false rejection is at most alpha, whatever their
 * dependence: Bonferroni for e-values, by Markov's inequality on their weighted mean (Vovk & Wang 2021). Weights must
 * not know the e-values; those of all hypotheses, also of ones not listed because their e-value is taken as 0, average 1.
 * `bound` is the smallest alpha at which each would be rejected, and bounds the chance that this one is false: e-BH (Wang
 * & Ramdas 2022) would halve that of the second to be rejected, but bounds the share of false ones, so that beside a
 * campaign that is real an innocent group would stand on half of the evidence.
 */
export function eBonferroni(
  hypotheses: readonly { e: number; weight: number }[],
  count: number,
  alpha: number,
): { rejected: boolean; bound: number }[] {
  return hypotheses.map(({ e, weight }) => {
    const bound = Math.min(1, count / (e * weight));
    return { rejected: bound <= alpha, bound };
  });
}
