import { isRecord, type Json, list, own, parsed, text } from './fields.ts';

/**
 * Messages of every dialect (OpenAI chat and Responses, Anthropic, Gemini, Bedrock Converse, OpenTelemetry parts,
 * Vercel's SDK) as native messages: text flattened, tool calls in OpenAI's shape, tool results as messages of role
 * "tool". Images, audio and files hold no text and are left out.
 */
export interface Message {
  role: string;
  content: string;
  name?: string;
  tool_call_id?: string;
  tool_calls?: unknown[];
}

/** What the parts of one message say. */
export interface Said {
  texts: string[];
  reasoning: string[];
  calls: unknown[];
  results: Message[];
}

// The same speaker has other names in LangChain and in Gemini.
const roles = new Map([
  ['model', 'assistant'],
  ['ai', 'assistant'],
  ['human', 'user'],
]);
const roleOf = (value: unknown, otherwise: string) => {
  const role = text(value)?.slice(0, 64);
  return role === undefined ? otherwise : (roles.get(role.toLowerCase()) ?? role);
};

export function messagesOf(value: unknown, role = 'user'): Message[] {
  const source = parsed(value);
  if (Array.isArray(source)) return source.flatMap(item => one(item, role));
  return one(source, role);
}

function one(item: unknown, role: string): Message[] {
  if (typeof item === 'string') return item === '' ? [] : [{ role, content: item }];
  if (!isRecord(item)) return [];
  const type = own(item, 'type');
  if (type === 'reasoning' || type === 'item_reference') return [];
  if (type === 'function_call') return [{ role: 'assistant', content: '', tool_calls: [call(item)] }];
  if (type === 'function_call_output') return [result(own(item, 'call_id'), own(item, 'output'))];
  const inner = own(item, 'message');
  if (isRecord(inner)) return one(inner, role);
  const content = own(item, 'content') ?? own(item, 'parts') ?? own(item, 'text');
  const said = saidIn(content);
  const calls = [...toolCallsOf(item), ...said.calls];
  const message: Message = {
    role: roleOf(
      own(item, 'role') ?? (type === 'ai' || type === 'human' || type === 'system' ? type : undefined),
      role,
    ),
    content: said.texts.join('\n'),
  };
  const name = text(own(item, 'name'));
  const id = text(own(item, 'tool_call_id')) ?? (message.role === 'tool' ? text(own(item, 'id')) : undefined);
  if (name) message.name = name;
  if (id) message.tool_call_id = id;
  if (calls.length) message.tool_calls = calls;
  // A turn that only returns tool results has no words of its own.
  return said.results.length && !said.texts.length && !calls.length
    ? said.results
    : [...said.results, message];
}

/** Calls that stand beside the content: OpenAI's, its older single function_call, and LangChain's place for both. */
export function toolCallsOf(message: Json): unknown[] {
  const kept = own(message, 'additional_kwargs');
  const calls = [...list(own(message, 'tool_calls')), ...list(own(kept, 'tool_calls'))];
  const single = own(message, 'function_call');
  return isRecord(single) ? [...calls, call(single)] : calls;
}

/** The parts of a content: a string, a list of parts, or one part. */
export function saidIn(content: unknown): Said {
  const said: Said = { texts: [], reasoning: [], calls: [], results: [] };
  for (const part of Array.isArray(content) ? content : [content]) {
    if (typeof part === 'string') push(said.texts, part);
    else if (isRecord(part) && !addPart(part, said) && !Array.isArray(content))
      said.texts.push(JSON.stringify(part));
  }
  return said;
}

/** Adds what a part says; false when it is of no known kind. */
function addPart(part: Json, said: Said): boolean {
  const type = text(own(part, 'type')) ?? '';
  const wrapped = own(part, 'functionCall') ?? own(part, 'function_call') ?? own(part, 'toolUse');
  const returned = own(part, 'functionResponse') ?? own(part, 'function_response') ?? own(part, 'toolResult');
  if (/^(tool_use|server_tool_use|tool_call|tool-call|function_call)$/.test(type))
    said.calls.push(call(part));
  else if (isRecord(wrapped)) said.calls.push(call(wrapped));
  else if (/^(tool_result|tool_call_response|tool-result)$/.test(type) || type.endsWith('_tool_result'))
    said.results.push(toolResult(part));
  else if (isRecord(returned)) said.results.push(toolResult(returned));
  else if (
    /^(thinking|reasoning)$/.test(type) ||
    own(part, 'thought') === true ||
    own(part, 'reasoningContent')
  )
    push(said.reasoning, plain(part));
  else if (['', 'text', 'input_text', 'output_text', 'refusal', 'summary_text'].includes(type)) {
    const words = own(part, 'text') ?? own(part, 'content') ?? own(part, 'refusal');
    if (words === undefined) return false;
    push(said.texts, plain(words));
  } else return false;
  return true;
}

const callArguments = ['arguments', 'args', 'input'];
function call(part: Json): Json {
  const given = callArguments.map(key => own(part, key)).find(value => value !== undefined) ?? {};
  return {
    id: text(own(part, 'call_id') ?? own(part, 'id') ?? own(part, 'toolCallId') ?? own(part, 'toolUseId')),
    type: 'function',
    function: {
      name: text(own(part, 'name') ?? own(part, 'toolName')),
      arguments: typeof given === 'string' ? given : JSON.stringify(given),
    },
  };
}

const resultIds = ['tool_use_id', 'toolCallId', 'toolUseId', 'id', 'name'];
const resultValues = ['response', 'result', 'output', 'content'];
const toolResult = (part: Json) =>
  result(
    resultIds.map(key => own(part, key)).find(value => text(value)),
    resultValues.map(key => own(part, key)).find(value => value !== undefined),
  );

function result(id: unknown, value: unknown): Message {
  const content =
    plain(value) || (value === undefined || value === null || value === '' ? '' : JSON.stringify(value));
  return { role: 'tool', content, tool_call_id: text(id) };
}

/** The text in a value that may be text, a part or a list of parts. */
export function plain(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (depth > 4) return '';
  if (Array.isArray(value))
    return value
      .map(item => plain(item, depth + 1))
      .filter(words => words !== '')
      .join('\n');
  if (!isRecord(value)) return '';
  for (const key of [
    'text',
    'content',
    'thinking',
    'parts',
    'summary',
    'reasoningText',
    'reasoningContent',
    'value',
  ]) {
    const words = plain(own(value, key), depth + 1);
    if (words) return words;
  }
  return '';
}

const push = (to: string[], words: string) => {
  if (words !== '') to.push(words);
};
