import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { BacktestRequest, BacktestState } from '../../protocol.ts';
import { backtestState } from '../answers-policies.ts';
import type { Context } from '../context.ts';
import { jsonSchema } from '../schemas.ts';

const time = z.iso.datetime({ offset: true });
const bodySchema = z.object({
  texts: z
    .record(z.string(), z.string().max(1 << 20))
    .meta({ description: 'the policies that are tried, by file name, in place of all that are in force' }),
  from: time.optional().meta({ description: 'by default a week before `to`' }),
  to: time.optional().meta({ description: 'exclusive; by default behind the last exchange that is stored' }),
});

/** What other policies would have done to what is stored. It takes the engine's time, so it is begun by who may act. */
export function backtestRoutes(app: FastifyInstance, { link, policies }: Context): void {
  const tags = ['policies'];
  const params = { type: 'object', properties: { id: { type: 'string', maxLength: 64 } } };
  const response = { 200: jsonSchema(backtestState) };
  app.post<{ Body: z.infer<typeof bodySchema> }>(
    '/v1/policies/backtests',
    {
      bodyLimit: 2 << 20,
      config: { scope: 'act' },
      schema: {
        tags,
        summary: 'Begins to decide what is stored under other policies, beside those in force; one at a time',
        body: jsonSchema(bodySchema),
        response,
      },
    },
    async request => {
      const { texts, ...times } = request.body;
      const input: BacktestRequest = { inForce: { ...policies.texts }, tried: texts, ...times };
      return link.call<BacktestState>('backtest', input);
    },
  );
  app.get<{ Params: { id: string } }>(
    '/v1/policies/backtests/:id',
    { schema: { tags, summary: 'How far a backtest is, and what came of it', params, response } },
    async request => link.call<BacktestState>('backtest state', request.params.id),
  );
  app.delete<{ Params: { id: string } }>(
    '/v1/policies/backtests/:id',
    { config: { scope: 'act' }, schema: { tags, summary: 'Stops a backtest', params } },
    async (request, reply) => {
      await link.call('stop backtest', request.params.id);
      return reply.code(204).send();
    },
  );
}
