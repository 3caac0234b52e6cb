export { CURRENT } from './current.ts';
export { type Feed, feeds } from './feeds.ts';
export { type Imported, importFile, importObjects } from './receive.ts';
