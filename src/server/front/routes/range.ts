import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  LARGEST,
  type PlayRequest,
  playLineSchema,
  playRequestSchema,
  playSettingsSchema,
} from '../../../play/index.ts';
import { type Dial, dials, scenarios } from '../../../range/index.ts';
import type { Context } from '../context.ts';
import { jsonSchema } from '../schemas.ts';

const count = z.int().min(0);
const dialSchema = z.object({
  name: z.string(),
  about: z.string(),
  none: z.number().meta({ description: 'off' }),
  full: z.number().meta({ description: 'the hardest' }),
  min: z.number(),
  max: z.number(),
  whole: z.boolean(),
  log: z.boolean().meta({ description: 'half of it is the geometric middle' }),
  on: z
    .object({ mild: z.number(), full: z.number() })
    .nullable()
    .meta({ description: 'it is off, or between these' }),
});
const scenariosSchema = z.object({
  scenarios: z.array(
    z.object({
      name: z.string(),
      about: z.string(),
      accounts: count,
      campaign_accounts: count,
      exchanges_per_account: z.number(),
      days: count,
    }),
  ),
  dials: z.array(dialSchema),
  most: z.record(z.string(), count).meta({ description: 'what is played at most' }),
});

const playSchema = z.object({
  id: z.string(),
  state: z.enum(['running', 'finished', 'failed', 'stopped']),
  begun: z.string().meta({ description: 'ISO 8601, UTC' }),
  settings: playSettingsSchema,
  lines: count.meta({ description: 'recorded so far' }),
  steps: z.object({ done: count, of: count.nullable() }),
  truth: z
    .object({ harvest: count, leaked: count, stopped: count, found: count, harmed: count })
    .nullable()
    .meta({ description: 'after the last step' }),
  score: z
    .object({
      leaked: z.number(),
      precision: z.number(),
      recall: z.number(),
      purity: z.number(),
      ever_harmed: count,
      false_campaigns: count,
      victim_flagged: count.nullable(),
    })
    .nullable(),
  failure: z.object({ code: z.string(), message: z.string(), mend: z.string() }).nullable(),
});

const tags = ['range'];
const params = { type: 'object', properties: { id: { type: 'string', maxLength: 64 } } };
const fromSchema = z.object({
  from: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional()
    .meta({ description: 'lines that are known already' }),
});

/** The proving ground as something to watch. Plays have worlds and stores of their own: nothing of them comes into the service's. */
export function rangeRoutes(app: FastifyInstance, { plays }: Context): void {
  app.get(
    '/v1/range/scenarios',
    {
      schema: {
        tags,
        summary: 'What can be played: scenarios, and the dials of their campaigns',
        response: { 200: jsonSchema(scenariosSchema) },
      },
    },
    async () => choices,
  );
  app.get(
    '/v1/range/plays',
    {
      schema: {
        tags,
        summary: 'The plays, newest first',
        response: { 200: jsonSchema(z.object({ plays: z.array(playSchema) })) },
      },
    },
    async () => ({ plays: plays.list() }),
  );
  app.get<{ Params: { id: string }; Querystring: z.infer<typeof fromSchema> }>(
    '/v1/range/plays/:id',
    {
      schema: {
        tags,
        summary: 'A play, and the lines of its recording from one on',
        params,
        querystring: jsonSchema(fromSchema),
        response: {
          200: jsonSchema(playSchema.extend({ from: count, recorded: z.array(playLineSchema) })),
        },
      },
    },
    async (request, reply) =>
      reply
        .serializer(JSON.stringify)
        .type('application/json; charset=utf-8')
        .send(plays.read(request.params.id, Number(request.query.from ?? 0))),
  );
  app.post<{ Body: PlayRequest }>(
    '/v1/range/plays',
    {
      bodyLimit: 4096,
      config: { scope: 'act' },
      schema: {
        tags,
        summary: 'Plays a scenario; one at a time',
        description:
          'Answers 202 when it has begun, 200 with what is there where the same was played already.',
        body: jsonSchema(playRequestSchema),
        response: { 200: jsonSchema(playSchema), 202: jsonSchema(playSchema) },
      },
    },
    async (request, reply) => {
      const play = await plays.start(request.body);
      return reply.code(play.state === 'running' ? 202 : 200).send(play);
    },
  );
  app.delete<{ Params: { id: string } }>(
    '/v1/range/plays/:id',
    {
      config: { scope: 'act' },
      schema: { tags, summary: 'Stops a play where it runs, and removes it', params },
    },
    async (request, reply) => {
      await plays.remove(request.params.id);
      return reply.code(204).send();
    },
  );
}

const choices: z.infer<typeof scenariosSchema> = {
  scenarios: Object.entries(scenarios).map(([name, { about, defaults }]) => ({
    name,
    about,
    accounts: defaults.accounts,
    campaign_accounts: defaults.campaignAccounts,
    exchanges_per_account: defaults.exchangesPerAccount,
    days: defaults.days,
  })),
  dials: Object.entries<Dial>(dials).map(([name, { about, none, full, min, max, on, whole, log }]) => ({
    name,
    about,
    none,
    full,
    min,
    max,
    whole: whole ?? false,
    log: log ?? false,
    on: on ? { mild: on[0], full: on[1] } : null,
  })),
  most: LARGEST,
};
