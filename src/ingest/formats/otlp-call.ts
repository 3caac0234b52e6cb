import { count, flag, isRecord, type Json, list, number, own, parsed, record, text } from './fields.ts';
import { type Message, messagesOf, plain } from './messages.ts';
import { type Attributes, attributesOf, either, indexed, plainValue } from './otlp-values.ts';
import { type Draft, identity, type RequestInput } from './outcome.ts';
import { parametersOf, requestOf } from './request.ts';
import { type Answer, answerOf } from './response.ts';

/** The names under which four generations of conventions and their dialects keep one call of a model, newest first. */
const names = {
  model: [
    'gen_ai.request.model',
    'gen_ai.response.model',
    'llm.model_name',
    'llm.request.model',
    'langfuse.observation.model.name',
    'ai.model.id',
  ],
  maxTokens: ['gen_ai.request.max_tokens', 'llm.request.max_tokens'],
  temperature: ['gen_ai.request.temperature', 'llm.temperature'],
  topP: ['gen_ai.request.top_p', 'llm.top_p'],
  choices: ['gen_ai.request.choice.count'],
  stream: [
    'gen_ai.request.stream',
    'gen_ai.request.streaming',
    'llm.is_streaming',
    'gen_ai.request.is_stream',
  ],
  parameters: ['llm.invocation_parameters', 'langfuse.observation.model.parameters'],
  tools: ['gen_ai.tool.definitions', 'llm.request.functions'],
  system: ['gen_ai.system_instructions'],
  input: [
    'gen_ai.input.messages',
    'ai.prompt.messages',
    'langfuse.observation.input',
    'gen_ai.prompt',
    'gcp.vertex.agent.llm_request',
    'input.value',
  ],
  inputIndexed: ['gen_ai.prompt', 'llm.input_messages', 'llm.prompts'],
  output: [
    'gen_ai.output.messages',
    'langfuse.observation.output',
    'ai.response.text',
    'gen_ai.completion',
    'gcp.vertex.agent.llm_response',
    'output.value',
  ],
  outputIndexed: ['gen_ai.completion', 'llm.output_messages', 'llm.completions'],
  stop: [
    'gen_ai.response.finish_reasons',
    'gen_ai.response.finish_reason',
    'llm.response.finish_reason',
    'ai.response.finishReason',
  ],
  inputTokens: [
    'gen_ai.usage.input_tokens',
    'gen_ai.usage.prompt_tokens',
    'llm.token_count.prompt',
    'llm.usage.prompt_tokens',
  ],
  outputTokens: [
    'gen_ai.usage.output_tokens',
    'gen_ai.usage.completion_tokens',
    'llm.token_count.completion',
    'llm.usage.completion_tokens',
  ],
  conversation: ['gen_ai.conversation.id', 'session.id', 'langfuse.session.id', 'gen_ai.thread.id'],
  address: ['client.address'],
  agent: ['user_agent.original'],
};

export const accountFields = [
  'user.id',
  'enduser.id',
  'enduser.pseudo.id',
  'langfuse.user.id',
  'traceloop.association.properties.user_id',
  'ai.telemetry.metadata.userId',
];

const texting = new Set(['chat', 'text_completion', 'generate_content', 'completion', 'message', 'response']);
const carriesPrompt =
  /^(gen_ai\.(prompt|completion|input\.messages|output\.messages)|llm\.(input_messages|prompts|request\.type)|ai\.prompt\.messages)/;

/** Why a span is no call of a text model; undefined when it is one. */
export function whyNoCall(attributes: Attributes, events: Iterable<string>): string | undefined {
  const keys = [...attributes.keys()];
  const messageEvents = [...events].some(name => isMessageEvent(name));
  if (!messageEvents && !keys.some(key => /^(gen_ai|llm|langfuse\.observation|ai\.prompt)\./.test(key)))
    return 'a span without gen_ai attributes';
  const said = (key: string) => text(attributes.get(key))?.toLowerCase();
  const operation = said('gen_ai.operation.name');
  if (operation)
    return texting.has(operation)
      ? undefined
      : `operation ${operation.slice(0, 64)}, not a call of a text model`;
  const kind =
    said('openinference.span.kind') ?? said('langfuse.observation.type') ?? said('traceloop.span.kind');
  if (kind && kind !== 'llm' && kind !== 'generation')
    return `a span of kind ${kind.slice(0, 64)}, not a call of a model`;
  const type = said('llm.request.type');
  if (type && !['chat', 'completion'].includes(type)) return `a request of type ${type.slice(0, 64)}`;
  if (messageEvents || kind || type || keys.some(key => carriesPrompt.test(key))) return undefined;
  return attributes.has('gen_ai.request.model')
    ? undefined
    : 'a span that names no model and holds no prompt';
}

/** Events that carry what was said, on spans or as log records. */
export const isMessageEvent = (name: string | undefined): name is string =>
  /^gen_ai\.((system|user|assistant|tool)\.message|choice|content\.(prompt|completion)|client\.inference\.operation\.details)$/.test(
    name ?? '',
  );

/** What is known of one call so far: attributes of its span and of its events, and the messages of those. */
export interface Call {
  ids: string | undefined;
  time: unknown;
  hasSpan: boolean;
  /** Whether its messages come as log records of their own, of which there may be more. */
  inPieces: boolean;
  attributes: Attributes;
  resource: Attributes;
  input: Message[];
  choices: unknown[];
  source: Json;
}

/** Adds a span's or log record's event to its call. */
export function addEvent(call: Call, name: string, attributes: Attributes, body?: unknown): void {
  const content = plainValue(body);
  const inner =
    isRecord(content) && Object.keys(content).some(key => key.startsWith('gen_ai.'))
      ? attributesOf(content)
      : undefined;
  if (name.endsWith('.details') || name.startsWith('gen_ai.content.')) {
    for (const [key, value] of [...attributes, ...(inner ?? [])])
      if (!call.attributes.has(key)) call.attributes.set(key, value);
    return;
  }
  // Bodies were at first JSON in an attribute, for want of bodies on span events.
  const told = content ?? parsed(attributes.get('gen_ai.event.content')) ?? Object.fromEntries(attributes);
  for (const key of [...accountFields, ...names.conversation, ...names.address])
    if (attributes.has(key) && !call.attributes.has(key)) call.attributes.set(key, attributes.get(key));
  if (name === 'gen_ai.choice') call.choices.push(told);
  else call.input.push(...messagesOf(isRecord(told) ? [told] : told, name.split('.')[1]!));
}

const find = (attributes: Attributes, of: keyof typeof names): unknown => {
  for (const name of names[of]) {
    const value = attributes.get(name);
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
};

export function draftOf(call: Call): Draft {
  const { attributes, resource } = call;
  const answer = outputOf(call);
  const invocation = parametersOf(parsed(find(attributes, 'parameters')));
  const asked = inputOf(call);
  const tools = parsed(find(attributes, 'tools'));
  const stop = find(attributes, 'stop');
  const stops = list(parsed(stop)).flatMap(reason => text(reason) ?? []);
  return {
    org: identity(attributes.get('organization.id') ?? resource.get('organization.id')),
    model: text(find(attributes, 'model')),
    conversation: text(find(attributes, 'conversation')),
    client: {
      ip: text(find(attributes, 'address') ?? find(resource, 'address')),
      user_agent: text(find(attributes, 'agent') ?? find(resource, 'agent')),
    },
    request: {
      ...asked,
      system: text(plain(parsed(find(attributes, 'system')))) ?? asked.system,
      max_tokens: count(find(attributes, 'maxTokens')) ?? invocation.max_tokens ?? asked.max_tokens,
      temperature: number(find(attributes, 'temperature')) ?? invocation.temperature ?? asked.temperature,
      top_p: number(find(attributes, 'topP')) ?? invocation.top_p ?? asked.top_p,
      n: count(find(attributes, 'choices')) ?? invocation.n ?? asked.n,
      stream: flag(find(attributes, 'stream')) ?? invocation.stream ?? asked.stream,
      tools: list(tools).length ? list(tools) : asked.tools,
    },
    response: {
      ...answer,
      stop_reason: answer.stop_reason ?? (stops.length ? [...new Set(stops)].join(',') : text(stop)),
      input_tokens: count(find(attributes, 'inputTokens')) ?? answer.input_tokens,
      output_tokens: count(find(attributes, 'outputTokens')) ?? answer.output_tokens,
    },
  };
}

function inputOf({ attributes, input }: Call): Partial<RequestInput> {
  const whole = attributes.get('gen_ai.input.messages');
  if (whole !== undefined) return { messages: messagesOf(whole) };
  for (const prefix of names.inputIndexed) {
    const messages = indexed(attributes, prefix);
    if (messages) return { messages: messagesOf(messages.map(dialect)) };
  }
  if (input.length) return { messages: input };
  const value = find(attributes, 'input');
  return value === undefined ? {} : requestOf(value);
}

function outputOf({ attributes, choices }: Call): Answer {
  const whole = attributes.get('gen_ai.output.messages');
  if (whole !== undefined) return answerOf(whole);
  for (const prefix of names.outputIndexed) {
    const messages = indexed(attributes, prefix);
    if (messages) return answerOf({ choices: messages.map(dialect) });
  }
  if (choices.length) return answerOf({ choices });
  const value = find(attributes, 'output');
  return value === undefined ? {} : answerOf(value);
}

/** One message as OpenLLMetry or OpenInference spread it, in the shape that everyone else logs. */
function dialect(item: unknown): unknown {
  const prompt = own(own(item, 'prompt'), 'text') ?? own(own(item, 'completion'), 'text');
  if (typeof prompt === 'string') return { content: prompt };
  const message = record(own(item, 'message') ?? item);
  const parts = own(message, 'contents');
  const content = Array.isArray(parts)
    ? parts.map(part => own(part, 'message_content') ?? part)
    : parsed(own(message, 'content'));
  const calls = list(own(message, 'tool_calls')).map(call => {
    const inner = own(call, 'tool_call') ?? call;
    const given = own(inner, 'function');
    return {
      id: own(inner, 'id'),
      type: 'function',
      function: isRecord(given) ? given : { name: own(inner, 'name'), arguments: own(inner, 'arguments') },
    };
  });
  // A content that merely looks like JSON stays the text it is.
  const typed =
    Array.isArray(content) &&
    content.every(part => own(part, 'type') !== undefined || own(part, 'text') !== undefined);
  return {
    ...message,
    content: typed ? content : own(message, 'content'),
    ...(calls.length ? { tool_calls: calls } : {}),
  };
}

export const idsOf = (body: Json): string | undefined => {
  const context = own(body, 'context');
  const [trace, span] = ['traceId', 'spanId'].map(key =>
    text(either(body, key) ?? either(context, key))
      ?.toLowerCase()
      .replace(/^0x/, ''),
  );
  return trace && span && /[^0]/.test(trace) && /[^0]/.test(span) ? `${trace}:${span}` : undefined;
};
