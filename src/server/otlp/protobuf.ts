import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

// OTLP's messages, as far as exchanges are read from them, from protobuf into the shape of OTLP/JSON: the names are those of
// its JSON, ids are hex, 64-bit numbers are text. Field numbers: opentelemetry-proto 1.x, trace.proto, logs.proto,
// common.proto, resource.proto; they never change.

type Kind = 'string' | 'hex' | 'bool' | 'int64' | 'fixed64' | 'double' | 'base64' | 'uint32';
interface Field {
  name: string;
  /** What it holds: a scalar, or the name of a message. */
  of: Kind | MessageName;
  many?: true;
}
type Message = Record<number, Field>;

const messages = {
  TracesData: { 1: { name: 'resourceSpans', of: 'ResourceSpans', many: true } },
  ResourceSpans: {
    1: { name: 'resource', of: 'Resource' },
    2: { name: 'scopeSpans', of: 'ScopeSpans', many: true },
  },
  ScopeSpans: { 2: { name: 'spans', of: 'Span', many: true } },
  Span: {
    1: { name: 'traceId', of: 'hex' },
    2: { name: 'spanId', of: 'hex' },
    4: { name: 'parentSpanId', of: 'hex' },
    5: { name: 'name', of: 'string' },
    7: { name: 'startTimeUnixNano', of: 'fixed64' },
    8: { name: 'endTimeUnixNano', of: 'fixed64' },
    9: { name: 'attributes', of: 'KeyValue', many: true },
    11: { name: 'events', of: 'Event', many: true },
  },
  Event: {
    1: { name: 'timeUnixNano', of: 'fixed64' },
    2: { name: 'name', of: 'string' },
    3: { name: 'attributes', of: 'KeyValue', many: true },
  },
  LogsData: { 1: { name: 'resourceLogs', of: 'ResourceLogs', many: true } },
  ResourceLogs: {
    1: { name: 'resource', of: 'Resource' },
    2: { name: 'scopeLogs', of: 'ScopeLogs', many: true },
  },
  ScopeLogs: { 2: { name: 'logRecords', of: 'LogRecord', many: true } },
  LogRecord: {
    1: { name: 'timeUnixNano', of: 'fixed64' },
    5: { name: 'body', of: 'AnyValue' },
    6: { name: 'attributes', of: 'KeyValue', many: true },
    9: { name: 'traceId', of: 'hex' },
    10: { name: 'spanId', of: 'hex' },
    11: { name: 'observedTimeUnixNano', of: 'fixed64' },
    12: { name: 'eventName', of: 'string' },
  },
  Resource: { 1: { name: 'attributes', of: 'KeyValue', many: true } },
  KeyValue: { 1: { name: 'key', of: 'string' }, 2: { name: 'value', of: 'AnyValue' } },
  AnyValue: {
    1: { name: 'stringValue', of: 'string' },
    2: { name: 'boolValue', of: 'bool' },
    3: { name: 'intValue', of: 'int64' },
    4: { name: 'doubleValue', of: 'double' },
    5: { name: 'arrayValue', of: 'ArrayValue' },
    6: { name: 'kvlistValue', of: 'KeyValueList' },
    7: { name: 'bytesValue', of: 'base64' },
  },
  ArrayValue: { 1: { name: 'values', of: 'AnyValue', many: true } },
  KeyValueList: { 1: { name: 'values', of: 'KeyValue', many: true } },
} as const satisfies Record<string, Message>;

type MessageName =
  | 'ResourceSpans'
  | 'ScopeSpans'
  | 'Span'
  | 'Event'
  | 'ResourceLogs'
  | 'ScopeLogs'
  | 'LogRecord'
  | 'Resource'
  | 'KeyValue'
  | 'AnyValue'
  | 'ArrayValue'
  | 'KeyValueList';

/** Protobuf's own limit on nesting, in all its implementations. */
const DEEPEST = 100;

const wireTypes: Record<Kind, WireType> = {
  string: WireType.LengthDelimited,
  hex: WireType.LengthDelimited,
  base64: WireType.LengthDelimited,
  bool: WireType.Varint,
  int64: WireType.Varint,
  uint32: WireType.Varint,
  fixed64: WireType.Bit64,
  double: WireType.Bit64,
};

/** An ExportTraceServiceRequest or ExportLogsServiceRequest as OTLP/JSON. Throws where the bytes are no such message. */
export function decodeExport(kind: 'traces' | 'logs', bytes: Uint8Array): Record<string, unknown> {
  return decode(messages[kind === 'traces' ? 'TracesData' : 'LogsData'], bytes, 0);
}

function decode(message: Message, bytes: Uint8Array, depth: number): Record<string, unknown> {
  if (depth > DEEPEST) throw new Error('nested too deep');
  const reader = new BinaryReader(bytes);
  const value: Record<string, unknown> = {};
  while (reader.pos < reader.len) {
    const [number, type] = reader.tag();
    const field = message[number];
    const isMessage = field !== undefined && field.of in messages;
    const expected = field && (isMessage ? WireType.LengthDelimited : wireTypes[field.of as Kind]);
    // What is not known is passed over, and so is a known field of another type, as protobuf does.
    if (field === undefined || type !== expected) {
      reader.skip(type, number);
      continue;
    }
    const read = isMessage
      ? decode(messages[field.of as MessageName], reader.bytes(), depth + 1)
      : scalar(reader, field.of as Kind);
    if (!field.many) value[field.name] = read;
    else (value[field.name] ??= [] as unknown[]) && (value[field.name] as unknown[]).push(read);
  }
  return value;
}

function scalar(reader: BinaryReader, kind: Kind): unknown {
  switch (kind) {
    case 'string':
      return reader.string();
    case 'hex':
      return Buffer.from(reader.bytes()).toString('hex');
    case 'base64':
      return Buffer.from(reader.bytes()).toString('base64');
    case 'bool':
      return reader.bool();
    case 'int64':
      return String(reader.int64());
    case 'fixed64':
      return String(reader.fixed64());
    case 'double':
      return reader.double();
    case 'uint32':
      return reader.uint32();
  }
}

/** ExportTraceServiceResponse and ExportLogsServiceResponse have the same fields by other names. */
export function encodeAnswer(rejected: number, message: string): Uint8Array {
  const writer = new BinaryWriter();
  if (rejected || message) {
    writer.tag(1, WireType.LengthDelimited).fork();
    if (rejected) writer.tag(1, WireType.Varint).int64(rejected);
    if (message) writer.tag(2, WireType.LengthDelimited).string(message);
    writer.join();
  }
  return writer.finish();
}

/** google.rpc.Status, as OTLP/HTTP wants failures told. */
export function encodeStatus(code: number, message: string): Uint8Array {
  return new BinaryWriter()
    .tag(1, WireType.Varint)
    .int32(code)
    .tag(2, WireType.LengthDelimited)
    .string(message)
    .finish();
}
