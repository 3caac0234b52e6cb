import type { Evidence } from '../../../api/types.ts';

/** What a family of findings comes to. */
export interface Step {
  family: string;
  /** The strongest first; it stands for the family, the others are the same finding seen otherwise. */
  findings: Evidence[];
  weight: number;
  /** Where its bar begins and ends: what the families before it come to. */
  from: number;
  to: number;
}

function stepsOf(evidence: readonly Evidence[]): Step[] {
  const families = new Map<string, Evidence[]>();
  for (const one of evidence) families.set(one.family, [...(families.get(one.family) ?? []), one]);
  let sum = 0;
  return [...families]
    .map(([family, all]) => ({
      family,
      findings: all.toSorted((a, b) => b.log_likelihood_ratio - a.log_likelihood_ratio),
    }))
    .sort((a, b) => b.findings[0]!.log_likelihood_ratio - a.findings[0]!.log_likelihood_ratio)
    .map(({ family, findings }) => {
      const weight = findings[0]!.log_likelihood_ratio;
      const from = sum;
      sum += weight;
      return { family, findings, weight, from, to: sum };
    });
}

/** What was tested carries the bound; what was not describes, and adds nothing to it. */
export const evidenceSteps = (evidence: readonly Evidence[]): { tested: Step[]; described: Step[] } => ({
  tested: stepsOf(evidence.filter(({ p_value }) => p_value !== null)),
  described: stepsOf(evidence.filter(({ p_value }) => p_value === null)),
});
