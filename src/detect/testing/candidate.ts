import type { Candidate } from '../candidates.ts';
import type { Group } from '../link.ts';
import { tests } from '../tests/index.ts';

/** A group that was tested, made by hand. What is not given speaks neither for nor against it. */
export function candidateOf(
  group: Group,
  {
    operator = 1,
    purpose = 1,
    pool = 1,
    purposeP = 1,
    weight = 1,
    heldBackBy,
  }: {
    /** E-values by what is asked. */
    operator?: number;
    purpose?: number;
    pool?: number;
    /** The least p-value of the tests that speak to purpose. */
    purposeP?: number;
    weight?: number;
    /** An innocent explanation that is not ruled out, beside one that is. */
    heldBackBy?: string;
  } = {},
): Candidate {
  let first = true;
  const outcomes = tests.map(test => {
    const isLeast = first && test.asks.includes('purpose');
    if (isLeast) first = false;
    return { test, p: isLeast ? purposeP : 1, figure: 0, ordinary: 0 };
  });
  return {
    group,
    posterior: Float64Array.from(group, () => 1),
    outcomes,
    e: { operator, purpose, pool },
    kin: undefined,
    weight,
    explanations: [
      { explanation: 'something else', verdict: 'ruled out', figure: '0%' },
      ...(heldBackBy ? [{ explanation: heldBackBy, verdict: 'not ruled out' as const, figure: '90%' }] : []),
    ],
  };
}
