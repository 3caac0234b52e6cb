import type { Desk } from '../desk.ts';
import { isApproved, isInForce } from './approval.ts';

/** A key by which answers of a campaign's harvesters are marked, over all of its plans. */
export interface CanaryView {
  canary: string;
  campaign: string;
  plans: {
    plan: string;
    at: string;
    by: string;
    accounts: number;
    days: number;
    needs_approval: boolean;
    /** What it was applied as, and whether that marks still. */
    action: string | null;
    state: 'planned' | 'in force' | 'over' | 'undone';
    until: string | null;
  }[];
}

/** The newest first; of each the plans in their order. */
export function listCanaries({ state, now }: Desk): CanaryView[] {
  const canaries = new Map<string, CanaryView>();
  for (const plan of state.plans.values()) {
    const { id, at, by, campaign, canary, accounts, lasts = 0 } = plan;
    if (!canary) continue;
    const view = canaries.get(canary) ?? { canary, campaign, plans: [] };
    canaries.set(canary, view);
    const action = [...state.actions.values()].find(one => one.plan === id);
    const doing = !action
      ? 'planned'
      : action.accounts.size === 0
        ? 'undone'
        : isInForce(action, now())
          ? 'in force'
          : 'over';
    view.plans.push({
      plan: id,
      at,
      by,
      accounts: accounts.length,
      days: lasts / 86_400_000,
      needs_approval: !isApproved(plan, state, now()),
      action: action?.id ?? null,
      state: doing,
      until: action?.until ?? null,
    });
  }
  return [...canaries.values()].reverse();
}
