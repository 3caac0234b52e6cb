import { StillwatchError } from '../../errors.ts';
import type { Desk } from '../desk.ts';
import { isSamePerson } from '../person.ts';
import type { Action, Plan, State } from '../state.ts';

export function planOf(state: State, id: string): Plan {
  const plan = state.plans.get(id);
  if (!plan)
    throw new StillwatchError(
      'RECORD_UNKNOWN',
      `there is no plan ${id}`,
      'List them: stillwatch contain list --plans. Make one: stillwatch contain plan CAMPAIGN --reason "…".',
    );
  return plan;
}

/** A second person says yes to a plan. */
export async function approve(
  desk: Desk,
  { plan: id, reason }: { plan: string; reason: string },
  by: string,
): Promise<{ plan: string; approvals: Plan['approvals'] }> {
  const plan = planOf(desk.state, id);
  if (isSamePerson(plan.by, by))
    throw new StillwatchError(
      'APPROVAL_NEEDED',
      `${plan.by} made ${id} and can't approve it too`,
      'Somebody else has to.',
    );
  const before = { approvals: [...plan.approvals] };
  await desk.write({ actor: by, kind: 'approval', subject: id, reason, before, after: { plan: id } });
  return { plan: id, approvals: plan.approvals };
}

/**
 * Somebody other than who made the plan has said yes; or together with all that is contained on that one person's word
 * it is small enough for one.
 */
export function isApproved(plan: Plan, { actions, plans }: State, now: Date): boolean {
  if (hasSecond(plan)) return true;
  const alone = new Set(plan.accounts.map(({ account }) => account));
  for (const action of actions.values()) {
    const its = plans.get(action.plan);
    if (!its || hasSecond(its) || !isSamePerson(its.by, plan.by) || !isInForce(action, now)) continue;
    for (const account of action.accounts.keys()) alone.add(account);
  }
  return alone.size <= plan.approval_above;
}

const hasSecond = ({ approvals, by }: Plan): boolean => approvals.some(one => !isSamePerson(one.by, by));

export const isInForce = (action: Action, now: Date): boolean =>
  action.accounts.size > 0 && now.getTime() < Date.parse(action.until);
