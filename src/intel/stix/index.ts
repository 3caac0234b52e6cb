export { bundleOf } from './bundle.ts';
export { EXTENSION } from './extension.ts';
export { markingId } from './marking.ts';
export type { Bundle, StixObject } from './object.ts';
export { type Received, type ReceivedIndicator, readObject } from './read.ts';
export { limits, Refused, splitObjects } from './split.ts';
