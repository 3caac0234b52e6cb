export { type Backtest, type BacktestOptions, backtest } from './backtest.ts';
export { type Check, checkPolicies, checkTexts } from './check.ts';
export { type Explained, explainDecision } from './explain.ts';
export type { Finding } from './finding.ts';
export { Policies } from './policies.ts';
export { policiesFolder } from './shipped.ts';
export type { Change } from './tally.ts';
