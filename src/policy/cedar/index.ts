export { type Check, checkPolicies } from './check.ts';
export type { Finding } from './finding.ts';
export { Policies } from './policies.ts';
export { policiesFolder } from './shipped.ts';
