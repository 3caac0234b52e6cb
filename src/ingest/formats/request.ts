import { count, first, flag, isRecord, type Json, list, number, own, parsed, text } from './fields.ts';
import { messagesOf, plain } from './messages.ts';
import type { RequestInput } from './outcome.ts';

/** Where the bodies of OpenAI, Anthropic, Gemini, Bedrock's models and loggers of them keep the same parameter. */
const names = {
  max_tokens: [
    'max_tokens',
    'max_completion_tokens',
    'max_output_tokens',
    'max_tokens_to_sample',
    'max_gen_len',
    'maxTokens',
    'maxOutputTokens',
    'inferenceConfig.maxTokens',
    'inferenceConfig.max_new_tokens',
    'generationConfig.maxOutputTokens',
    'generation_config.max_output_tokens',
    'config.max_output_tokens',
    'textGenerationConfig.maxTokenCount',
  ],
  temperature: [
    'temperature',
    'inferenceConfig.temperature',
    'generationConfig.temperature',
    'textGenerationConfig.temperature',
  ],
  top_p: ['top_p', 'topP', 'p', 'inferenceConfig.topP', 'generationConfig.topP', 'textGenerationConfig.topP'],
  n: ['n', 'choice.count', 'candidateCount', 'generationConfig.candidateCount', 'num_generations'],
  stream: ['stream', 'is_stream'],
};

/** The sampling parameters in a body, or in a logger's copy of them. */
export function parametersOf(body: unknown): Partial<RequestInput> {
  return {
    max_tokens: first(body, names.max_tokens, count),
    temperature: first(body, names.temperature, number),
    top_p: first(body, names.top_p, number),
    n: first(body, names.n, count),
    stream: first(body, names.stream, flag),
  };
}

/** A request of any provider, told by its shape. Without words that can be read it has neither messages nor prompt. */
export function requestOf(value: unknown): Partial<RequestInput> {
  const body = parsed(value);
  if (typeof body === 'string') return body === '' ? {} : { prompt: body };
  if (Array.isArray(body)) return { messages: messagesOf(body) };
  if (!isRecord(body)) return {};
  const tools =
    own(body, 'tools') ?? own(own(body, 'toolConfig'), 'tools') ?? own(own(body, 'config'), 'tools');
  const system =
    own(body, 'system') ??
    own(body, 'systemInstruction') ??
    own(body, 'system_instruction') ??
    own(body, 'instructions') ??
    own(own(body, 'config'), 'system_instruction');
  return {
    ...content(body),
    system: text(plain(system)),
    ...parametersOf(body),
    tools: list(tools).length ? list(tools) : undefined,
  };
}

function content(body: Json): Partial<RequestInput> {
  const messages = own(body, 'messages') ?? own(body, 'contents');
  if (messages !== undefined) return { messages: messagesOf(messages) };
  // Cohere on Bedrock: the last turn stands beside the ones before it.
  const message = own(body, 'message');
  if (typeof message === 'string')
    return { messages: [...messagesOf(own(body, 'chat_history')), { role: 'user', content: message }] };
  const prompt = own(body, 'prompt') ?? own(body, 'inputText') ?? own(body, 'input');
  if (Array.isArray(prompt) && prompt.some(isRecord)) return { messages: messagesOf(prompt) };
  // A batch of completions is one request with several prompts; token ids cannot be read.
  const words = plain(prompt);
  return words === '' ? {} : { prompt: words };
}
