export { canonicalLine } from './canonical.ts';
export { Community, communityOf, type Identity, joinCommunity, newCommunity } from './community.ts';
export { installationKey, normal, Pseudonyms } from './pseudonym.ts';
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
