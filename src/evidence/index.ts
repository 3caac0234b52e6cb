export type { Excerpt, Level } from './dossier/index.ts';
export type { CanaryEntry, Entry, PsiEntry } from './entries.ts';
export { openStatement, type Statement, signStatement } from './envelope.ts';
export { type Candidate, excerptOf } from './excerpts.ts';
export { bringUpToDate, type Committed, type Followed, type FollowOptions, follow } from './follow/index.ts';
export {
  type Counted,
  type Finding as FsckFinding,
  type Fsck,
  type FsckOptions,
  type FsckProgress,
  fsck,
} from './fsck/index.ts';
export {
  type Comparison,
  compareWith,
  type Ledger,
  ledgerOf,
  putReported,
  type Reported,
  reportedOf,
} from './ledger/index.ts';
export * from './log/index.ts';
export { type Dossier, type DossierOptions, dossier } from './make.ts';
export { canaryKey, evidenceSecret } from './sums/index.ts';
