import { at, count, flag, isRecord, type Json, list, number, own, parsed, record, text } from './fields.ts';
import type { Format, FormatOptions, FormatResult } from './format.ts';
import { derivedId, identity, outcome, refuse } from './outcome.ts';
import { parametersOf, requestOf } from './request.ts';
import { answerOf } from './response.ts';
import { isoTime } from './time.ts';

/**
 * Whom the gateway's operator can block, most certain first. The key's owner is authenticated by the gateway;
 * `end_user` is only what the caller says (a harvester could make one up for every request), but where a key has
 * no owner it is the customer behind an application's key, and LiteLLM blocks customers too. Then the key, then
 * its team. The key stays in `api_key`, so accounts that were made up under one key are still seen together.
 */
const accountFields = [
  'metadata.user_api_key_user_id',
  'user',
  'end_user',
  'metadata.user_api_key_end_user_id',
  'metadata.user_api_key_hash',
  'metadata.user_api_key',
  'api_key',
  'metadata.user_api_key_team_id',
  'team_id',
];

export const litellm: Format = {
  name: 'litellm',
  about: 'LiteLLM standard logging payloads and spend logs',
  accountFields,
  detect: row =>
    own(row, 'call_type') !== undefined &&
    own(row, 'startTime') !== undefined &&
    ['metadata', 'custom_llm_provider', 'prompt_tokens', 'model_group'].some(
      key => own(row, key) !== undefined,
    ),
  open: options => ({ read: row => [read(row, options)] }),
};

const textCalls = /completion|responses|anthropic_messages|generate_content|pass_through|text_completion/;

function read(row: Json, options: FormatOptions): FormatResult {
  const kind = text(own(row, 'call_type')) ?? '';
  if (kind && !textCalls.test(kind))
    return refuse('not-an-exchange', `call_type ${kind.slice(0, 64)} is no call of a text model`);
  if (own(row, 'status') === 'failure') return refuse('not-an-exchange', 'the call failed');
  const metadata = record(parsed(own(row, 'metadata')));
  const messages = parsed(own(row, 'messages'));
  const sent = parsed(own(row, 'proxy_server_request'));
  const asked = isEmpty(messages) ? requestOf(own(sent, 'body') ?? sent) : requestOf(wrap(messages));
  const response = parsed(own(row, 'response'));
  const answer = isEmpty(response) ? {} : answerOf(response);
  if (answer.text === mark) answer.text = undefined;
  const parameters = compactParameters(row);
  return outcome(
    {
      id: text(own(row, 'id')) ?? text(own(row, 'request_id')) ?? derivedId(row),
      time: isoTime(own(row, 'startTime')),
      org:
        identity(at(metadata, 'user_api_key_org_id') ?? own(row, 'organization_id')) ?? team(row, metadata),
      api_key:
        identity(own(metadata, 'user_api_key_hash')) ??
        identity(own(row, 'api_key')) ??
        identity(own(metadata, 'user_api_key')),
      model: text(own(row, 'model')),
      conversation: text(own(row, 'session_id')) ?? text(own(row, 'trace_id')),
      client: {
        ip: text(own(row, 'requester_ip_address')) ?? text(own(metadata, 'requester_ip_address')),
        user_agent: text(own(metadata, 'user_agent')) ?? text(own(row, 'user_agent')),
      },
      request: redacted(messages) ? {} : { ...asked, ...parameters },
      response: {
        ...answer,
        input_tokens: count(number(own(row, 'prompt_tokens'))) ?? answer.input_tokens,
        output_tokens: count(number(own(row, 'completion_tokens'))) ?? answer.output_tokens,
      },
    },
    // LiteLLM's placeholder for the owner of keys that the proxy's admin made: nobody in particular.
    { options, fields: accountFields, sources: [withoutPlaceholder({ ...row, metadata })] },
    'messages are not stored (store_prompts_in_spend_logs is off, or they are redacted)',
  );
}

const team = (row: Json, metadata: Json) =>
  identity(own(metadata, 'user_api_key_team_id')) ?? identity(own(row, 'team_id'));

// The spend log's placeholders for what was not stored.
const isEmpty = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);

const mark = 'redacted-by-litellm';
const redacted = (messages: unknown) => list(messages).some(message => own(message, 'content') === mark);

/** A bare list of messages, or a body (pass-through calls log the provider's own). */
const wrap = (messages: unknown) => (Array.isArray(messages) ? { messages } : messages);

function compactParameters(row: Json) {
  const found = parametersOf(parsed(own(row, 'model_parameters')));
  found.stream ??= flag(own(row, 'stream'));
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function withoutPlaceholder(row: Json): Json {
  const drop = (values: unknown, key: string) =>
    isRecord(values) && own(values, key) === 'default_user_id' ? { ...values, [key]: undefined } : values;
  return drop({ ...row, metadata: drop(own(row, 'metadata'), 'user_api_key_user_id') }, 'user') as Json;
}
