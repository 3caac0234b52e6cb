import { isRecord, type Json, list, number, own, record, text } from './fields.ts';

/** The events of a streamed answer as the body that the same call would have had without streaming. */
export function assembleEvents(events: readonly unknown[]): Json | undefined {
  const seen = events.filter(isRecord);
  const has = (key: string) => seen.some(event => own(event, key) !== undefined);
  const typed = (pattern: RegExp) => seen.some(event => pattern.test(text(own(event, 'type')) ?? ''));
  if (typed(/^response\./)) return openaiResponse(seen);
  if (typed(/^(message_start|message_delta|content_block_)/)) return anthropicMessage(seen);
  if (seen.some(event => Array.isArray(own(event, 'choices')))) return openaiChoices(seen);
  if (seen.some(event => Array.isArray(own(event, 'candidates')))) return gemini(seen);
  if (has('contentBlockDelta') || has('messageStart') || has('messageStop')) return converse(seen);
  const key = ['completion', 'outputText', 'generation'].find(has);
  return key ? plainChunks(seen, key) : undefined;
}

/** Joins the pieces of each string field, by the index the stream gives its parts. */
class Pieces {
  readonly #parts = new Map<number, { head: Json; strings: Map<string, string[]> }>();

  part(index: unknown) {
    const at = number(index) ?? 0;
    let part = this.#parts.get(at);
    if (!part) this.#parts.set(at, (part = { head: {}, strings: new Map() }));
    return part;
  }

  add(index: unknown, field: string, piece: unknown): void {
    if (typeof piece !== 'string') return;
    const { strings } = this.part(index);
    const pieces = strings.get(field);
    if (pieces) pieces.push(piece);
    else strings.set(field, [piece]);
  }

  /** In the order of their indices, not of their arrival. */
  *entries(): Iterable<[index: number, head: Json, field: (name: string) => string | undefined]> {
    for (const [index, { head, strings }] of [...this.#parts].sort(([a], [b]) => a - b))
      yield [index, head, name => strings.get(name)?.join('')];
  }
}

const last = (events: readonly Json[], key: string) =>
  own(
    events.findLast(event => own(event, key) != null),
    key,
  );

function openaiChoices(events: Json[]): Json {
  const pieces = new Pieces();
  const tools = new Map<number, Pieces>();
  for (const event of events)
    for (const choice of list(own(event, 'choices'))) {
      const index = own(choice, 'index');
      const { head } = pieces.part(index);
      const delta = own(choice, 'delta');
      pieces.add(index, 'text', own(choice, 'text'));
      for (const field of ['content', 'refusal', 'reasoning_content', 'reasoning'])
        pieces.add(index, field, own(delta, field));
      head['finish_reason'] = own(choice, 'finish_reason') ?? head['finish_reason'];
      head['role'] = own(delta, 'role') ?? head['role'];
      const at = number(index) ?? 0;
      for (const call of list(own(delta, 'tool_calls'))) {
        if (!tools.has(at)) tools.set(at, new Pieces());
        const of = tools.get(at)!;
        const part = of.part(own(call, 'index'));
        part.head['id'] = own(call, 'id') ?? part.head['id'];
        of.add(own(call, 'index'), 'name', own(own(call, 'function'), 'name'));
        of.add(own(call, 'index'), 'arguments', own(own(call, 'function'), 'arguments'));
      }
    }
  const choices = [...pieces.entries()].map(([index, head, field]) => {
    const calls = [...(tools.get(index)?.entries() ?? [])].map(([, call, of]) => ({
      id: call['id'],
      type: 'function',
      function: { name: of('name'), arguments: of('arguments') },
    }));
    const message = {
      role: head['role'] ?? 'assistant',
      content: field('content') ?? null,
      refusal: field('refusal') ?? null,
      reasoning_content: field('reasoning_content') ?? field('reasoning'),
      ...(calls.length ? { tool_calls: calls } : {}),
    };
    const words = field('text');
    return {
      index,
      finish_reason: head['finish_reason'] ?? null,
      ...(words === undefined ? { message } : { text: words }),
    };
  });
  const kind = last(events, 'object') === 'text_completion' ? 'text_completion' : 'chat.completion';
  return {
    ...common(events),
    object: kind,
    created: last(events, 'created'),
    choices,
    usage: last(events, 'usage'),
  };
}

const common = (events: Json[]) => ({ id: last(events, 'id'), model: last(events, 'model') });

function openaiResponse(events: Json[]): Json {
  const ended = events.findLast(event =>
    /^response\.(completed|incomplete|failed)$/.test(text(own(event, 'type')) ?? ''),
  );
  const whole = own(ended ?? events.find(event => isRecord(own(event, 'response'))), 'response');
  if (ended && isRecord(whole)) return whole;
  // The stream was cut: what had been said until then.
  const pieces = new Pieces();
  for (const event of events)
    if (own(event, 'type') === 'response.output_text.delta')
      pieces.add(own(event, 'output_index'), 'text', own(event, 'delta'));
  const output = [...pieces.entries()].map(([, , field]) => ({
    type: 'message',
    role: 'assistant',
    content: [{ type: 'output_text', text: field('text') }],
  }));
  return { ...record(whole), object: 'response', output };
}

function anthropicMessage(events: Json[]): Json {
  const pieces = new Pieces();
  let message: Json = {};
  let usage: Json = {};
  for (const event of events) {
    const delta = own(event, 'delta');
    const index = own(event, 'index');
    switch (own(event, 'type')) {
      case 'message_start':
        message = { ...record(own(event, 'message')) };
        usage = { ...record(own(message, 'usage')) };
        break;
      case 'content_block_start':
        pieces.part(index).head = { ...record(own(event, 'content_block')) };
        break;
      case 'content_block_delta':
        for (const field of ['text', 'thinking', 'partial_json']) pieces.add(index, field, own(delta, field));
        break;
      case 'message_delta':
        message = { ...message, ...record(delta) };
        usage = { ...usage, ...record(own(event, 'usage')) };
    }
  }
  const content = [...pieces.entries()].map(([, head, field]) => {
    const block: Json = {
      ...head,
      type: head['type'] ?? (field('thinking') === undefined ? 'text' : 'thinking'),
    };
    for (const key of ['text', 'thinking'])
      if (field(key) !== undefined) block[key] = `${text(own(head, key)) ?? ''}${field(key)}`;
    if (field('partial_json') !== undefined) block['input'] = field('partial_json');
    return block;
  });
  return { ...message, content, usage };
}

/** Gemini's chunks are whole responses, each with the next parts of every candidate. */
function gemini(events: Json[]): Json {
  const parts = new Map<number, unknown[]>();
  const ends = new Map<number, unknown>();
  for (const event of events)
    for (const candidate of list(own(event, 'candidates'))) {
      const index = number(own(candidate, 'index')) ?? 0;
      const known = parts.get(index) ?? [];
      for (const part of list(own(own(candidate, 'content'), 'parts'))) append(known, part);
      parts.set(index, known);
      ends.set(index, own(candidate, 'finishReason') ?? ends.get(index));
    }
  const candidates = [...parts].map(([index, known]) => ({
    index,
    content: { role: 'model', parts: known },
    finishReason: ends.get(index),
  }));
  return {
    candidates,
    usageMetadata: last(events, 'usageMetadata'),
    modelVersion: last(events, 'modelVersion'),
    responseId: last(events, 'responseId'),
  };
}

// Text goes on where the chunk before stopped, within a word at times.
function append(parts: unknown[], part: unknown): void {
  const before = parts.at(-1);
  const [head, tail] = [own(before, 'text'), own(part, 'text')];
  if (
    isRecord(before) &&
    typeof head === 'string' &&
    typeof tail === 'string' &&
    own(before, 'thought') === own(part, 'thought')
  )
    parts[parts.length - 1] = { ...before, text: head + tail };
  else parts.push(part);
}

function converse(events: Json[]): Json {
  const pieces = new Pieces();
  for (const event of events) {
    const block = own(event, 'contentBlockDelta');
    const index = own(block, 'contentBlockIndex');
    pieces.add(index, 'text', own(own(block, 'delta'), 'text'));
    pieces.add(index, 'reasoning', own(own(own(block, 'delta'), 'reasoningContent'), 'text'));
  }
  const content = [...pieces.entries()].flatMap(([, , field]) => [
    ...(field('reasoning') ? [{ reasoningContent: { reasoningText: { text: field('reasoning') } } }] : []),
    ...(field('text') ? [{ text: field('text') }] : []),
  ]);
  return {
    output: { message: { role: 'assistant', content } },
    stopReason: own(last(events, 'messageStop'), 'stopReason'),
    usage: own(last(events, 'metadata'), 'usage'),
  };
}

/** Streams whose every chunk has the next piece under one key: older Anthropic, Titan, Llama. */
function plainChunks(events: Json[], key: string): Json {
  const pieces = events.map(event => own(event, key)).filter(piece => typeof piece === 'string');
  const fields = [
    'id',
    'model',
    'stop_reason',
    'completionReason',
    'prompt_token_count',
    'generation_token_count',
    'inputTextTokenCount',
  ];
  const merged: Json = Object.fromEntries(fields.map(field => [field, last(events, field)]));
  return { ...merged, [key]: pieces.join('') };
}
