import { isRecord, type Json, list, own, text } from '../ingest/index.ts';
import type { Api } from './route.ts';

const common = ['temperature', 'top_p', 'n', 'stream'];
const fields: Record<Api, readonly string[]> = {
  chat: ['messages', 'max_completion_tokens', 'max_tokens', ...common],
  completions: ['prompt', 'max_tokens', ...common],
  responses: ['input', 'instructions', 'max_output_tokens', ...common],
  messages: ['messages', 'system', 'max_tokens', ...common],
};

/**
 * Of a request what its API reads: whatever else a client puts in must not be read in its place, nor make the request look
 * like something else.
 */
export function readable(request: Json, api: Api): Json {
  const kept: Json = { tools: namedTools(own(request, 'tools')) };
  for (const name of fields[api]) kept[name] = shallow(own(request, name), 24);
  return kept;
}

/** A request whose words cannot be read (token ids, say), with what stands in their place as its words. */
export const asWords = (kept: Json): Json => {
  const { messages, input, prompt, ...rest } = kept;
  return { ...rest, prompt: JSON.stringify(prompt ?? input ?? messages ?? null).slice(0, 1 << 20) };
};

/** Functions are kept as they are; other tools (servers of tools, say) may carry keys: of them their kind and name. */
function namedTools(tools: unknown): unknown[] | undefined {
  const kept = list(tools).map(tool => {
    const type = text(own(tool, 'type')) ?? 'custom';
    const isFunction = type === 'function' || (type === 'custom' && own(tool, 'input_schema') !== undefined);
    return isFunction
      ? shallow(tool, 24)
      : { type, name: text(own(tool, 'name')), server_label: text(own(tool, 'server_label')) };
  });
  return kept.length ? kept : undefined;
}

/** JSON can be nested deeper than a stack is high, or than a store reads: nobody says anything down there. */
function shallow(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return null;
  if (Array.isArray(value)) return value.map(item => shallow(item, levels - 1));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shallow(item, levels - 1)]));
}
