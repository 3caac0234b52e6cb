import { idOf } from './id.ts';
import type { StixObject } from './object.ts';

/** Who defines the extension: the project, not the installation that uses it. */
export const PROJECT = idOf('identity', 'project', 'stillwatch');
export const EXTENSION = idOf('extension-definition', 'llm-exchange', '1');
/** When it was defined: an object that is the same everywhere has to have the same times. */
export const DEFINED = '2026-11-01T00:00:00.000Z';

/** What of a request the observable `llm-exchange` can show, by kind of indicator. */
export const properties = {
  tls: 'ja4',
  opening: 'opening_sketch',
  closing: 'closing_sketch',
  phrase: 'phrase_sketches',
  'system-prompt': 'system_sketch',
  tools: 'tools_sketch',
} as const;

export const project: StixObject = {
  type: 'identity',
  spec_version: '2.1',
  id: PROJECT,
  created: DEFINED,
  modified: DEFINED,
  name: 'Stillwatch',
  description:
    'The open project that defines the extension of this bundle. It is not the producer of what the bundle says.',
  identity_class: 'system',
};

/**
 * What STIX lacks to speak of language models: an observable that stands for a request to one, without its text, and figures of a
 * campaign. The schema is the text: nothing has to be fetched to read a bundle.
 */
export const extension: StixObject = {
  type: 'extension-definition',
  spec_version: '2.1',
  id: EXTENSION,
  created_by_ref: PROJECT,
  created: DEFINED,
  modified: DEFINED,
  name: 'Requests to language models',
  description:
    'A cyber observable, llm-exchange, for a request to a language model and its answer; and figures of a campaign that collects answers.',
  schema: [
    'llm-exchange (new cyber observable). All properties are optional but one has to be there besides the common ones.',
    'ja4 (string): the TLS fingerprint of the client, JA4.',
    'opening_sketch, closing_sketch, system_sketch, tools_sketch (string, 16 hexadecimal digits): SipHash-2-4 under a key that the members of a sharing community hold, of the first and of the last 40 bytes of the last message of the user, of the system prompt, and of the declared tools. 24 bytes at least; ASCII letters in lower case.',
    'phrase_sketches (list of string): the same of three-word phrases among its first 224 bytes, one in four of all phrases.',
    'sketch_key (string, 16 hexadecimal digits): which key. Sketches under different keys cannot be compared.',
    'Property extension of campaign: verdict (harvesting, pooled-access or watch), error_bound (number, bounds the probability of a false alarm), accounts, exchanges, input_tokens, output_tokens (integer), models (dictionary of integer), capabilities (dictionary of number, shares of exchanges), behaviour (list of {signal, family, log_likelihood_ratio}).',
    'Property extension of indicator: kind (string), share and others (number, 0 to 1: of the accounts of the campaign, and of all other accounts of the producer, that show it), sketch_key.',
  ].join('\n'),
  version: '1.0.0',
  extension_types: ['new-sco', 'property-extension'],
};
