import { type Json, list, number, own, text } from './fields.ts';
import type { Format, FormatOptions, FormatReader, FormatResult } from './format.ts';
import { Held } from './held.ts';
import {
  accountFields,
  addEvent,
  type Call,
  draftOf,
  idsOf,
  isMessageEvent,
  whyNoCall,
} from './otlp-call.ts';
import { attributesOf, either, type Item, isDocument, itemsOf } from './otlp-values.ts';
import { accountOf, type Draft, derivedId, outcome, refuse } from './outcome.ts';
import { isoTime } from './time.ts';

export const otlp: Format = {
  name: 'otlp',
  about: 'OpenTelemetry GenAI traces and logs as OTLP/JSON, and flattened spans',
  accountFields,
  detect(row) {
    if (isDocument(row)) return true;
    const keys = [...attributesOf(own(own(row, 'span') ?? row, 'attributes')).keys(), ...Object.keys(row)];
    return idsOf(row) !== undefined && keys.some(key => /^(gen_ai|llm|openinference)\./.test(key));
  },
  open: reader,
};

function reader(options: FormatOptions): FormatReader {
  // A span and the log records of one call share their ids, in any order and in any document of the file.
  const open = new Held<Call>();
  const done = new Held<true>(100_000);

  const finish = (call: Call, known?: Draft): FormatResult => {
    if (call.ids) done.open(call.ids, true);
    const sources = sourcesOf(call);
    const draft = {
      id: call.ids ?? derivedId(call.source),
      time: isoTime(call.time),
      ...(known ?? draftOf(call)),
    };
    const off = call.hasSpan
      ? 'the span holds no prompt (content capture is off, or its log records are elsewhere)'
      : undefined;
    return outcome(draft, { options, fields: accountFields, sources }, off);
  };

  function* add(item: Item): Iterable<FormatResult> {
    const refusal = item.kind === 'span' ? whySpan(item) : whyLog(item);
    if (refusal !== undefined) {
      yield refuse('not-an-exchange', refusal);
      return;
    }
    const ids = idsOf(item.body);
    // Content that came again in log records after the span had all of it.
    if (ids && done.get(ids) && item.kind === 'log') return;
    const call = (ids && open.get(ids)) || newCall(ids);
    merge(call, item);
    const draft = ids ? complete(call, options) : undefined;
    if (!ids || draft) {
      if (ids) open.close(ids);
      yield finish(call, draft);
    } else if (!open.get(ids)) {
      const evicted = open.open(ids, call);
      if (evicted) yield finish(evicted);
    }
  }

  return {
    *read(row) {
      for (const item of itemsOf(row)) yield* add(item);
    },
    *end() {
      for (const call of open.drain()) yield finish(call);
    },
  };
}

const newCall = (ids: string | undefined): Call => ({
  ids,
  time: undefined,
  hasSpan: false,
  inPieces: false,
  attributes: new Map(),
  resource: new Map(),
  input: [],
  choices: [],
  source: {},
});

const eventsOf = (body: Json) =>
  list(own(body, 'events')).map(event => ({
    name: text(own(event, 'name')) ?? '',
    attributes: attributesOf(own(event, 'attributes')),
  }));

const eventName = ({ body, attributes }: Item) =>
  text(either(body, 'eventName')) ?? text(attributes.get('event.name')) ?? text(own(body, 'name'));

const whySpan = ({ body, attributes }: Item) =>
  whyNoCall(
    attributes,
    eventsOf(body).map(event => event.name),
  );

const whyLog = (item: Item) =>
  isMessageEvent(eventName(item)) ? undefined : 'a log record that is no gen_ai message event';

// Protobuf has no absent numbers: a time of 0 is one that was not set.
const set = (time: unknown) => (number(time) === 0 ? undefined : time);

function merge(call: Call, item: Item): void {
  const { kind, body, attributes, resource } = item;
  for (const [key, value] of resource) call.resource.set(key, value);
  if (kind === 'span') {
    call.hasSpan = true;
    call.time = either(body, 'startTimeUnixNano') ?? either(body, 'startTime') ?? call.time;
    call.source = body;
    for (const [key, value] of attributes) call.attributes.set(key, value);
    for (const event of eventsOf(body))
      if (isMessageEvent(event.name)) addEvent(call, event.name, event.attributes);
    return;
  }
  call.time ??=
    set(either(body, 'timeUnixNano')) ?? set(either(body, 'observedTimeUnixNano')) ?? own(body, 'timestamp');
  if (!call.hasSpan) call.source = body;
  const name = eventName(item)!;
  call.inPieces ||= !name.endsWith('.details');
  addEvent(call, name, attributes, own(body, 'body'));
}

/** The draft of a call for which nothing is to be had by waiting for more records. */
function complete(call: Call, { accountField }: FormatOptions): Draft | undefined {
  if (!call.hasSpan || call.inPieces) return undefined;
  if (accountOf({ options: { accountField }, fields: accountFields, sources: sourcesOf(call) }) === undefined)
    return undefined;
  const draft = draftOf(call);
  return (draft.request?.messages?.length || draft.request?.prompt) && draft.response?.text
    ? draft
    : undefined;
}

const sourcesOf = (call: Call) => [
  Object.fromEntries(call.attributes),
  Object.fromEntries(call.resource),
  call.source,
];
