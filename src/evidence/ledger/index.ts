export { type Comparison, compareWith } from './compare.ts';
export { daysOf, eachOf, type Ledger, ledgerOf, putReported, reportedOf } from './ledger.ts';
export type { Figure, Reported } from './schema.ts';
