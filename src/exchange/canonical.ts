import type { Exchange } from './schema.ts';
import { textOf } from './text.ts';

/**
 * The one line the engine reads for an exchange: the native format with every content flattened to text. What
 * ingest hands on is always this, whichever format it came in.
 */
export function canonicalLine(exchange: Exchange): string {
  const { request } = exchange;
  const messages = request.messages?.map(({ role, content, name, tool_call_id, tool_calls }) => ({
    role,
    content: textOf(content),
    name,
    tool_call_id,
    tool_calls: tool_calls?.map(asTool),
  }));
  return JSON.stringify({
    ...exchange,
    request: { ...request, messages, tools: request.tools?.map(asTool) },
  });
}

// The engine reads tools as text: objects as they are, text and null too; anything else is kept under a name.
const asTool = (value: unknown) =>
  value === null || typeof value === 'string' || (typeof value === 'object' && !Array.isArray(value))
    ? value
    : { value };
