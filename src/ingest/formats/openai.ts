import { isRecord, own, text } from './fields.ts';
import type { Format } from './format.ts';
import { looksLikePair, pairFields, pairReader, pairsOf } from './pair.ts';

/** Last in the order of detection: many gateways speak OpenAI's dialect. */
export const openai: Format = {
  name: 'openai',
  about: 'OpenAI-style API requests and responses: bodies, HTTP recordings or batch lines, streamed or not',
  accountFields: pairFields,
  detect: row =>
    looksLikePair(row) &&
    pairsOf(row).some(
      ({ pair: { url, request, response } }) =>
        url !== '' ||
        isRecord(own(response, 'error')) ||
        text(own(response, 'object')) !== undefined ||
        ['model', 'messages', 'prompt', 'input'].some(key => own(request, key) !== undefined),
    ),
  open: pairReader,
};
