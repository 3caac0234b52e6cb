import { StillwatchError } from '../../errors.ts';
import type { Desk } from '../desk.ts';
import type { Plan, State } from '../state.ts';

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
  if (plan.by === by)
    throw new StillwatchError(
      'APPROVAL_NEEDED',
      `${by} made ${id} and can't approve it too`,
      'Somebody else has to.',
    );
  await desk.write({ actor: by, kind: 'approval', subject: id, reason, after: { plan: id } });
  return { plan: id, approvals: plan.approvals };
}

/** Somebody other than who made the plan has said yes, or it is small enough for one. */
export const isApproved = ({ accounts, approval_above, approvals, by }: Plan): boolean =>
  accounts.length <= approval_above || approvals.some(one => one.by !== by);
