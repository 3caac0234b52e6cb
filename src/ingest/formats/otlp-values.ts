import { isRecord, type Json, list, own, record, text } from './fields.ts';

/**
 * The containers of OpenTelemetry's JSON: resources, spans, log records, and attributes as lists of typed values.
 * Names come in camelCase (OTLP/JSON) and in snake_case (protobuf's own names, as some exporters print them).
 */
export type Attributes = Map<string, unknown>;

export interface Item {
  kind: 'span' | 'log';
  body: Json;
  attributes: Attributes;
  resource: Attributes;
}

export const either = (value: unknown, camel: string): unknown =>
  own(value, camel) ??
  own(
    value,
    camel.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`),
  );

const documents = [
  ['resourceSpans', 'scopeSpans', 'spans', 'span'],
  ['resourceLogs', 'scopeLogs', 'logRecords', 'log'],
] as const;

export const isDocument = (row: Json) => documents.some(([key]) => Array.isArray(either(row, key)));

/** Every span and log record of a document; a record that is no document is taken for a span or a log itself. */
export function* itemsOf(row: Json): Iterable<Item> {
  if (!isDocument(row)) {
    const body = isRecord(own(row, 'span')) ? record(own(row, 'span')) : row;
    const resource = attributesOf(
      own(own(row, 'resource'), 'attributes') ?? either(row, 'resourceAttributes'),
    );
    yield {
      kind: isSpan(body) ? 'span' : 'log',
      body,
      attributes: attributesOf(own(body, 'attributes') ?? body),
      resource,
    };
    return;
  }
  for (const [resources, scopes, items, kind] of documents)
    for (const outer of list(either(row, resources))) {
      const resource = attributesOf(own(own(outer, 'resource'), 'attributes'));
      // The scope level was called instrumentationLibrary until 2022.
      for (const scope of list(
        either(outer, scopes) ?? either(outer, scopes.replace('scope', 'instrumentationLibrary')),
      ))
        for (const item of list(either(scope, items))) {
          const body = record(item);
          yield { kind, body, attributes: attributesOf(own(body, 'attributes')), resource };
        }
    }
}

const spanFields = ['startTimeUnixNano', 'startTime', 'spanId', 'parentSpanId', 'endTime', 'endTimeUnixNano'];
const isSpan = (body: Json) =>
  own(body, 'body') === undefined &&
  either(body, 'eventName') === undefined &&
  spanFields.some(key => either(body, key) !== undefined);

/** Attributes by name, from a list of {key, value: {stringValue}} or a plain map. */
export function attributesOf(value: unknown): Attributes {
  const entries = Array.isArray(value)
    ? value.map(pair => [text(own(pair, 'key')) ?? '', plainValue(own(pair, 'value'))] as const)
    : Object.entries(record(value)).map(([key, inner]) => [key, plainValue(inner)] as const);
  return new Map(entries);
}

const numbers = ['intValue', 'doubleValue'];
/** A typed value as plain JSON; what is not one is plain already. */
export function plainValue(value: unknown, depth = 0): unknown {
  if (!isRecord(value) || depth > 64) return value;
  for (const key of ['stringValue', 'boolValue'])
    if (either(value, key) !== undefined) return either(value, key);
  for (const key of numbers) if (either(value, key) !== undefined) return Number(either(value, key));
  const array = either(value, 'arrayValue');
  if (isRecord(array)) return list(own(array, 'values')).map(item => plainValue(item, depth + 1));
  const map = either(value, 'kvlistValue');
  if (!isRecord(map)) return value;
  const plain: Json = Object.create(null);
  for (const pair of list(own(map, 'values')))
    plain[text(own(pair, 'key')) ?? ''] = plainValue(own(pair, 'value'), depth + 1);
  return plain;
}

/**
 * The list that dialects spread over attributes (`gen_ai.prompt.0.role`, `gen_ai.prompt.0.tool_calls.0.name`), put
 * together; undefined when there is none.
 */
export function indexed(attributes: Attributes, prefix: string): unknown[] | undefined {
  const root = new Map<string, unknown>();
  for (const [key, value] of attributes) {
    if (!key.startsWith(`${prefix}.`) || !/^\d/.test(key.slice(prefix.length + 1))) continue;
    const path = key.slice(prefix.length + 1).split('.');
    if (path.length > 12) continue;
    let level = root;
    for (const step of path.slice(0, -1)) {
      const next = level.get(step);
      const inner = next instanceof Map ? next : new Map<string, unknown>();
      level.set(step, inner);
      level = inner;
    }
    level.set(path.at(-1)!, value);
  }
  const tree = root.size ? grown(root) : undefined;
  return Array.isArray(tree) ? tree : undefined;
}

function grown(node: unknown): unknown {
  if (!(node instanceof Map)) return node;
  const entries = [...(node as Map<string, unknown>)].map(([key, value]) => [key, grown(value)] as const);
  if (entries.every(([key]) => /^\d+$/.test(key)))
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);
  const plain: Json = Object.create(null);
  for (const [key, value] of entries) plain[key] = value;
  return plain;
}
