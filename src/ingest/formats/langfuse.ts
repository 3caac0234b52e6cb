import { count, first, isRecord, type Json, list, own, parsed, record, text } from './fields.ts';
import type { Format, FormatOptions, FormatResult } from './format.ts';
import { bareModel, derivedId, identity, outcome, type RequestInput, refuse } from './outcome.ts';
import { parametersOf, requestOf } from './request.ts';
import { answerOf } from './response.ts';
import { isoTime } from './time.ts';

/** The user Langfuse was told of, on the observation or its trace; then what OpenTelemetry instrumentation left. */
const accountFields = [
  'user_id',
  'userId',
  'trace.userId',
  'trace.user_id',
  'metadata.attributes.langfuse.user.id',
  'metadata.attributes.user.id',
  'metadata.user_id',
  'trace.metadata.user_id',
];

const kinds = new Set([
  'GENERATION',
  'SPAN',
  'EVENT',
  'AGENT',
  'TOOL',
  'CHAIN',
  'RETRIEVER',
  'EVALUATOR',
  'EMBEDDING',
  'GUARDRAIL',
]);

export const langfuse: Format = {
  name: 'langfuse',
  about: 'Langfuse trace exports and rows of observation exports',
  accountFields,
  detect: row => isTrace(row) || isObservation(row) || isParseResult(row),
  open: options => ({ read: row => read(row, options) }),
};

const isTrace = (row: Json) => Array.isArray(own(row, 'observations'));
const isObservation = (row: Json) =>
  kinds.has(text(own(row, 'type'))?.toUpperCase() ?? '') &&
  (own(row, 'start_time') ?? own(row, 'startTime')) !== undefined;

/** Langfuse's own fixtures of how it parsed inputs and outputs, by observation: no log. */
const isParseResult = (row: Json) => {
  const values = Object.values(row);
  const sides = values.flatMap(value => [own(value, 'input'), own(value, 'output')]);
  return (
    values.every(
      value => isRecord(value) && Object.keys(value).every(key => key === 'input' || key === 'output'),
    ) && sides.some(side => typeof own(side, 'success') === 'boolean')
  );
};

function* read(row: Json, options: FormatOptions): Iterable<FormatResult> {
  if (isTrace(row)) {
    const trace = isRecord(own(row, 'trace')) ? own(row, 'trace') : row;
    const observations = list(own(row, 'observations')).map(record);
    // Frameworks wrap the call that a provider's instrumentation records too: the inner one is the call.
    const wrappers = new Set(
      observations.filter(isGeneration).map(inner => own(inner, 'parentObservationId')),
    );
    for (const observation of observations)
      if (isGeneration(observation) && wrappers.has(own(observation, 'id')))
        yield refuse('not-an-exchange', 'a generation that wraps another one, which is the call');
      else yield one(observation, record(trace), options);
  } else if (isParseResult(row))
    yield refuse(
      'not-an-exchange',
      'parse results (a map of observation ids to messages), not a log: no time, model or account',
    );
  else yield one(row, record(own(row, 'trace')), options);
}

const isGeneration = (row: Json) => text(own(row, 'type'))?.toUpperCase() === 'GENERATION';

function one(row: Json, trace: Json, options: FormatOptions): FormatResult {
  if (!isGeneration(row))
    return refuse(
      'not-an-exchange',
      `an observation of type ${text(own(row, 'type'))?.slice(0, 32) ?? '(none)'}, not GENERATION`,
    );
  const parameters = parametersOf(parsed(own(row, 'modelParameters') ?? own(row, 'model_parameters')));
  const set = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
  const usage = [parsed(own(row, 'usageDetails') ?? own(row, 'usage_details')), own(row, 'usage'), row];
  const tokens = (names: string[]) => usage.map(at => first(at, names, count)).find(n => n !== undefined);
  const answer = answerOf(own(row, 'output'));
  return outcome(
    {
      id: text(own(row, 'id')) ?? derivedId(row),
      time: isoTime(own(row, 'startTime') ?? own(row, 'start_time')),
      org: identity(own(row, 'project_id') ?? own(row, 'projectId') ?? own(trace, 'projectId')),
      model: bareModel(
        first(row, ['model', 'provided_model_name', 'providedModelName', 'internalModel'], text),
      ),
      conversation: text(
        own(row, 'session_id') ??
          own(row, 'sessionId') ??
          own(trace, 'sessionId') ??
          own(trace, 'session_id'),
      ),
      request: { ...inputOf(own(row, 'input')), ...set },
      response: {
        ...answer,
        input_tokens:
          tokens(['input', 'promptTokens', 'prompt_tokens', 'input_tokens']) ?? answer.input_tokens,
        output_tokens:
          tokens(['output', 'completionTokens', 'completion_tokens', 'output_tokens']) ??
          answer.output_tokens,
      },
    },
    { options, fields: accountFields, sources: [{ ...row, trace, metadata: parsed(own(row, 'metadata')) }] },
    'the observation has no input',
  );
}

/** What an instrumentation put into `input`: text, messages, a provider's body, or a function's arguments. */
function inputOf(value: unknown): Partial<RequestInput> {
  const input = parsed(value);
  if (!isRecord(input)) return requestOf(input);
  const messages = list(own(input, 'messages'));
  if (messages.some(message => typeof message === 'string'))
    return requestOf({
      ...input,
      messages: messages.map(message => (typeof message === 'string' ? pydantic(message) : message)),
    });
  const request = requestOf(input);
  if (request.messages?.length || request.prompt !== undefined) return request;
  if (own(input, 'role') !== undefined && own(input, 'content') !== undefined) return requestOf([input]);
  if (Object.keys(input).length === 0) return {};
  // Arguments of some function: what words there are, in whatever place, are what was sent.
  const [only, ...more] = list(own(input, 'args'));
  return { prompt: typeof only === 'string' && more.length === 0 ? only : JSON.stringify(input) };
}

/** Agno logs its messages as Python prints them: role='user' content='…' name=None … */
function pydantic(printed: string): unknown {
  const found = /^role='(\w{1,32})' content=(?:None|(['"])([\s\S]*?)\2) (?:name|tool_call_id)=/.exec(printed);
  return found
    ? { role: found[1], content: (found[3] ?? '').replace(/\\n/g, '\n').replace(/\\(['"\\])/g, '$1') }
    : printed;
}
