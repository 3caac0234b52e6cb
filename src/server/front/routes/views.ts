import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { accountsPage, accountTraffic, overview, prices, views } from '../answers-views.ts';
import type { Context } from '../context.ts';
import { parsed } from '../parsed.ts';
import { readPrices } from '../prices.ts';
import { jsonSchema } from '../schemas.ts';

const send = (reply: FastifyReply, text: string) => reply.type('application/json; charset=utf-8').send(text);
const params = (name: string, maxLength: number) => ({
  type: 'object',
  properties: { [name]: { type: 'string', maxLength } },
});

const pageQuery = z.object({
  role: z.enum(['harvester', 'cover', 'bystander']).optional(),
  search: z
    .string()
    .max(512)
    .optional()
    .meta({ description: 'what the account has in it, in whatever case' }),
  sort: z.enum(['membership', 'exchanges', 'account']).default('membership'),
  order: z.enum(['asc', 'desc']).default('desc'),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

const summaries: Record<keyof typeof views, string> = {
  activity: 'A campaign by hour and model, beside everybody else',
  life: 'A campaign by day: its accounts coming, sending and going, and its moves to other models',
  traits: 'What a campaign’s accounts share that others don’t: accounts × values',
  templates: 'The templates of a campaign’s prompts, by their sketches',
};

/** What people look at: made of the store after each detection, and read back. */
export function viewRoutes(app: FastifyInstance, { link, data, metrics }: Context): void {
  const ask = (what: string, input: unknown) => link.call<string>(what, input);
  app.get(
    '/v1/overview',
    {
      schema: {
        tags: ['views'],
        summary: 'All traffic by hour, the campaigns in it, and what leaked',
        response: { 200: jsonSchema(overview) },
      },
    },
    async (_request, reply) => {
      const text = await ask('overview', null);
      // What was refused is known here alone: it is added to the engine's JSON, which may be long, as text.
      const { values } = await metrics.rejected.get();
      const rejects = values
        .map(({ labels, value }) => ({ reason: String(labels['reason']), count: value }))
        .sort((a, b) => b.count - a.count);
      return send(reply, `${text.slice(0, -1)},"rejects":${JSON.stringify(rejects)}}`);
    },
  );
  app.get<{ Params: { id: string } }>(
    '/v1/campaigns/:id/accounts',
    {
      schema: {
        tags: ['views'],
        summary: 'A campaign’s accounts, so many at a time',
        params: params('id', 64),
        querystring: jsonSchema(pageQuery),
        response: { 200: jsonSchema(accountsPage) },
      },
      validatorCompiler: () => value => ({ value }),
    },
    async (request, reply) =>
      send(
        reply,
        await ask('campaign-accounts', { id: request.params.id, ...parsed(pageQuery, request.query) }),
      ),
  );
  for (const [kind, schema] of Object.entries(views))
    app.get<{ Params: { id: string } }>(
      `/v1/campaigns/:id/views/${kind}`,
      {
        schema: {
          tags: ['views'],
          summary: summaries[kind as keyof typeof views],
          params: params('id', 64),
          response: { 200: jsonSchema(schema) },
        },
      },
      async (request, reply) => send(reply, await ask('view', { id: request.params.id, kind })),
    );
  app.get<{ Params: { account: string } }>(
    '/v1/accounts/:account/traffic',
    {
      schema: {
        tags: ['views'],
        summary: 'What an account sent, by day and by stream, and who is like it',
        params: params('account', 512),
        response: { 200: jsonSchema(accountTraffic) },
      },
    },
    async (request, reply) => send(reply, await ask('account-traffic', request.params.account)),
  );
  app.get(
    '/v1/prices',
    {
      schema: {
        tags: ['views'],
        summary: 'List prices, where the operator wrote them down',
        response: { 200: jsonSchema(prices) },
      },
    },
    async (_request, reply) => send(reply, JSON.stringify(await readPrices(data))),
  );
}
