export { asksLookedAt, capabilities } from './asks.ts';
export {
  accountTraits,
  exchangeTraits,
  type Family,
  families,
  type Trait,
  traitNamed,
  traitOf,
} from './families/index.ts';
export { sketchChecked, sketchColumns, sketchSelect } from './sketch.ts';
export { exchangeStructure } from './structure.ts';
