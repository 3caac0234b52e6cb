import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { StillwatchError } from '../../../errors.ts';
import { isScope, roleNames, roleOf, scopes } from '../../roles.ts';
import { type Asker, askerOf, isElsewhere, needed } from '../access.ts';
import type { Context } from '../context.ts';
import { jsonSchema } from '../schemas.ts';

const givenSchema = z.object({ token: z.string().min(1).max(512) });
const sessionSchema = z.object({
  name: z.string().meta({ description: 'the name that stands in the audit trail' }),
  scopes: z.array(z.enum(scopes)),
  role: z
    .enum(roleNames as [string, ...string[]])
    .nullable()
    .meta({ description: 'the name of these scopes, where they have one' }),
  expires: z.string().nullable().meta({ description: 'ISO 8601, UTC' }),
  by: z.enum(['token', 'provider']).meta({ description: 'how they signed in' }),
});

const sessionOf = ({ name, scopes, expires, session }: Asker) => ({
  name,
  scopes: scopes.filter(isScope),
  role: roleOf(scopes) ?? null,
  expires,
  by: session ? 'provider' : 'token',
});

/**
 * A browser's session, in a cookie that no script can read. By a token the cookie holds the token itself, so that revoking the
 * token ends every session of it; by a provider it holds the secret of the session (routes/sign-in.ts).
 */
export function session(app: FastifyInstance, context: Context): void {
  const { tokens, sessions, cookies } = context;
  const config = { scope: 'none' as const };
  const response = { 200: jsonSchema(sessionSchema) };
  app.get(
    '/v1/session',
    { config, schema: { tags: ['session'], summary: 'Who asks, and what they may', response } },
    async request => {
      const asker = askerOf(request, context);
      if (!asker) throw needed();
      return sessionOf(asker);
    },
  );
  app.post<{ Body: { token: string } }>(
    '/v1/session',
    {
      bodyLimit: 4096,
      config,
      schema: {
        tags: ['session'],
        summary: 'Signs a browser in: leaves the token in a cookie',
        body: jsonSchema(givenSchema),
        response,
      },
    },
    async (request, reply) => {
      ours(request);
      const secret = request.body.token.trim();
      const token = tokens.of(secret);
      if (!token) throw needed();
      reply.header('set-cookie', cookies.session(secret));
      return sessionOf(token);
    },
  );
  app.delete(
    '/v1/session',
    { config, schema: { tags: ['session'], summary: 'Signs the browser out' } },
    async (request, reply) => {
      ours(request);
      const asker = askerOf(request, context);
      if (asker?.session) sessions.end(asker.session);
      return reply.header('set-cookie', cookies.session('', 0)).code(204).send();
    },
  );
}

/** Another site may neither sign a person in as somebody else nor sign them out. */
function ours(request: FastifyRequest): void {
  if (isElsewhere(request))
    throw new StillwatchError(
      'TOKEN_NEEDED',
      'another site asks for this in your browser',
      'Open the console itself, and sign in there.',
    );
}
