export { type Collected, collectAnswers } from './collect.ts';
