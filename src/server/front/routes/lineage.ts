import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { savedSummarySchema, savedTest, savedTestSchema, savedTests } from '../../../lineage/index.ts';
import type { Context } from '../context.ts';
import { jsonSchema } from '../schemas.ts';

const tags = ['evidence'];
const params = { type: 'object', properties: { name: { type: 'string', maxLength: 64 } } };

/** Tests of lineage, as the command line kept them: nothing is tested here, for references may be anywhere. */
export function lineageRoutes(app: FastifyInstance, { data }: Context): void {
  app.get(
    '/v1/lineage',
    {
      schema: {
        tags,
        summary: 'The tests of lineage that were kept, the newest first',
        response: { 200: jsonSchema(z.object({ tests: z.array(savedSummarySchema) })) },
      },
    },
    async () => ({ tests: await savedTests(data) }),
  );
  app.get<{ Params: { name: string } }>(
    '/v1/lineage/:name',
    {
      schema: {
        tags,
        summary: 'A test of lineage: candidates, chance, doses, passages',
        params,
        response: { 200: jsonSchema(savedTestSchema) },
      },
    },
    async (request, reply) =>
      reply
        .serializer(JSON.stringify)
        .type('application/json; charset=utf-8')
        .send(await savedTest(data, request.params.name)),
  );
}
