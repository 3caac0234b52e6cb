export { type AppealView, appeal, LONGEST_APPEAL, listAppeals, misleading, rule } from './appeals.ts';
export { type Applied, apply } from './apply.ts';
export { approve } from './approval.ts';
export { type CanaryView, listCanaries } from './canaries.ts';
export { type GrantedPart, grantsOf } from './granted.ts';
export {
  type AccountView,
  type ActionSummary,
  type ActionView,
  listActions,
  listPlans,
  type PlanSummary,
  showAccount,
  showAction,
} from './list.ts';
export { makePlan, type PlanView, showPlan } from './plan.ts';
export { newReference } from './reference.ts';
export { expire, type Undone, undo } from './undo.ts';
