import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { roleNames } from '../../roles.ts';
import type { Context } from '../context.ts';
import { jsonSchema } from '../schemas.ts';

const time = z.string().meta({ description: 'ISO 8601, UTC' });
const listSchema = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      role: z.enum(roleNames as [string, ...string[]]),
      issuer: z.string(),
      begun: time,
      expires: time,
      own: z.boolean().meta({ description: 'whose list this is' }),
    }),
  ),
});

/** Who is signed in by the provider, for whoever says who may. Tokens are revoked where they are made. */
export function sessionList(app: FastifyInstance, { sessions, log }: Context): void {
  const config = { scope: 'admin' as const };
  app.get(
    '/v1/sessions',
    {
      config,
      schema: {
        tags: ['session'],
        summary: 'Who is signed in by the provider, the newest first',
        response: { 200: jsonSchema(listSchema) },
      },
    },
    async request => ({
      sessions: sessions.all.map(({ id, name, role, issuer, begun, expires }) => ({
        id,
        name,
        role,
        issuer,
        begun,
        expires,
        own: request.token!.session === id,
      })),
    }),
  );
  app.delete<{ Params: { id: string } }>(
    '/v1/sessions/:id',
    {
      config,
      schema: {
        tags: ['session'],
        summary: 'Ends a session at once',
        params: { type: 'object', required: ['id'], properties: { id: { type: 'string', maxLength: 64 } } },
      },
    },
    async (request, reply) => {
      sessions.end(request.params.id);
      log.info({ by: request.token!.name, session: request.params.id }, 'a session was ended');
      return reply.code(204).send();
    },
  );
}
