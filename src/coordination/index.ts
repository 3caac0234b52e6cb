export { coSharing, type Edge, type Plan } from './co-sharing.ts';
export type { CoSharing } from './options.ts';
export type { Shares } from './stage.ts';
