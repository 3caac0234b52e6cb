import { asksColumn } from './asks.ts';
import { contentColumns, keyed, keyedOrZero, keyedText, windowOf, wordsOf } from './content.ts';

/**
 * A line the engine alone can't vouch for: an identifier that is empty, odd or personal, an impossible time, a
 * count out of bounds, no content. One such line sends its whole batch to be read line by line, where each is
 * either mended (an e-mail as account becomes a pseudonym) or refused with its reason.
 */
const counts = [
  'client.asn',
  'request.max_tokens',
  'ifNull(request.n, 0)',
  'response.input_tokens',
  'response.output_tokens',
];
const strings = [
  'org',
  'api_key',
  'channel',
  'conversation',
  'client.ip',
  'client.country',
  'client.user_agent',
  'client.ja4',
  'response.stop_reason',
];
const DAY_TIME = String.raw`^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])[T ]([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?(Z|[+-]([01]\\d|2[0-3]):?[0-5]\\d)?$`;
const doubtful = [
  // id, account or model that is empty, an object, or holds control characters (a line feed too many)
  String.raw`match(concat(id, '\n', account, '\n', model), '^(\\{|\\n)|\\n(\\{|\\n|$)|[\\x00-\\x09\\x0b-\\x1f\\x7f]|\\n[^\\n]*\\n[^\\n]*\\n')`,
  // an account that may be an address or a number of a person
  String.raw`position(account, '@') != 0 OR match(account, '^\\s*\\+')`,
  'length(id) > 512 OR length(account) > 512 OR length(model) > 512',
  "at IS NULL OR at < toDateTime64('2015-01-01 00:00:00', 3, 'UTC') OR at > now64(3, 'UTC') + INTERVAL 366 DAY",
  `NOT match(time, '${DAY_TIME}')`,
  'empty(roles) AND request.prompt IS NULL',
  "arrayExists(r -> r = '' OR length(r) > 64 OR startsWith(r, '{'), roles)",
  'NOT isValidUTF8(said) OR NOT isValidUTF8(account)',
  `arrayExists(n -> n < 0 OR n > 1e9 OR n != floor(n), [${counts.join(', ')}])`, // planned in half the time of five
  'NOT isFinite(request.temperature) OR NOT isFinite(request.top_p)',
  'length(client.ip) > 64 OR length(client.user_agent) > 4096 OR length(client.ja4) > 256',
  ...strings.map(name => `startsWith(${name}, '{')`),
].map(condition => `ifNull(${condition}, 0)`);

/** A tool's JSON without the spaces and escapes of whoever wrote it: it is the same by whichever way it came in. */
const tool = "if(startsWith(t, '{') AND isValidJSON(t), JSONExtractRaw(t), t)";

/** The columns of `exchanges` (src/store/sql), each as SQL over the names that the query defines. */
const columns: Record<string, string> = {
  id: 'id',
  id_hash: keyed('id'),
  time: 'assumeNotNull(at)',
  account: 'account',
  org: 'org',
  api_key: keyedOrZero('api_key'),
  channel: 'channel',
  model: 'model',
  conversation: keyedOrZero('conversation'),
  network: `multiIf(
    isIPv4String(ip), concat(IPv4NumToString(bitAnd(IPv4StringToNumOrDefault(ip), 4294967040)), '/24'),
    isIPv6String(ip), concat(cutIPv6(IPv6StringToNumOrDefault(ip), 10, 1), '/48'), '')`,
  address: keyedOrZero('ip'),
  asn: 'client.asn',
  user_agent: 'client.user_agent',
  ja4: 'client.ja4',
  turns: "if(empty(roles), 1, countEqual(roles, 'user'))",
  messages: 'greatest(length(roles), 1)',
  system: keyedText('system_text'),
  tools: `if(has_tools, ${keyed(`xxh3(arrayStringConcat(arrayMap(t -> ${tool}, request.tools), '\\n'))`)}, 0)`,
  ...contentColumns,
  asks: asksColumn,
  max_tokens: 'request.max_tokens',
  temperature: 'ifNull(request.temperature, -1)',
  top_p: 'ifNull(request.top_p, -1)',
  n: 'least(ifNull(request.n, 1), 65535)',
  stream: 'request.stream',
  stop_reason: 'response.stop_reason',
  input_tokens: 'response.input_tokens',
  output_tokens: 'response.output_tokens',
  reasoning: "response.reasoning != ''",
};

export const sketchColumns = Object.keys(columns);

/**
 * The SELECT that turns canonical lines into rows of `exchanges`. Parameters: key0, key1 (the sketch key).
 * Everything detection needs of a text is computed here, once; the text itself is not kept.
 */
export const sketchSelect = (source: string) =>
  `${sketchChecked(source)}\nWHERE throwIf(${doubtful.join('\n  OR ')}, 'doubtful line') = 0`;

/** The same of lines that the schema has seen: what would be doubtful in a raw line has been judged. */
export const sketchChecked = (source: string) => `
WITH
  parseDateTime64BestEffortOrNull(time, 3, 'UTC') AS at,
  request.messages.role AS roles,
  request.messages.content AS contents,
  arrayLastIndex(r -> r = 'user', roles) AS last_user,
  if(empty(roles), ifNull(request.prompt, ''), contents[if(last_user = 0, -1, toInt64(last_user))]) AS said,
  -- a place of 0 is '': a condition would read every row's text before it chose
  if(request.system != '', request.system, contents[has(['system', 'developer'], roles[1])]) AS system_text,
  ${windowOf('said')} AS head,
  ${wordsOf('head')} AS words,
  arrayMap(w -> cityHash64(w), words) AS hashes,
  notEmpty(request.tools) AS has_tools,
  -- a server on both protocols writes an IPv4 address as ::ffff:203.0.113.7
  if(startsWith(client.ip, '::') AND match(client.ip, '^::[fF]{4}:[0-9]+[.]'), substring(client.ip, 8), client.ip) AS ip
SELECT
  ${Object.values(columns).join(',\n  ')}
FROM ${source}`;
