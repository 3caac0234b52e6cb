export { type Dial, type DialName, dials, turned } from './dials.ts';
export { makeRange, type RangeSummary } from './make.ts';
export type { RangeOptions } from './options.ts';
export { type Scenario, scenarios } from './scenarios.ts';
export { type Score, score } from './score.ts';
