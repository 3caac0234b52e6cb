import { isRecord, type Json, list, own, parsed, record, text } from './fields.ts';
import type { FormatOptions, FormatReader, FormatResult } from './format.ts';
import { derivedId, identity, outcome, refuse } from './outcome.ts';
import { requestOf } from './request.ts';
import { answerOf } from './response.ts';
import { assembleSse, looksLikeSse } from './sse.ts';
import { isoTime } from './time.ts';

/**
 * A request to a provider's API and its response, in the shapes in which people record them: the two bodies, HTTP
 * recordings (VCR, go-vcr, HAR entries), request_body and response_body, lines of OpenAI's batch files. Headers are
 * read for the date, the agent and the request id; none that could hold a credential is looked at.
 */
export interface Pair {
  url: string;
  method: string;
  status: number | undefined;
  /** Parsed JSON (of a stream: what it adds up to); text where it is neither. */
  request: unknown;
  response: unknown;
  header(of: 'request' | 'response', name: string): string | undefined;
}

export const pairFields = [
  'account',
  'account_id',
  'request.safety_identifier',
  'request.user',
  'request.metadata.user_id',
  'user',
  'user_id',
];

/** The pairs in a record: a cassette has several. */
export function pairsOf(row: Json): { row: Json; pair: Pair }[] {
  const interactions = own(row, 'interactions');
  const rows = Array.isArray(interactions) ? interactions.filter(isRecord) : [row];
  return rows.map(one => ({ row: one, pair: pairOf(one) }));
}

function pairOf(row: Json): Pair {
  const sent = record(own(row, 'request'));
  const got = record(parsed(own(row, 'response')));
  const status =
    own(got, 'status_code') ??
    own(got, 'code') ??
    own(got, 'status') ??
    own(row, 'status_code') ??
    own(row, 'status');
  const code = Number.parseInt(text(own(status, 'code') ?? status) ?? '', 10);
  return {
    url:
      text(
        own(sent, 'uri') ?? own(sent, 'url') ?? own(row, 'url') ?? own(row, 'path') ?? own(row, 'endpoint'),
      ) ?? '',
    method: text(own(sent, 'method') ?? own(row, 'method'))?.toUpperCase() ?? '',
    status: Number.isNaN(code) ? undefined : code,
    request: bodyOf(own(row, 'request_body') ?? httpBody(sent) ?? own(row, 'body') ?? own(row, 'request')),
    response: bodyOf(own(row, 'response_body') ?? httpBody(got) ?? own(row, 'response')),
    header: (of, name) => headerOf(own(of === 'request' ? sent : got, 'headers'), name),
  };
}

/** The body of a recorded message: in `body`, `body.string` (VCR), `postData.text` or `content.text` (HAR). */
function httpBody(message: Json): unknown {
  const content = own(message, 'content');
  const har = own(own(message, 'postData') ?? (isRecord(content) ? content : undefined), 'text');
  const body = own(message, 'body') ?? har;
  return isRecord(body) && own(body, 'string') !== undefined ? own(body, 'string') : body;
}

export function bodyOf(body: unknown): unknown {
  const value = parsed(body);
  return typeof value === 'string' && looksLikeSse(value) ? (assembleSse(value) ?? value) : value;
}

/** Headers come as a map to values or to lists of them, or as a list of {name, value}; names in any case. */
function headerOf(headers: unknown, name: string): string | undefined {
  const entries: [unknown, unknown][] = Array.isArray(headers)
    ? headers.map(header => [own(header, 'name'), own(header, 'value')])
    : Object.entries(record(headers));
  const value = entries.find(([key]) => typeof key === 'string' && key.toLowerCase() === name)?.[1];
  return text(Array.isArray(value) ? value[0] : value);
}

/** Why a pair is no exchange with a text model, if it is none. */
export function notAnExchange({ url, method, status, request, response }: Pair): string | undefined {
  const path = url.replace(/^\w+:\/\/[^/]+/, '').replace(/[?#].*$/, '');
  const other =
    /\/(embeddings|images|audio|moderations|files|fine_tuning|assistants|threads|batches|vector_stores|uploads|realtime|videos|rerank|count_tokens|input_tokens)(\/|$)/.exec(
      path,
    ) ??
    /\/(models)(\/[^/:]*)?$/.exec(path) ??
    /:(embedContent|batchEmbedContents|countTokens|predict)$/.exec(path);
  if (other) return `a call of the ${other[1]} endpoint`;
  if (['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(method))
    return `a ${method} request, which asks nothing of a model`;
  if (status !== undefined && status >= 400) return `the call failed with status ${status}`;
  const kind =
    own(response, 'type') === 'error' || isRecord(own(response, 'error')) ? 'the call failed' : undefined;
  const vectors = list(own(response, 'data')).some(item => own(item, 'embedding') !== undefined);
  if (vectors || (own(request, 'input') !== undefined && own(request, 'encoding_format') !== undefined))
    return 'a call of the embeddings endpoint';
  return kind;
}

const times = [
  'time',
  'timestamp',
  'started_at',
  'startedDateTime',
  'created_at',
  'start_time',
  'created',
  'recorded_at',
];

export const pairReader = (options: FormatOptions): FormatReader => ({
  read: row => pairsOf(row).map(({ row, pair }) => read(row, pair, options)),
});

function read(row: Json, pair: Pair, options: FormatOptions): FormatResult {
  const why = notAnExchange(pair);
  if (why) return refuse('not-an-exchange', why);
  const { request, response, header } = pair;
  const when =
    times.map(key => own(row, key)).find(value => value !== undefined && value !== null) ??
    own(response, 'created') ??
    own(response, 'created_at') ??
    header('response', 'date');
  const conversation = own(request, 'conversation');
  // Claude Code joins the session to the user; the account outlasts the session.
  const code = /^(user_.+?)_session_([0-9a-f-]{36})$/.exec(
    text(own(own(request, 'metadata'), 'user_id')) ?? '',
  );
  const view = {
    ...row,
    request: code ? { ...record(request), metadata: { user_id: code[1] } } : request,
    response,
  };
  return outcome(
    {
      id:
        text(own(response, 'id')) ??
        requestId(row, pair) ??
        text(own(row, 'id')) ??
        text(own(row, 'custom_id')) ??
        derivedId(row),
      time: isoTime(when),
      org:
        identity(own(row, 'org') ?? own(row, 'organization') ?? own(row, 'org_id')) ??
        header('response', 'openai-organization') ??
        header('response', 'anthropic-organization-id'),
      api_key: identity(own(row, 'api_key_id')),
      model: text(own(request, 'model')) ?? modelIn(pair.url) ?? text(own(response, 'model')),
      conversation:
        text(own(row, 'conversation') ?? own(row, 'session_id') ?? own(conversation, 'id') ?? conversation) ??
        code?.[2],
      client: {
        ip: text(own(row, 'client_ip') ?? own(row, 'ip')),
        user_agent: header('request', 'user-agent') ?? text(own(row, 'user_agent')),
      },
      request: isRecord(request) ? requestOf(request) : {},
      response: isRecord(response) ? answerOf(response) : {},
    },
    { options, fields: pairFields, sources: [view, row] },
    isRecord(request) ? 'the request body holds no text' : 'there is no request body, or it is not JSON',
  );
}

const requestId = (row: Json, { header }: Pair) =>
  header('response', 'request-id') ?? header('response', 'x-request-id') ?? text(own(row, 'request_id'));

/** Azure's deployments, Gemini and Bedrock name the model in the address. */
const modelIn = (url: string) => /\/(?:deployments|models|model)\/([^/:?]+)/.exec(url)?.[1];

/** Whether a record has the outer shape of a pair at all. */
export function looksLikePair(row: Json): boolean {
  if (Array.isArray(own(row, 'interactions')))
    return list(own(row, 'interactions')).some(one => isRecord(own(one, 'request')));
  return (
    own(row, 'request_body') !== undefined ||
    (isRecord(own(row, 'request')) && Object.hasOwn(row, 'response')) ||
    (text(own(row, 'custom_id')) !== undefined &&
      (own(row, 'body') !== undefined || own(row, 'response') !== undefined))
  );
}

export function isAnthropic({ url, request, response, header }: Pair): boolean {
  if (/anthropic\.com|\/v1\/(messages|complete)\b/.test(url) || header('request', 'anthropic-version'))
    return true;
  if (own(request, 'anthropic_version') !== undefined || own(response, 'type') === 'message') return true;
  return own(response, 'choices') === undefined && /^claude/.test(text(own(request, 'model')) ?? '');
}
