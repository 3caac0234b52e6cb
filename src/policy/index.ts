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
export { type Operation, type OperationScope, operation } from './operation.ts';
export { type AuditRecord, type RecordFilter, readRecords } from './records.ts';
export { type AccountFacts, type CampaignFacts, Snapshot } from './snapshot.ts';
export { type Action, type Appeal, type Plan, State } from './state.ts';
