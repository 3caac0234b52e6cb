import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

// OTLP exports for tests: as JSON, and the same as protobuf, written by field numbers.
type Value = string | number | boolean | Value[] | { [key: string]: Value };

export interface TestSpan {
  traceId: string;
  spanId: string;
  name?: string;
  start: bigint;
  attributes: Record<string, Value>;
  events?: { name: string; attributes: Record<string, Value> }[];
}

const json = (value: Value): object => {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number')
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(json) } };
  return { kvlistValue: { values: pairs(value) } };
};
const pairs = (map: Record<string, Value>) =>
  Object.entries(map).map(([key, value]) => ({ key, value: json(value) }));

export const spansAsJson = (spans: TestSpan[], resource: Record<string, Value> = {}) => ({
  resourceSpans: [
    {
      resource: { attributes: pairs(resource) },
      scopeSpans: [
        {
          scope: { name: 'test' },
          spans: spans.map(({ start, attributes, events, name = 'chat', ...ids }) => ({
            ...ids,
            name,
            kind: 3,
            startTimeUnixNano: String(start),
            endTimeUnixNano: String(start + 1_000_000_000n),
            attributes: pairs(attributes),
            events: (events ?? []).map(event => ({
              name: event.name,
              timeUnixNano: String(start),
              attributes: pairs(event.attributes),
            })),
          })),
        },
      ],
    },
  ],
});

const { LengthDelimited: bytes, Varint: varint, Bit64: bit64 } = WireType;
type Write = (writer: BinaryWriter) => unknown;

const message = (writer: BinaryWriter, number: number, write: Write) => {
  writer.tag(number, bytes).fork();
  write(writer);
  writer.join();
};
const string = (writer: BinaryWriter, number: number, text: string) => writer.tag(number, bytes).string(text);

function any(writer: BinaryWriter, value: Value): void {
  if (typeof value === 'string') string(writer, 1, value);
  else if (typeof value === 'boolean') writer.tag(2, varint).bool(value);
  else if (typeof value === 'number')
    if (Number.isInteger(value)) writer.tag(3, varint).int64(value);
    else writer.tag(4, bit64).double(value);
  else if (Array.isArray(value))
    message(writer, 5, w => {
      for (const one of value) message(w, 1, inner => any(inner, one));
    });
  else message(writer, 6, w => keyValues(w, 1, value));
}

function keyValues(writer: BinaryWriter, number: number, map: Record<string, Value>): void {
  for (const [key, value] of Object.entries(map))
    message(writer, number, w => {
      string(w, 1, key);
      message(w, 2, inner => any(inner, value));
    });
}

export function spansAsProtobuf(spans: TestSpan[], resource: Record<string, Value> = {}): Uint8Array {
  const writer = new BinaryWriter();
  message(writer, 1, resources => {
    message(resources, 1, w => keyValues(w, 1, resource));
    message(resources, 2, scopes => {
      message(scopes, 1, w => string(w, 1, 'test'));
      for (const span of spans)
        message(scopes, 2, w => {
          w.tag(1, bytes).bytes(Buffer.from(span.traceId, 'hex'));
          w.tag(2, bytes).bytes(Buffer.from(span.spanId, 'hex'));
          string(w, 3, 'state=1'); // not read
          string(w, 5, span.name ?? 'chat');
          w.tag(6, varint).int32(3);
          w.tag(7, bit64).fixed64(span.start);
          w.tag(8, bit64).fixed64(span.start + 1_000_000_000n);
          keyValues(w, 9, span.attributes);
          for (const event of span.events ?? [])
            message(w, 11, inner => {
              inner.tag(1, bit64).fixed64(span.start);
              string(inner, 2, event.name);
              keyValues(inner, 3, event.attributes);
            });
          w.tag(16, WireType.Bit32).fixed32(1);
        });
    });
  });
  return writer.finish();
}

export interface TestLog {
  traceId: string;
  spanId: string;
  time: bigint;
  event: string;
  attributes: Record<string, Value>;
  body: Value;
}

export const logsAsJson = (logs: TestLog[]) => ({
  resourceLogs: [
    {
      resource: { attributes: [] },
      scopeLogs: [
        {
          logRecords: logs.map(({ time, event, attributes, body, ...ids }) => ({
            ...ids,
            timeUnixNano: String(time),
            eventName: event,
            attributes: pairs(attributes),
            body: json(body),
          })),
        },
      ],
    },
  ],
});

export function logsAsProtobuf(logs: TestLog[]): Uint8Array {
  const writer = new BinaryWriter();
  message(writer, 1, resources =>
    message(resources, 2, scopes => {
      for (const log of logs)
        message(scopes, 2, w => {
          w.tag(1, bit64).fixed64(log.time);
          message(w, 5, inner => any(inner, log.body));
          keyValues(w, 6, log.attributes);
          w.tag(9, bytes).bytes(Buffer.from(log.traceId, 'hex'));
          w.tag(10, bytes).bytes(Buffer.from(log.spanId, 'hex'));
          string(w, 12, log.event);
        });
    }),
  );
  return writer.finish();
}

/** A call of a model as a span. */
export const call = (n: number, more: Partial<TestSpan> = {}): TestSpan => ({
  traceId: n.toString(16).padStart(32, 'a'),
  spanId: n.toString(16).padStart(16, 'b'),
  start: 1_776_000_000_000_000_000n + BigInt(n) * 1_000_000_000n,
  attributes: {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'opus-4.6',
    'gen_ai.request.max_tokens': 1000 + n,
    'gen_ai.request.temperature': 0.5,
    'gen_ai.usage.input_tokens': 12,
    'gen_ai.usage.output_tokens': 30,
    'gen_ai.response.finish_reasons': ['stop'],
    'user.id': `acct_${n % 7}`,
    'client.address': '203.0.113.9',
    'gen_ai.input.messages': JSON.stringify([
      { role: 'user', parts: [{ type: 'text', content: `Question ${n}` }] },
    ]),
    'gen_ai.output.messages': JSON.stringify([
      { role: 'assistant', parts: [{ type: 'text', content: 'An answer' }], finish_reason: 'stop' },
    ]),
  },
  ...more,
});
