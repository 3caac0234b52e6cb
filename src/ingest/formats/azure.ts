import { count, flag, isRecord, type Json, list, own, parsed, record, text } from './fields.ts';
import type { Format, FormatOptions, FormatReader, FormatResult } from './format.ts';
import { Held } from './held.ts';
import { derivedId, outcome, refuse } from './outcome.ts';
import { requestOf } from './request.ts';
import { answerOf } from './response.ts';
import { isoTime } from './time.ts';

/**
 * The log itself names no caller. Its sister table ApiManagementGatewayLogs has the API Management subscription,
 * which is what an operator can suspend: join it into the rows, or ingest both tables in one file.
 */
const accountFields = ['ApimSubscriptionId', 'UserId', 'ClientId', 'SubscriptionId', 'ApimSubscription'];

export const azure: Format = {
  name: 'azure',
  about: 'Azure API Management LLM logs (ApiManagementGatewayLlmLog), chunks put together',
  accountFields,
  detect: row =>
    column(row, 'CorrelationId') !== undefined &&
    ['RequestMessages', 'ResponseMessages', 'PromptTokens', 'SequenceNumber', 'DeploymentName'].some(
      name => column(row, name) !== undefined,
    ),
  open: reader,
};

/** Log Analytics has columns in PascalCase; diagnostic settings write them to storage as camelCase `properties`. */
function column(row: Json, name: string): unknown {
  const camel = name[0]!.toLowerCase() + name.slice(1);
  const inner = own(row, 'properties');
  return own(row, name) ?? own(inner, name) ?? own(inner, camel) ?? own(row, camel);
}

function reader(options: FormatOptions): FormatReader {
  const held = new Held<Json[]>();
  return {
    *read(row) {
      const id = text(column(row, 'CorrelationId'));
      if (id === undefined) {
        yield whole([row], options);
        return;
      }
      const chunks = held.get(id);
      if (chunks) {
        chunks.push(row);
        return;
      }
      const evicted = held.open(id, [row]);
      if (evicted) yield whole(evicted, options);
    },
    *end() {
      for (const chunks of held.drain()) yield whole(chunks, options);
    },
  };
}

const sequence = (row: Json) => count(column(row, 'SequenceNumber')) ?? 0;

function whole(unordered: Json[], options: FormatOptions): FormatResult {
  const chunks = unordered.toSorted((a, b) => sequence(a) - sequence(b));
  const find = (name: string) =>
    chunks.map(row => column(row, name)).find(value => value !== undefined && value !== null && value !== '');
  const tokens = (name: string) => {
    const counts = chunks.flatMap(row => count(column(row, name)) ?? []);
    return counts.length ? counts.reduce((a, b) => Math.max(a, b)) : undefined;
  };
  const asked = joined(chunks.map(row => column(row, 'RequestMessages')));
  const said = joined(chunks.map(row => column(row, 'ResponseMessages')));
  const status = count(find('ResponseCode'));
  if (status !== undefined && status >= 400)
    return refuse('not-an-exchange', `the call failed with status ${status}`);
  const operation = text(find('OperationName')) ?? '';
  if (/embedding|image|audio/i.test(operation))
    return refuse('not-an-exchange', `a call of ${operation.slice(0, 64)}`);
  const answer = answerOf(said);
  // The parts of one answer that was cut at a size limit, not several answers.
  const pieces =
    Array.isArray(said) && said.every(isRecord)
      ? said.map(part => answerOf(part).text ?? '').join('')
      : answer.text;
  const request = Array.isArray(asked) ? requestOf({ messages: asked }) : requestOf(asked);
  request.stream ??= flag(find('IsStreamCompletion'));
  const row = Object.assign(
    Object.create(null),
    ...chunks.map(chunk => record(own(chunk, 'properties'))),
    ...chunks,
  ) as Json;
  return outcome(
    {
      id: text(find('CorrelationId')) ?? text(find('RequestId')) ?? derivedId(row),
      time: isoTime(find('TimeGenerated') ?? find('time')),
      model: text(find('ModelName')) ?? text(find('DeploymentName')),
      client: { ip: text(find('CallerIpAddress')) },
      request,
      response: {
        ...answer,
        text: pieces || undefined,
        input_tokens: tokens('PromptTokens') ?? answer.input_tokens,
        output_tokens: tokens('CompletionTokens') ?? answer.output_tokens,
      },
    },
    {
      options,
      fields: accountFields,
      sources: [row, ...accountFields.map(name => ({ [name]: find(name) }))],
    },
    'RequestMessages is in none of the rows (logging of prompts is off)',
  );
}

/** Chunks are lists of messages each, or pieces of one JSON text that was cut at 32 kB. */
function joined(values: unknown[]): unknown {
  const there = values.filter(value => value !== undefined && value !== null && value !== '');
  const apart = there.map(parsed);
  if (apart.every(value => typeof value !== 'string'))
    return apart.length === 1 ? apart[0] : apart.flatMap(value => (Array.isArray(value) ? value : [value]));
  return there.every(value => typeof value === 'string')
    ? parsed(there.join(''))
    : list(apart.filter(isRecord));
}
