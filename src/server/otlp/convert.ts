import { StillwatchError } from '../../errors.ts';
import type { Pseudonyms } from '../../exchange/index.ts';
import { type FormatOptions, type FormatResult, formatNamed } from '../../ingest/index.ts';
import { jsonOf, Reading, takeExchange } from '../front/door.ts';
import { Pace } from '../front/pace.ts';
import { decodeExport } from './protobuf.ts';

/** What of an export was read, and how many of its spans or records are no calls of a model: taken, and not kept. */
export interface Exported {
  reading: Reading;
  passedOver: number;
}

/** The exchanges in an OTLP export. A span and the log records of its call are joined where they come in one request. */
export async function readExport(
  kind: 'traces' | 'logs',
  body: Buffer,
  isProtobuf: boolean,
  options: FormatOptions,
  pseudonyms: Pseudonyms,
): Promise<Exported> {
  const document = isProtobuf ? decoded(kind, body) : jsonOf(body);
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new StillwatchError(
      'BODY_INVALID',
      'the body is not an export request',
      'Send OTLP as JSON or protobuf.',
    );
  const reader = formatNamed('otlp')!.open(options);
  const exported: Exported = { reading: new Reading(), passedOver: 0 };
  const pace = new Pace();
  const takeAll = async (results: Iterable<FormatResult>) => {
    for (const result of results) {
      if (!('refusal' in result)) takeExchange(result.exchange, exported.reading, pseudonyms);
      else if (result.refusal.code === 'not-an-exchange') exported.passedOver++;
      else exported.reading.refuse(result.refusal);
      if (pace.due) await pace.rest();
    }
  };
  // Without either it would be taken for a bare span.
  const list = (document as Record<string, unknown>)[kind === 'traces' ? 'resourceSpans' : 'resourceLogs'];
  if (list !== undefined && !Array.isArray(list))
    throw new StillwatchError(
      'BODY_INVALID',
      'the body is not an export request',
      'Send OTLP as JSON or protobuf.',
    );
  if (list?.length) await takeAll(reader.read(document as Record<string, unknown>));
  await takeAll(reader.end?.() ?? []);
  return exported;
}

function decoded(kind: 'traces' | 'logs', body: Buffer): Record<string, unknown> {
  try {
    return decodeExport(kind, body);
  } catch (cause) {
    throw new StillwatchError(
      'BODY_INVALID',
      `the body is not an Export${kind === 'traces' ? 'Trace' : 'Logs'}ServiceRequest`,
      'Send OTLP as protobuf (application/x-protobuf) or JSON (application/json).',
      { cause },
    );
  }
}
