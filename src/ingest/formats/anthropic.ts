import type { Format } from './format.ts';
import { isAnthropic, looksLikePair, pairFields, pairReader, pairsOf } from './pair.ts';

export const anthropic: Format = {
  name: 'anthropic',
  about: 'Anthropic API requests and responses: bodies or HTTP recordings, streamed or not',
  accountFields: pairFields,
  detect: row => looksLikePair(row) && pairsOf(row).some(({ pair }) => isAnthropic(pair)),
  open: pairReader,
};
