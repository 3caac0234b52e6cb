export type { Attestation, Grant, Hold, RecordKind } from './bodies.ts';
export {
  type Backtest,
  backtest,
  type Change,
  type Check,
  checkPolicies,
  checkTexts,
  type Explained,
  explainDecision,
  Policies,
  policiesFolder,
} from './cedar/index.ts';
export {
  type AccountView,
  type ActionSummary,
  type ActionView,
  type AppealView,
  type Applied,
  type CanaryView,
  expire,
  grantsOf,
  type PlanSummary,
  type PlanView,
  type Undone,
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
export { notePolicies } from './in-force.ts';
export { loadSnapshot } from './load.ts';
export { type Operation, operation, runOperation } from './operation.ts';
export { operations } from './operations.ts';
export { isOurs, isSamePerson } from './person.ts';
export { type AuditRecord, campaignsOf, RecordTail, readRecords, recordIds } from './records.ts';
export type { GrantView } from './rights.ts';
export { type CampaignFacts, Snapshot } from './snapshot.ts';
export type { Collection, Plan } from './state.ts';
export { usageOf } from './usage.ts';
