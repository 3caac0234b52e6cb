import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { campaignList } from '../answers.ts';
import { outline } from '../answers-views.ts';
import type { Context } from '../context.ts';
import { jsonSchema } from '../schemas.ts';
import { statusOfService } from '../status.ts';

const detectSchema = z.object({
  until: z.iso
    .datetime({ offset: true })
    .nullish()
    .meta({ description: 'look only at what came before; by default at all that is stored' }),
  wait: z.boolean().optional().meta({ description: 'answer when it is done, not when it has begun' }),
});

/** A detection may take an hour; who waits for it is not kept longer. */
const LONGEST_DETECTION = 3_600_000;

const sendDocument = (reply: FastifyReply, text: string) =>
  reply.type('application/json; charset=utf-8').send(text);

/** What was found, and how the service does. */
export function reads(app: FastifyInstance, context: Context): void {
  const { link } = context;
  app.get(
    '/v1/campaigns',
    {
      schema: {
        tags: ['campaigns'],
        summary: 'The campaigns, newest first, a summary of each',
        response: { 200: jsonSchema(campaignList) },
      },
    },
    async (_request, reply) => sendDocument(reply, await link.call<string>('campaigns', null)),
  );
  app.get<{ Params: { id: string }; Querystring: { accounts?: string } }>(
    '/v1/campaigns/:id',
    {
      schema: {
        tags: ['campaigns'],
        summary: 'A campaign with its accounts and its evidence',
        params: { type: 'object', properties: { id: { type: 'string', maxLength: 64 } } },
        querystring: {
          type: 'object',
          properties: {
            accounts: {
              type: 'string',
              enum: ['all', 'none'],
              description: 'none: without its accounts, and with how many there are of each role',
            },
          },
        },
        response: { 200: jsonSchema(outline) },
      },
    },
    async ({ params: { id }, query }, reply) =>
      sendDocument(reply, await link.call<string>(query.accounts === 'none' ? 'outline' : 'campaign', id)),
  );
  app.post<{ Body: z.infer<typeof detectSchema> | null }>(
    '/v1/detections',
    {
      bodyLimit: 4096,
      config: { scope: 'act' },
      schema: {
        tags: ['campaigns'],
        summary: 'Looks for campaigns now; one detection at a time',
        description: 'Answers 202 when it has begun (or one was under way): /v1/status says when it is done.',
        body: jsonSchema(detectSchema.nullable()),
      },
    },
    async (request, reply) => {
      const wait = request.body?.wait ?? false;
      const options = wait ? { timeout: LONGEST_DETECTION } : {};
      const value = await link.call('detect', { until: request.body?.until ?? null, wait }, options);
      return reply.code(wait ? 200 : 202).send(value);
    },
  );
  app.get(
    '/v1/status',
    { schema: { tags: ['service'], summary: 'How the service does: journal, store, snapshot, detection' } },
    async () => statusOfService(context),
  );
}
