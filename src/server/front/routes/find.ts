import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { parsed } from '../parsed.ts';
import { jsonSchema } from '../schemas.ts';

const querySchema = z.object({
  q: z
    .string()
    .trim()
    .min(2)
    .max(512)
    .meta({ description: 'how its name begins, as it is stored; or the whole of it, as it was sent' }),
});
const foundSchema = z.object({
  accounts: z.array(z.string()).meta({ description: 'in order, at most 20' }),
});

/** Finds accounts by how their names begin. */
export function findRoutes(app: FastifyInstance, { link, pseudonyms }: Context): void {
  app.get(
    '/v1/accounts/search',
    {
      validatorCompiler: () => value => ({ value }),
      schema: {
        tags: ['accounts'],
        summary: 'Accounts whose names begin so',
        querystring: jsonSchema(querySchema),
        response: { 200: jsonSchema(foundSchema) },
      },
    },
    async request => {
      const { q } = parsed(querySchema, request.query);
      // What is an address or a name outside is stored under a pseudonym.
      const stored = pseudonyms.account(q);
      const [begins, same] = await Promise.all([
        link.call<string[]>('find accounts', q),
        stored === q ? [] : link.call<string[]>('find accounts', stored),
      ]);
      return { accounts: [...new Set([...same, ...begins])] };
    },
  );
}
