export { capabilities } from './asks.ts';
export { sketchColumns, sketchSelect } from './sketch.ts';
export { exchangeStructure } from './structure.ts';
