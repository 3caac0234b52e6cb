export { canonicalLine } from './canonical.ts';
export { installationKey, Pseudonyms } from './pseudonym.ts';
export { type Reading, readExchange } from './read.ts';
export { type Refusal, type RefusalCode, refusalCodes, refusalOf } from './refuse.ts';
export {
  type Account,
  accountJsonSchema,
  accountSchema,
  type Exchange,
  type ExchangeInput,
  exchangeJsonSchema,
  exchangeSchema,
} from './schema.ts';
export { textOf } from './text.ts';
