export { HOUR, hourOf, hoursOf, hourText } from './hour.ts';
export { hourLeavesSql, LEAF, leafParams, numbers, unlogged } from './leaves.ts';
export { hashLeaf, NODE, type SumNode, sumsOf, type Totals, treeOf } from './node.ts';
export { type Climbed, checkPath, climb } from './path.ts';
export {
  accountCommitment,
  canaryKey,
  documentCommitment,
  evidenceSecret,
  hourKey,
  partnerKey,
  pseudonymOf,
  saltOfAccount,
  saltOfClaim,
  saltOfDocument,
  saltOfLeaf,
  sha256,
  u64,
} from './salts.ts';
export { SparseTree } from './sparse.ts';
export { SumStack, sumTree } from './stack.ts';
export { SumTree } from './tree.ts';
export { type HourLeaf, hourLeaves, hourTrees, nodeOf, openHour, SPILL, treesOf } from './trees.ts';
