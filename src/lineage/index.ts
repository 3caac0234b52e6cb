export { readTexts } from './answers.ts';
export { type Collected, collectAnswers } from './collect/index.ts';
export { type Corpus, type Member, readReferences, readSuspect } from './corpus.ts';
export { examine, type LineageTest, type TestOptions, testLineage } from './examine.ts';
export { type Judged, type Judgement, judge, type Lineup, lineupOf } from './judge.ts';
export { readManifest } from './manifest.ts';
export { type LineageMixture, mixLineage } from './mix.ts';
export { mixtureFor, mixtureLineup, mixtureSpaces } from './mixture.ts';
export { plainly } from './plain.ts';
export { type Chosen, choosePrompts, namesMaker } from './prompts.ts';
export {
  isTestName,
  type SavedSummary,
  type SavedTest,
  savedSummarySchema,
  savedTest,
  savedTestSchema,
  savedTests,
  saveTest,
} from './saved.ts';
export { type Space, spaceOf } from './space.ts';
export { verdictOf } from './verdict.ts';
export { Words } from './words.ts';
