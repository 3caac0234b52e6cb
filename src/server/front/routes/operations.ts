import type { FastifyInstance } from 'fastify';
import type { Operation } from '../../../policy/index.ts';
import { answers } from '../answers.ts';
import type { Context } from '../context.ts';
import { parsed } from '../parsed.ts';
import { jsonSchema } from '../schemas.ts';

const BODY = 8 << 20;
/** An operation may look at much of the store (a backtest). */
const TIMEOUT = 120_000;

/** A route for each operation of the desk. */
export function operationRoutes(app: FastifyInstance, context: Context): void {
  for (const operation of context.operations) route(app, operation, context);
}

function route(
  app: FastifyInstance,
  { method, path, scope, about, input }: Operation,
  { link }: Context,
): void {
  const url = `/v1/${path}`;
  const schema = jsonSchema(input);
  const answer = answers[`${method} ${path}`];
  app.route({
    method,
    url,
    bodyLimit: BODY,
    config: { scope },
    schema: {
      tags: [path.split('/')[0]!],
      summary: about,
      ...(method === 'GET' ? { querystring: schema } : { body: schema }),
      ...(answer ? { response: { 200: jsonSchema(answer) } } : {}),
    },
    // zod checks, for it says more, and what it transforms is what is run.
    validatorCompiler: () => value => ({ value }),
    async handler(request, reply) {
      const given = {
        ...(request.query as object),
        ...(request.body as object),
        ...(request.params as object),
      };
      const value = await link.call(`${method} ${path}`, parsed(input, given), {
        by: request.token!.name,
        timeout: TIMEOUT,
      });
      return reply
        .serializer(JSON.stringify)
        .type('application/json; charset=utf-8')
        .send(value ?? {});
    },
  });
}
