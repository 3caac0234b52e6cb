export type { Counted, Finding, Fsck, FsckProgress } from './document.ts';
export { type FsckOptions, fsck } from './fsck.ts';
