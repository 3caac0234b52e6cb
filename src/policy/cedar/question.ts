import type { StatefulAuthorizationCall } from '@cedar-policy/cedar-wasm/nodejs';
import type { Facts } from '../facts.ts';

/** Facts as Cedar is asked about them. */
export function questionOf(facts: Facts): Omit<StatefulAuthorizationCall, 'preparsedPolicySetId'> {
  const { account, model, channel, attributes, plan, program, verification, attested } = facts;
  const { containment, campaign, hold, grant } = facts;
  const principal = { type: 'Account', id: account };
  const attrs = {
    plan,
    program,
    verification,
    attested: [...attested],
    ...(containment && {
      containment: {
        grade: containment.grade,
        campaign: containment.campaign,
        action: containment.action,
      },
    }),
    ...(campaign && { campaign: { id: campaign.id, role: campaign.role, verdict: campaign.verdict } }),
  };
  return {
    principal,
    action: { type: 'Action', id: 'ask' },
    resource: { type: 'Model', id: model },
    context: {
      channel,
      attributes: [...attributes],
      ...(hold && { hold: { id: hold.id, basis: hold.basis } }),
      ...(grant && { grant: { id: grant.id, beyond: grant.beyond } }),
    },
    entities: [{ uid: principal, attrs, parents: [] }],
  };
}
