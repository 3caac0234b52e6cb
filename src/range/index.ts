export { ALPHA, suites } from './cases.ts';
export { type Dial, type DialName, dials, turned } from './dials.ts';
export { isReplay, type Label, type ReplayScore, readLabels, scoreExchanges, scoreReplay } from './leaked.ts';
export { makeRange, type RangeSummary } from './make.ts';
export { type RangeOptions, type Settings, settingsOf } from './options.ts';
export { type Outcome, Outcomes } from './outcome.ts';
export { type Scenario, scenarios } from './scenarios.ts';
export { type Score, score } from './score.ts';
export { type Case, type Figures, figuresOf, together, type Verdict, verdicts } from './suite.ts';
