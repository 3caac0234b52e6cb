import { type Choose, Reader } from '../../canary/index.ts';
import { isRecord, type Json, list, own } from '../../ingest/index.ts';
import type { Api } from '../route.ts';

const marked = (text: string, choose: Choose): string => {
  const reader = new Reader(choose);
  return reader.take(text) + reader.end();
};

/** A whole answer with its texts marked. Of what it says beside (tool calls, refusals, reasoning, usage) nothing is touched. */
export function markWhole(body: Json, api: Api, choose: Choose): Json {
  const key = { chat: 'choices', completions: 'choices', messages: 'content', responses: 'output' }[api];
  if (!Array.isArray(own(body, key))) return body;
  const change = api === 'responses' ? markItem : api === 'messages' ? markBlock : markChoice;
  return { ...body, [key]: list(own(body, key)).map(one => (isRecord(one) ? change(one, choose) : one)) };
}

function markChoice(choice: Json, choose: Choose): Json {
  const message = own(choice, 'message');
  if (!isRecord(message) || own(choice, 'logprobs') || list(own(message, 'annotations')).length)
    return choice;
  const content = own(message, 'content');
  if (typeof content === 'string')
    return { ...choice, message: { ...message, content: marked(content, choose) } };
  if (!Array.isArray(content)) return choice;
  const parts = content.map(part => (isRecord(part) ? markBlock(part, choose) : part));
  return { ...choice, message: { ...message, content: parts } };
}

/** A block of text of either API; any other is left alone. */
export function markBlock(block: Json, choose: Choose): Json {
  const said = own(block, 'text');
  const isText = ['text', 'output_text'].includes(String(own(block, 'type'))) && typeof said === 'string';
  const isPlaced = ['annotations', 'citations', 'logprobs'].some(name => list(own(block, name)).length > 0);
  return isText && !isPlaced ? { ...block, text: marked(said as string, choose) } : block;
}

/** An item of a Responses answer. */
export function markItem(item: Json, choose: Choose): Json {
  if (own(item, 'type') !== 'message' || !Array.isArray(own(item, 'content'))) return item;
  const content = list(own(item, 'content')).map(part => (isRecord(part) ? markBlock(part, choose) : part));
  return { ...item, content };
}
