import { byStrictness, type Decision, type Kind, kinds } from '../decision.ts';
import type { Facts } from '../facts.ts';
import { united } from './obligations.ts';
import type { Policy } from './policy.ts';
import { filled } from './texts.ts';

/** One reason why a request is decided as it is. */
export interface Ground {
  policy: string;
  kind: Kind;
  obligations: readonly string[];
  text: string;
  /** ISO 8601; null: it does not end by itself; undefined: it has no time. */
  until?: string | null | undefined;
  campaign?: string | undefined;
  reference?: string | undefined;
}

/** A policy that determines the decision, with what it looked at. */
export function groundOf({ id, decision, obligations, text, mentions }: Policy, facts: Facts): Ground {
  const containment = mentions.has('containment') ? facts.containment : undefined;
  const hold = mentions.has('hold') ? facts.hold : undefined;
  const until = containment ? containment.until : hold?.until;
  return {
    policy: id,
    kind: decision,
    obligations,
    text: filled(text, facts, until),
    until,
    campaign: containment?.campaign ?? (mentions.has('campaign') ? facts.campaign?.id : undefined),
    reference: containment?.reference,
  };
}

/** The strictest of the grounds, with the obligations of all. Without a ground: allow. */
export function decisionFrom(grounds: readonly Ground[]): Decision {
  let decision: Kind = kinds[0];
  for (const { kind } of grounds) if (byStrictness(kind, decision) > 0) decision = kind;
  const deciding = grounds.filter(({ kind }) => kind === decision);
  const until = latest(deciding);
  // What decided it is named before what else applies.
  const campaign = [...deciding, ...grounds].find(ground => ground.campaign)?.campaign;
  const reference = [...deciding, ...grounds].find(ground => ground.reference)?.reference;
  return {
    decision,
    obligations: united(grounds.flatMap(({ obligations }) => obligations)),
    reasons: grounds.map(({ policy, text }) => ({ policy, text })),
    ...(campaign && { campaign }),
    ...(until && { until }),
    ...(reference && { reference }),
  };
}

/** When the last of them ends; of what does not end, nothing. */
function latest(grounds: readonly Ground[]): string | undefined {
  let last: string | undefined;
  for (const { until } of grounds) {
    if (until === null) return undefined;
    if (until && (!last || Date.parse(until) > Date.parse(last))) last = until;
  }
  return last;
}
