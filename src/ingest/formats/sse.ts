import { assembleEvents } from './assemble.ts';
import { isRecord, type Json } from './fields.ts';

/** Whether a body is a stream of server-sent events rather than JSON. */
export const looksLikeSse = (body: string) => /^\uFEFF?\s*(event|data|id|retry)?:/.test(body);

/**
 * A recorded stream (text/event-stream) as the one body it adds up to: OpenAI chat, completions and Responses,
 * Anthropic messages and completions, Gemini. Undefined when it holds no events of theirs. A stream that was cut
 * gives what came before the cut.
 */
export function assembleSse(stream: string): Json | undefined {
  const events: Json[] = [];
  for (const data of sseData(stream)) {
    if (data === '[DONE]') continue;
    try {
      const event: unknown = JSON.parse(data);
      if (isRecord(event)) events.push(event);
    } catch {
      // A cut or garbled event; the others still count.
    }
  }
  return assembleEvents(events);
}

/** The data of each event, by the HTML standard's rules, except that a last event without its blank line counts. */
function* sseData(stream: string): Iterable<string> {
  let data: string[] = [];
  for (const line of stream.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    if (line === '') {
      if (data.length) yield data.join('\n');
      data = [];
    } else if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
  }
  if (data.length) yield data.join('\n');
}
