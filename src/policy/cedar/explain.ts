import type { Decision, Kind } from '../decision.ts';
import type { Facts } from '../facts.ts';
import { decisionOf } from './outcome.ts';
import type { Policies } from './policies.ts';

/** A policy that determined a decision, as a reader wants to see it. */
interface Determining {
  policy: string;
  file: string;
  line: number;
  effect: string;
  decision: Kind;
  obligations: string[];
  source: string;
}

export interface Explained {
  decision: Decision;
  determined_by: Determining[];
  /** Policies that could not be evaluated, in the engine's words. */
  errors: { policy: string; message: string }[];
  /** What would be decided if one thing were otherwise, where that changes anything. */
  otherwise: { if: string; decision: Kind; policies: string[] }[];
}

/** Why a request is decided as it is, and what stands between it and another decision. */
export function explainDecision(policies: Policies, facts: Facts): Explained {
  const { outcome, errors } = policies.ask(facts);
  const decision = decisionOf(outcome, facts);
  const determined = new Set(decision.reasons.map(({ policy }) => policy));
  const otherwise = variants(facts).flatMap(([what, more]) => {
    const other = policies.decide({ ...facts, ...more });
    const nearly = other.reasons.map(({ policy }) => policy).filter(policy => !determined.has(policy));
    if (other.decision === decision.decision && !nearly.some(isAuthors)) return [];
    return [{ if: what, decision: other.decision, policies: nearly }];
  });
  return {
    decision,
    determined_by: outcome.determining.map(
      ({ id, file, line, effect, decision, obligations, source }): Determining => ({
        policy: id,
        file,
        line,
        effect,
        decision,
        obligations,
        source,
      }),
    ),
    errors,
    otherwise,
  };
}

/** Not one of our own remarks, such as which grant covers it. */
const isAuthors = (policy: string): boolean => !policy.startsWith('stillwatch#');

function variants({ containment, hold, grant, campaign, attested }: Facts): [string, Partial<Facts>][] {
  const all: [string, Partial<Facts>][] = [];
  if (containment) all.push(['it were not contained', { containment: undefined }]);
  if (hold) all.push(['the model were not held', { hold: undefined }]);
  if (containment && hold)
    all.push(['it were neither contained nor the model held', { containment: undefined, hold: undefined }]);
  if (grant) all.push(['there were no grant', { grant: undefined }]);
  if (grant && !grant.beyond)
    all.push(['the grant’s volume were used up', { grant: { ...grant, beyond: true } }]);
  if (grant?.beyond)
    all.push(['the grant’s volume were not used up', { grant: { ...grant, beyond: false } }]);
  if (campaign) all.push(['it stood in no campaign', { campaign: undefined }]);
  if (attested.length) all.push(['nothing were attested of it', { attested: [] }]);
  return all;
}
