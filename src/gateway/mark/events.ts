import { type Choose, Reader } from '../../canary/index.ts';
import { isRecord, type Json, list, own, text } from '../../ingest/index.ts';
import type { Api } from '../route.ts';
import { markBlock, markItem, markWhole } from './whole.ts';

/** What becomes of a stream's events: each as it is to be sent, with what has to be sent before it. Undefined: the stream is over. */
export type Mark = (event: Json | undefined) => Json[];

/** Marks a stream's texts on their way. A piece is held back while it may become a choice, and goes out with the next or before the end. */
export function markEvents(api: Api, choose: Choose): Mark {
  if (api === 'messages') return messageEvents(choose);
  if (api === 'responses') return responseEvents(choose);
  return chatEvents(choose);
}

/** Texts that stream side by side, each with the last event that carried a piece of it. */
class Texts {
  readonly #open = new Map<unknown, { reader: Reader; last: Json }>();
  readonly #choose: Choose;

  constructor(choose: Choose) {
    this.#choose = choose;
  }

  take(name: unknown, piece: string, event: Json): string {
    const one = this.#open.get(name) ?? { reader: new Reader(this.#choose), last: event };
    this.#open.set(name, one);
    one.last = event;
    return one.reader.take(piece);
  }

  /** What is held back of one, with an event like those that brought it; undefined where nothing is. */
  end(name: unknown): { rest: string; last: Json } | undefined {
    const one = this.#open.get(name);
    this.#open.delete(name);
    const rest = one?.reader.end();
    return rest ? { rest, last: one!.last } : undefined;
  }

  get names(): unknown[] {
    return [...this.#open.keys()];
  }
}

function chatEvents(choose: Choose): Mark {
  const texts = new Texts(choose);
  const ended = (name: unknown): Json[] => {
    const held = texts.end(name);
    if (!held) return [];
    const { usage: _, ...rest } = held.last;
    return [{ ...rest, choices: [{ index: name, delta: { content: held.rest }, finish_reason: null }] }];
  };
  return event => {
    if (!event) return texts.names.flatMap(ended);
    const before: Json[] = [];
    const given = list(own(event, 'choices'));
    const choices = given.map(choice => {
      const name = own(choice, 'index') ?? 0;
      const delta = own(choice, 'delta');
      const piece = own(delta, 'content');
      let changed = choice;
      if (isRecord(choice) && isRecord(delta) && typeof piece === 'string' && piece !== '')
        changed = { ...choice, delta: { ...delta, content: texts.take(name, piece, event) } };
      if (own(choice, 'finish_reason') || own(delta, 'tool_calls')) {
        const [held] = ended(name);
        const isWith = changed !== choice;
        if (held && isWith) {
          const more = own(list(own(held, 'choices'))[0], 'delta');
          const now = own(changed, 'delta') as Json;
          const content = `${text(own(now, 'content')) ?? ''}${text(own(more, 'content')) ?? ''}`;
          changed = { ...(changed as Json), delta: { ...now, content } };
        } else if (held) before.push(held);
      }
      return changed;
    });
    return [...before, given.some((one, i) => one !== choices[i]) ? { ...event, choices } : event];
  };
}

function messageEvents(choose: Choose): Mark {
  const texts = new Texts(choose);
  const ended = (index: unknown): Json[] => {
    const held = texts.end(index);
    return held ? [{ ...held.last, delta: { type: 'text_delta', text: held.rest } }] : [];
  };
  return event => {
    if (!event) return texts.names.flatMap(ended);
    const [type, index, delta] = [own(event, 'type'), own(event, 'index'), own(event, 'delta')];
    if (type === 'content_block_stop') return [...ended(index), event];
    // What may be cut off by the end of the message.
    if (type === 'message_delta' || type === 'message_stop' || type === 'error')
      return [...texts.names.flatMap(ended), event];
    const piece = own(delta, 'text');
    if (type !== 'content_block_delta' || own(delta, 'type') !== 'text_delta' || typeof piece !== 'string')
      return [event];
    return [{ ...event, delta: { ...(delta as Json), text: texts.take(index, piece, event) } }];
  };
}

function responseEvents(choose: Choose): Mark {
  const texts = new Texts(choose);
  const nameOf = (event: Json) => `${own(event, 'output_index')} ${own(event, 'content_index')}`;
  // Events are numbered; one that is put in moves those after it.
  let added = 0;
  const numbered = (event: Json): Json => {
    const number = own(event, 'sequence_number');
    return added && typeof number === 'number' ? { ...event, sequence_number: number + added } : event;
  };
  const ended = (name: unknown, number: unknown): Json[] => {
    const held = texts.end(name);
    if (!held) return [];
    const at = typeof number === 'number' ? { sequence_number: number + added++ } : {};
    return [{ ...held.last, delta: held.rest, ...at }];
  };
  return event => {
    if (!event) return texts.names.flatMap(name => ended(name, undefined));
    const type = text(own(event, 'type')) ?? '';
    const number = own(event, 'sequence_number');
    if (type === 'response.output_text.delta') {
      const piece = own(event, 'delta');
      if (typeof piece !== 'string') return [numbered(event)];
      return [numbered({ ...event, delta: texts.take(nameOf(event), piece, event) })];
    }
    const before = /^response\.(output_text|content_part)\.done$/.test(type)
      ? ended(nameOf(event), number)
      : /^response\.(output_item\.done|completed|incomplete|failed)$/.test(type)
        ? texts.names.flatMap(name => ended(name, number))
        : [];
    return [...before, numbered(wholeIn(event, type, choose))];
  };
}

/** What says again, whole, what was streamed. */
function wholeIn(event: Json, type: string, choose: Choose): Json {
  const [part, item, response] = [own(event, 'part'), own(event, 'item'), own(event, 'response')];
  if (type === 'response.output_text.done') {
    const { text: said } = markBlock({ type: 'output_text', text: own(event, 'text') }, choose);
    return typeof said === 'string' ? { ...event, text: said } : event;
  }
  if (type === 'response.content_part.done' && isRecord(part))
    return { ...event, part: markBlock(part, choose) };
  if (type === 'response.output_item.done' && isRecord(item))
    return { ...event, item: markItem(item, choose) };
  return isRecord(response) ? { ...event, response: markWhole(response, 'responses', choose) } : event;
}
