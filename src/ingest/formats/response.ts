import { assembleEvents } from './assemble.ts';
import { count, first, isRecord, type Json, list, own, parsed, record, text } from './fields.ts';
import { plain, saidIn } from './messages.ts';

export interface Answer {
  text?: string;
  reasoning?: string;
  stop_reason?: string;
  input_tokens?: number;
  output_tokens?: number;
}

const inputTokens = [
  'prompt_tokens',
  'input_tokens',
  'inputTokens',
  'promptTokenCount',
  'prompt_token_count',
  'inputTextTokenCount',
  'prompt_eval_count',
];
const outputTokens = [
  'completion_tokens',
  'output_tokens',
  'outputTokens',
  'candidatesTokenCount',
  'candidates_token_count',
  'generation_token_count',
  'eval_count',
];
const stops = [
  'stop_reason',
  'stopReason',
  'finish_reason',
  'finishReason',
  'completionReason',
  'done_reason',
];

/** An answer of any provider, told by its shape; the events of a stream are put together first. */
export function answerOf(value: unknown): Answer {
  const body = parsed(value);
  if (typeof body === 'string') return body === '' ? {} : { text: body };
  if (Array.isArray(body)) {
    const whole = assembleEvents(body);
    return whole
      ? answerOf(whole)
      : answer(body.filter(item => !asking.has(text(own(item, 'role')) ?? '')).map(choice));
  }
  if (!isRecord(body)) return {};
  return { ...answer(choicesOf(body), body), ...usageOf(body) };
}

export function usageOf(body: Json): Pick<Answer, 'input_tokens' | 'output_tokens'> {
  const usage = own(body, 'usage') ?? own(body, 'usageMetadata') ?? own(body, 'usage_metadata') ?? body;
  const titan = list(own(body, 'results')).map(result => count(own(result, 'tokenCount')) ?? 0);
  return {
    input_tokens: first(usage, inputTokens, count),
    output_tokens:
      first(usage, outputTokens, count) ?? (titan.length ? titan.reduce((a, b) => a + b) : undefined),
  };
}

// Some loggers give the whole conversation as the output.
const asking = new Set(['system', 'developer', 'user', 'human', 'tool']);

interface Choice {
  texts: string[];
  reasoning: string[];
  stop?: string;
}

function choicesOf(body: Json): Choice[] {
  const alternatives =
    own(body, 'choices') ??
    own(body, 'candidates') ??
    own(body, 'results') ??
    own(body, 'generations') ??
    own(body, 'outputs');
  if (Array.isArray(alternatives)) return alternatives.map(choice);
  const output = own(body, 'output');
  // OpenAI's Responses: a list of items, of which messages and reasoning say something.
  if (Array.isArray(output)) return [merge(output.map(choice))];
  if (isRecord(own(output, 'message'))) return [choice(output)];
  return [choice(body)];
}

/** One alternative answer: an OpenAI choice, a Gemini candidate, an Anthropic message, a Titan result … */
function choice(value: unknown): Choice {
  if (typeof value === 'string') return { texts: [value], reasoning: [] };
  if (!isRecord(value)) return { texts: [], reasoning: [] };
  const message = own(value, 'message') ?? own(value, 'delta') ?? value;
  const content = record(own(message, 'content'));
  const said = saidIn(own(content, 'parts') ?? own(message, 'content') ?? own(message, 'parts') ?? []);
  const spoken = own(own(message, 'audio'), 'transcript');
  const words = [
    ...['text', 'outputText', 'generation', 'completion', 'refusal'].map(key => own(message, key)),
    spoken,
  ].find(found => typeof found === 'string' && found !== '');
  const thoughts = own(message, 'reasoning_content') ?? own(message, 'reasoning');
  const isReasoning = own(value, 'type') === 'reasoning';
  const summary = isReasoning ? [plain(own(value, 'summary'))] : [];
  return {
    texts: isReasoning ? [] : said.texts.length || typeof words !== 'string' ? said.texts : [words],
    reasoning: [
      ...(isReasoning ? said.texts : said.reasoning),
      ...(typeof thoughts === 'string' ? [thoughts] : []),
      ...summary,
    ],
    stop: stopOf(value),
  };
}

const merge = (choices: Choice[]): Choice => ({
  texts: choices.flatMap(c => c.texts),
  reasoning: choices.flatMap(c => c.reasoning),
});

function stopOf(value: Json): string | undefined {
  const stop = first(value, stops, text);
  // Why a model refused is evidence: "reasoning_extraction", say.
  const category = text(own(own(value, 'stop_details'), 'category'));
  return stop && category ? `${stop}:${category}` : stop;
}

function answer(choices: Choice[], body?: Json): Answer {
  const { texts, reasoning } = merge(choices);
  return {
    text: texts.join('\n') || undefined,
    reasoning: reasoning.filter(words => words !== '').join('\n') || undefined,
    stop_reason: [...new Set(choices.flatMap(c => c.stop ?? []))].join(',') || (body && statusOf(body)),
  };
}

/** OpenAI's Responses say how they ended in a status; Converse beside its message. */
function statusOf(body: Json): string | undefined {
  const status = own(body, 'object') === 'response' ? text(own(body, 'status')) : undefined;
  const why = text(own(own(body, 'incomplete_details'), 'reason'));
  return stopOf(body) ?? (status && why ? `${status}:${why}` : status);
}
