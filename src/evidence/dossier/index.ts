export { archive } from './archive.ts';
export type { Block, Meta } from './blocks.ts';
export type { AccountRow, Action, Excerpt, LetterFacts, Level, LogFacts, Totals } from './facts.ts';
export { html } from './html.ts';
export { letter, metaOf } from './letter.ts';
export { pdf } from './pdf.ts';
export { readme } from './readme.ts';
export { encoded, PAYLOAD_TYPE, type Sign, type Stated, statement } from './statement.ts';
