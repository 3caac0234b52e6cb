import { isRecord, type Json, list, own, text } from '../../ingest/index.ts';
import type { Api } from '../route.ts';

/** What asks a server for a grammar, in the words of open ones. */
const grammars = [
  'guided_json',
  'guided_regex',
  'guided_choice',
  'guided_grammar',
  'grammar',
  'json_schema',
  'structured_outputs',
  'output_format',
  'web_search_options',
  'audio',
];

/**
 * Whether an answer is prose whose letters nobody counts: not where a format or log probabilities are asked for, or citations whose places are
 * told by number, nor where the answer goes on with what the client began. Completions of the old API go on with a prompt, always.
 */
export function isProse(request: Json, api: Api): boolean {
  if (api === 'completions') return false;
  if (grammars.some(name => isSaid(own(request, name)))) return false;
  const formats = [
    own(request, 'response_format'),
    own(own(request, 'text'), 'format'),
    own(own(request, 'output_config'), 'format'),
  ];
  if (formats.some(format => isSaid(format) && own(format, 'type') !== 'text')) return false;
  if (isSaid(own(request, 'logprobs')) || isSaid(own(request, 'top_logprobs'))) return false;
  if (list(own(request, 'include')).some(one => /logprobs/.test(text(one) ?? ''))) return false;
  if (list(own(request, 'modalities')).some(one => one !== 'text')) return false;
  if (list(own(request, 'tools')).some(tool => !isFunction(tool))) return false;
  const messages = list(own(request, 'messages') ?? own(request, 'input'));
  return own(messages.at(-1), 'role') !== 'assistant' && !messages.some(asksToCite);
}

const isSaid = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== false && value !== 0;

/** Tools that the server runs itself add their findings to the text, and say where in it. */
const isFunction = (tool: unknown): boolean => {
  const type = text(own(tool, 'type'));
  return type === 'function' || type === 'custom' || (type === undefined && isRecord(tool));
};

const asksToCite = (message: unknown): boolean =>
  list(own(message, 'content')).some(part => own(own(part, 'citations'), 'enabled') === true);
