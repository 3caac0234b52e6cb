import type { Grade } from '../decision.ts';
import type { Desk } from '../desk.ts';
import type { Action, Plan } from '../state.ts';
import { actionOf } from './apply.ts';
import { isApproved, isInForce } from './approval.ts';

export interface ActionSummary {
  id: string;
  plan: string;
  campaign: string;
  by: string;
  at: string;
  reason: string;
  until: string;
  state: 'in force' | 'over' | 'undone';
  /** With how many accounts it began, of these how many it contains still, and how many of those whose wave has come. */
  began: number;
  accounts: number;
  begun: number;
}

export interface ActionView extends ActionSummary {
  contained: { account: string; grade: Grade; reference: string; from: string }[];
  undone: Action['undone'];
}

export interface PlanSummary {
  id: string;
  campaign: string;
  by: string;
  at: string;
  reason: string;
  accounts: number;
  approvals: Plan['approvals'];
  needs_approval: boolean;
  /** The actions that it was applied as. */
  actions: string[];
}

/** The newest first. */
export const listActions = (desk: Desk): ActionSummary[] =>
  [...desk.state.actions.values()].reverse().map(action => summary(action, desk.now()));

export function showAction(desk: Desk, id: string): ActionView {
  const action = actionOf(desk.state, id);
  const contained = [...action.accounts.values()].map(({ account, grade, reference, from = action.at }) => ({
    account,
    grade,
    reference,
    from,
  }));
  return { ...summary(action, desk.now()), contained, undone: action.undone };
}

export const listPlans = (desk: Desk): PlanSummary[] =>
  [...desk.state.plans.values()].reverse().map(plan => {
    const { id, campaign, by, at, reason, accounts, approvals } = plan;
    const actions = [...desk.state.actions.values()].filter(a => a.plan === id).map(a => a.id);
    const needs_approval = !isApproved(plan, desk.state, desk.now());
    return { id, campaign, by, at, reason, accounts: accounts.length, approvals, needs_approval, actions };
  });

function summary(action: Action, now: Date): ActionSummary {
  const { id, plan, campaign, by, at, reason, until, began, accounts } = action;
  const state = accounts.size === 0 ? 'undone' : isInForce(action, now) ? 'in force' : 'over';
  const begun = [...accounts.values()].filter(({ from = at }) => Date.parse(from) <= now.getTime()).length;
  return { id, plan, campaign, by, at, reason, until, state, began, accounts: accounts.size, begun };
}

/** What is known of one account here: for support, and for whoever decides. */
export interface AccountView {
  account: string;
  containments: (ActionSummary & { grade: Grade; reference: string; from: string })[];
  undone: { action: string; at: string; by: string; reason: string }[];
  appeals: string[];
  grants: string[];
  attested: { attribute: string; attested_by: string; until: string }[];
}

export function showAccount(desk: Desk, account: string): AccountView {
  const { actions, appeals, grants, attestations } = desk.state;
  return {
    account,
    containments: [...actions.values()].flatMap(action => {
      const one = action.accounts.get(account);
      return one
        ? [
            {
              ...summary(action, desk.now()),
              grade: one.grade,
              reference: one.reference,
              from: one.from ?? action.at,
            },
          ]
        : [];
    }),
    undone: [...actions.values()].flatMap(({ id, undone }) =>
      undone
        .filter(one => one.account === account)
        .map(({ at, by, reason }) => ({ action: id, at, by, reason })),
    ),
    appeals: [...appeals.values()].filter(one => one.account === account).map(({ id }) => id),
    grants: [...grants.values()].filter(one => one.accounts.includes(account)).map(({ id }) => id),
    attested: [...attestations.values()]
      .filter(one => one.account === account)
      .map(({ attribute, attested_by, until }) => ({ attribute, attested_by, until })),
  };
}
