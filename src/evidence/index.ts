export type { Entry } from './entries.ts';
export * from './log/index.ts';
