import type { Decision } from '../decision.ts';
import type { Facts } from '../facts.ts';
import { decisionFrom, type Ground, groundOf } from './ground.ts';
import { plainGrounds } from './plain.ts';
import type { Policy } from './policy.ts';

/** What Cedar answers; the same for all requests that the policies cannot tell apart. */
export interface Outcome {
  /** What determined it: forbids that apply; where none does, permits. */
  determining: readonly Policy[];
  /** Policies that could not be evaluated. */
  failed: readonly Policy[];
  /** Why the engine gave no answer at all. */
  broken?: string;
}

/**
 * The decision of an outcome for a request. Where policies could not be evaluated, what is in force anyway (a containment's
 * grade, a hold) stands in for them, and it says so.
 */
export function decisionOf({ determining, failed, broken }: Outcome, facts: Facts): Decision {
  const { grant, mark } = facts;
  // Nearly every request: permitted, and nothing to be said.
  if (!grant && !mark && !failed.length && determining.length && determining.every(isSilent))
    return { decision: 'allow', obligations: [], reasons: [] };
  const grounds = determining.filter(policy => !isSilent(policy)).map(policy => groundOf(policy, facts));
  if (grant) grounds.push(granted(grant));
  if (broken === undefined && failed.length === 0)
    return marked(decisionFrom(determining.length ? grounds : [...grounds, nothingPermits]), facts);

  const isOpen = broken !== undefined || determining.length === 0 || failed.some(isForbid);
  const notes = failed.map(({ id }) => note(id, `${id} could not be evaluated${isOpen ? standsIn : ''}`));
  if (broken !== undefined)
    notes.push(note('stillwatch#engine', `no policy could be evaluated (${broken})${standsIn}`));
  return marked(decisionFrom([...grounds, ...(isOpen ? plainGrounds(facts) : []), ...notes]), facts);
}

/**
 * With the marks that an approved containment has put on the account's answers. Policies neither ask for them nor see them: they are for
 * harvesters alone, and only as long as what was logged of them says. What a grant authorises is not marked. The account is not told.
 */
function marked(decision: Decision, { mark, grant }: Facts): Decision {
  if (!mark || (grant && !grant.beyond)) return decision;
  const { canary, campaign, until } = mark;
  const reason = note(
    'stillwatch#canary',
    `answers are marked (${canary}) until ${until}, as one of ${campaign}`,
  );
  return {
    ...decision,
    obligations: [...decision.obligations, `mark:${canary}`],
    reasons: [...decision.reasons, { policy: reason.policy, text: reason.text }],
    campaign: decision.campaign ?? campaign,
  };
}

const isForbid = ({ effect }: Policy): boolean => effect === 'forbid';
/** A permit says something only where its author gave it a text. */
const isSilent = ({ effect, hasText }: Policy): boolean => effect === 'permit' && !hasText;

const standsIn = ': what is in force stands in for it';
const note = (policy: string, text: string): Ground => ({ policy, kind: 'allow', obligations: [], text });

const granted = ({ id, beyond }: NonNullable<Facts['grant']>): Ground =>
  note(
    'stillwatch#grant',
    beyond ? `beyond grant ${id}: its volume is used up` : `authorised by grant ${id}`,
  );

const nothingPermits: Ground = {
  policy: 'stillwatch#nothing-permits',
  kind: 'hold',
  obligations: [],
  text: 'no policy permits this request',
};
