export { canonical } from './canonical.ts';
export { type Checkpoint, checkpointText, parseCheckpoint } from './checkpoint.ts';
export { emptyRoot, leafHash, nodeHash, rootOf, sha256 } from './hash.ts';
export { parseSigner, parseVerifier, parseWitness, type Signer, type Verifier } from './key.ts';
export { hasLog, type Logged, type LogOptions, TransparencyLog } from './log.ts';
export { cosignature, openNote, parseNote, signNote } from './note.ts';
export { checkConsistency, checkInclusion, consistencyRanges, inclusionRanges } from './proof.ts';
export type { Published } from './published.ts';
