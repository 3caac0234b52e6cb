import type { FastifyInstance } from 'fastify';
import { statusOf } from '../../failure.ts';
import { readExport } from '../../otlp/convert.ts';
import { encodeAnswer, encodeStatus } from '../../otlp/protobuf.ts';
import { mediaType, takeBodies } from '../bodies.ts';
import type { Context } from '../context.ts';
import { failureIn, logFailure, sendFailure } from '../failures.ts';
import { keep } from './exchanges.ts';

const PROTOBUF = 'application/x-protobuf';

/** OTLP/HTTP: what OpenTelemetry's exporters and collectors send. Answers come in the encoding of the question. */
export function otlp(app: FastifyInstance, context: Context): void {
  app.register(async inner => {
    takeBodies(inner, [PROTOBUF, 'application/json']);
    inner.setErrorHandler((error, request, reply) => {
      const failure = failureIn(error);
      logFailure(request, error, failure);
      if (mediaType(request) !== PROTOBUF) return sendFailure(reply, failure);
      const status = statusOf(failure.code);
      if (status === 503) reply.header('retry-after', '2');
      const said = Buffer.from(encodeStatus(grpcCode(status), `${failure.message}. ${failure.mend}`));
      return reply.code(status).type(PROTOBUF).send(said);
    });
    for (const kind of ['traces', 'logs'] as const)
      inner.post<{ Body: Buffer }>(
        `/v1/${kind}`,
        {
          config: { scope: 'ingest' },
          schema: {
            tags: ['ingest'],
            summary: `Takes exchanges in out of OpenTelemetry ${kind} (OTLP/HTTP)`,
            description:
              'JSON or protobuf, gzip or not. Spans and records that are no calls of a model are passed over; what is rejected is counted in partialSuccess.',
            consumes: [PROTOBUF, 'application/json'],
          },
        },
        async (request, reply) => {
          const binary = mediaType(request) === PROTOBUF;
          const { reading } = await readExport(
            kind,
            request.body,
            binary,
            context.formatOptions,
            context.pseudonyms,
          );
          await keep(reading, kind, context);
          const words = [...reading.reasons].map(([reason, count]) => `${count} ${reason}`).join(', ');
          const first = reading.rejected[0]?.message;
          const message = words && `${words}; the first: ${first}`;
          if (binary) return reply.type(PROTOBUF).send(Buffer.from(encodeAnswer(reading.refused, message)));
          const count = kind === 'traces' ? 'rejectedSpans' : 'rejectedLogRecords';
          return reading.refused
            ? { partialSuccess: { [count]: String(reading.refused), errorMessage: message } }
            : {};
        },
      );
  });
}

/** google.rpc.Code for a status. */
function grpcCode(status: number): number {
  const codes: Record<number, number> = { 401: 16, 403: 7, 404: 5, 413: 8, 503: 14, 504: 4, 507: 8 };
  return codes[status] ?? (status < 500 ? 3 : 13);
}
