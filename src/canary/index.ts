export { chosenBy, contextOf } from './choice.ts';
export { commitmentOf, type OpenCanary } from './commitment.ts';
export { type Counts, count } from './count.ts';
export { type Choice, type Choose, MOST_HELD, Reader } from './reader.ts';
export { holm, type KeyTest, keyTester } from './test.ts';
export { pairs, tableDigest } from './words.ts';
