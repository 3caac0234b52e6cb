export { markEvents } from './events.ts';
export { type Marking, markingFor } from './marking.ts';
export { markWhole } from './whole.ts';
