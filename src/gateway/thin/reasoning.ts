import { isRecord, type Json, list, own, text } from '../../ingest/index.ts';
import type { Api } from '../route.ts';

/** Takes the reasoning out of one body or event after the other. Undefined: there is nothing left of it to send. */
export type Omit = (value: Json) => Json | undefined;

/** What is omitted of whole answers. */
export const omitFromBody = (api: Api): Omit => bodies[api];

/** What is omitted of a stream's events; it keeps count of what is gone, so make one for each stream. */
export function omitFromEvents(api: Api): Omit {
  if (api === 'messages') return messageEvents();
  if (api === 'responses') return responseEvents();
  return chat;
}

// Where OpenAI-compatible servers put it.
const fields = [
  'reasoning',
  'reasoning_content',
  'reasoning_details',
  'reasoning_text',
  'thinking',
  'thinking_blocks',
];

/** Completions and chunks of them. A chunk that is empty now is sent all the same: it keeps the connection alive. */
const chat: Omit = body => {
  if (!Array.isArray(own(body, 'choices'))) return body;
  return {
    ...body,
    choices: list(own(body, 'choices')).map(choice => {
      if (!isRecord(choice)) return choice;
      const kept = without(choice);
      for (const part of ['message', 'delta'])
        if (isRecord(own(choice, part))) kept[part] = without(own(choice, part) as Json);
      return kept;
    }),
  };
};

const without = (value: Json): Json =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !fields.includes(name)));

const isThinking = (block: unknown) => /^(redacted_)?thinking$/.test(text(own(block, 'type')) ?? '');
const isReasoning = (item: unknown) => own(item, 'type') === 'reasoning';

const bodies: Record<Api, Omit> = {
  chat,
  completions: chat,
  messages: body =>
    Array.isArray(own(body, 'content'))
      ? { ...body, content: list(own(body, 'content')).filter(block => !isThinking(block)) }
      : body,
  responses: body =>
    Array.isArray(own(body, 'output'))
      ? { ...body, output: list(own(body, 'output')).filter(item => !isReasoning(item)) }
      : body,
};

/** The places of what is left, counted anew: clients find a part by its index. */
class Places {
  readonly #gone = new Set<unknown>();
  readonly #places = new Map<unknown, number>();

  drop(index: unknown): undefined {
    this.#gone.add(index);
  }

  /** Undefined for what is gone. */
  of(index: unknown): number | undefined {
    if (this.#gone.has(index)) return undefined;
    let place = this.#places.get(index);
    if (place === undefined) this.#places.set(index, (place = this.#places.size));
    return place;
  }
}

function messageEvents(): Omit {
  const places = new Places();
  return event => {
    const type = text(own(event, 'type')) ?? '';
    if (type === 'message_start' && isRecord(own(event, 'message')))
      return { ...event, message: bodies.messages(own(event, 'message') as Json) };
    if (!type.startsWith('content_block_')) return event;
    const index = own(event, 'index');
    if (type === 'content_block_start' && isThinking(own(event, 'content_block'))) return places.drop(index);
    if (/^(thinking|signature)_delta$/.test(text(own(own(event, 'delta'), 'type')) ?? '')) return undefined;
    const place = places.of(index);
    return place === undefined ? undefined : { ...event, index: place };
  };
}

function responseEvents(): Omit {
  const places = new Places();
  let gone = 0;
  const drop = (): undefined => {
    gone++;
  };
  return event => {
    const changed = { ...event };
    const index = own(event, 'output_index');
    if (isRecord(own(event, 'response')))
      changed['response'] = bodies.responses(own(event, 'response') as Json);
    if (/^response\.reasoning/.test(text(own(event, 'type')) ?? '')) return drop();
    if (index !== undefined) {
      if (isReasoning(own(event, 'item'))) places.drop(index);
      const place = places.of(index);
      if (place === undefined) return drop();
      changed['output_index'] = place;
    }
    const number = own(event, 'sequence_number');
    if (typeof number === 'number') changed['sequence_number'] = number - gone;
    return changed;
  };
}
