import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { exchangeJsonSchema } from '../../../exchange/index.ts';
import { mediaType, takeBodies } from '../bodies.ts';
import type { Context } from '../context.ts';
import { type Reading, readNative } from '../door.ts';
import { jsonSchema } from '../schemas.ts';

const answerSchema = z.object({
  accepted: z.int().meta({ description: 'on disk, and stored soon; the same id twice is stored once' }),
  rejected: z.array(z.object({ index: z.int(), reason: z.string(), message: z.string() })),
  rejected_more: z.int().optional().meta({ description: 'rejected and not listed' }),
});

const types = ['application/x-ndjson', 'application/jsonl', 'application/json'];

/** Native exchanges. */
export function exchanges(app: FastifyInstance, context: Context): void {
  app.register(async inner => {
    takeBodies(inner, types);
    inner.post<{ Body: Buffer }>(
      '/v1/exchanges',
      {
        config: { scope: 'ingest' },
        schema: {
          tags: ['ingest'],
          summary: 'Takes exchanges in, in the native format',
          description:
            'One exchange a line (application/x-ndjson), or {"exchanges": […]} or an array as application/json; gzip is read. What is accepted is on disk when the answer comes. The same ids may be sent again.',
          consumes: types,
          body: exchangeJsonSchema(),
          response: { 200: jsonSchema(answerSchema, 'output') },
        },
        validatorCompiler: () => value => ({ value }),
      },
      async request => {
        const isLines = mediaType(request) !== 'application/json';
        const reading = await readNative(request.body, isLines, context.pseudonyms);
        await keep(reading, 'native', context);
        const more = reading.refused - reading.rejected.length;
        return {
          accepted: reading.lines.length,
          rejected: reading.rejected,
          ...(more ? { rejected_more: more } : {}),
        };
      },
    );
  });
}

/** Puts what was read on disk; after this it is safe. */
export async function keep(reading: Reading, by: string, { journal, metrics }: Context): Promise<void> {
  await journal.append(reading.lines);
  if (reading.lines.length) metrics.ingested.inc({ by }, reading.lines.length);
  for (const [reason, count] of reading.reasons) metrics.rejected.inc({ reason }, count);
}
