export type { Attestation, Bodies, Contained, Grant, Hold, RecordKind } from './bodies.ts';
export {
  type Backtest,
  backtest,
  type Change,
  type Check,
  checkPolicies,
  type Explained,
  explainDecision,
  type Finding,
  Policies,
  policiesFolder,
} from './cedar/index.ts';
export {
  type AccountView,
  type ActionSummary,
  type ActionView,
  type AppealView,
  type Applied,
  appeal,
  apply,
  approve,
  expire,
  type GrantedPart,
  grantsOf,
  listActions,
  listAppeals,
  listPlans,
  makePlan,
  misleading,
  type PlanSummary,
  type PlanView,
  rule,
  showAccount,
  showAction,
  showPlan,
  type Undone,
  undo,
} from './containment/index.ts';
export {
  byStrictness,
  type Decision,
  type DecisionRequest,
  decisionRequestSchema,
  decisionSchema,
  type Grade,
  grades,
  type Kind,
  kinds,
} from './decision.ts';
export { Desk } from './desk.ts';
export type { Facts } from './facts.ts';
export { loadSnapshot, refresh } from './load.ts';
export { type Operation, type OperationScope, operation, runOperation } from './operation.ts';
export { operations } from './operations.ts';
export { isOurs, isSamePerson } from './person.ts';
export { notePolicies } from './policies.ts';
export { type AuditRecord, type RecordFilter, RecordTail, readRecords } from './records.ts';
export {
  attest,
  type GrantView,
  grant,
  hold,
  lift,
  listGrants,
  revoke,
  withdraw,
} from './rights.ts';
export { type AccountFacts, type CampaignFacts, Snapshot } from './snapshot.ts';
export { type Action, type Appeal, type Plan, State } from './state.ts';
export { usageOf } from './usage.ts';
