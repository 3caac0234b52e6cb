export { type Corpus, type Member, readReferences, readSuspect } from './corpus.ts';
export { examine, type LineageTest, type TestOptions, testLineage } from './examine.ts';
export { type Judged, type Judgement, judge, type Lineup, lineupOf } from './judge.ts';
export { plainly } from './plain.ts';
export { type Chosen, choosePrompts, namesMaker } from './prompts.ts';
export { type Space, spaceOf } from './space.ts';
export { verdictOf } from './verdict.ts';
export { Words } from './words.ts';
