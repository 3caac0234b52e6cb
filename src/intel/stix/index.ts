export { bundleOf } from './bundle.ts';
export { EXTENSION, PROJECT } from './extension.ts';
export { levelOfObject, markingId } from './marking.ts';
export { type Bundle, type StixObject, stamp } from './object.ts';
export { type Received, type ReceivedIndicator, readObject } from './read.ts';
export { limits, Refused, splitObjects } from './split.ts';
