import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { StillwatchError } from '../../../errors.ts';
import { scopes, type Token } from '../../tokens.ts';
import { cookieFor, isElsewhere, needed, tokenOf } from '../access.ts';
import type { Context } from '../context.ts';
import { jsonSchema } from '../schemas.ts';

const givenSchema = z.object({ token: z.string().min(1).max(512) });
const sessionSchema = z.object({
  name: z.string().meta({ description: 'the name that stands in the audit trail' }),
  scopes: z.array(z.enum(scopes)),
  expires: z.string().nullable().meta({ description: 'ISO 8601, UTC' }),
});

const sessionOf = ({ name, scopes, expires }: Token) => ({ name, scopes, expires });

/**
 * A browser's session: a token in a cookie that no script can read. The cookie holds the token itself, so that revoking the
 * token ends every session of it.
 */
export function session(app: FastifyInstance, { tokens }: Context): void {
  const config = { scope: 'none' as const };
  const response = { 200: jsonSchema(sessionSchema) };
  app.get(
    '/v1/session',
    { config, schema: { tags: ['session'], summary: 'Who asks, and what they may', response } },
    async request => {
      const token = tokenOf(request, tokens);
      if (!token) throw needed();
      return sessionOf(token);
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
      reply.header('set-cookie', cookieFor(secret));
      return sessionOf(token);
    },
  );
  app.delete(
    '/v1/session',
    { config, schema: { tags: ['session'], summary: 'Signs the browser out' } },
    async (request, reply) => {
      ours(request);
      return reply.header('set-cookie', cookieFor('', 0)).code(204).send();
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
