import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { StillwatchError } from '../../../errors.ts';
import { ERRAND } from '../../oidc/errands.ts';
import { isLed } from '../access.ts';
import type { Context } from '../context.ts';
import { jsonSchema } from '../schemas.ts';

/** Where the provider sends people back to: it has to be registered there. */
export const CALLBACK = '/v1/session/oidc/callback';

const waysSchema = z.object({
  provider: z
    .object({ name: z.string(), start: z.string().meta({ description: 'the address to go to' }) })
    .nullable(),
});

/** Sign-in by an OpenID provider: a browser goes there and comes back. */
export function signInRoutes(app: FastifyInstance, context: Context): void {
  const { signIn, cookies, log } = context;
  const config = { scope: 'none' as const };
  const tags = ['session'];
  app.get(
    '/v1/session/ways',
    {
      config,
      schema: {
        tags,
        summary: 'How people can sign in, beside with a token',
        response: { 200: jsonSchema(waysSchema) },
      },
    },
    async () => ({ provider: signIn ? { name: signIn.name, start: '/v1/session/oidc' } : null }),
  );
  if (!signIn) return;

  app.get<{ Querystring: { to?: unknown; again?: unknown } }>(
    '/v1/session/oidc',
    { config, schema: { tags, hide: true } },
    async (request, reply) =>
      told(request, reply, async () => {
        const { to, again } = request.query;
        if (isLed(request)) throw foreign();
        const begun = await signIn.begin(isOurs(to) ? to : '/', again !== undefined);
        reply.header('set-cookie', cookies.errand(begun.sealed, ERRAND));
        return begun.location;
      }),
  );
  app.get(CALLBACK, { config, schema: { tags, hide: true } }, async (request, reply) =>
    told(request, reply, async () => {
      const sealed = cookies.errandOf(request.headers);
      reply.header('set-cookie', cookies.errand('', 0));
      const { secret, name, role, to } = await signIn.end(sealed, request.url.slice(CALLBACK.length));
      log.info({ by: name, role }, 'signed in');
      reply.header('set-cookie', cookies.session(secret));
      return to;
    }),
  );
}

/** Sends on to where `work` says. A browser that fails is sent to the sign-in page, which knows the words for each code. */
async function told(
  request: FastifyRequest,
  reply: FastifyReply,
  work: () => Promise<string>,
): Promise<FastifyReply> {
  reply.header('referrer-policy', 'no-referrer');
  try {
    return reply
      .code(303)
      .header('location', await work())
      .send();
  } catch (error) {
    if (!(error instanceof StillwatchError)) throw error;
    const { code, cause } = error;
    // Of the provider's answer nothing but the kind of failure: it may have held tokens.
    const { code: why, error: said } = (cause ?? {}) as { code?: unknown; error?: unknown };
    request.log.warn(
      { code, why, said: typeof said === 'string' ? said.slice(0, 60) : undefined },
      'somebody could not sign in',
    );
    if (!String(request.headers.accept ?? '').includes('text/html')) throw error;
    return reply.code(303).header('location', `/sign-in?problem=${code}`).send();
  }
}

/** An address of the console's; `//host` would be another's. In letters that a header can have: a browser encodes all others. */
const isOurs = (to: unknown): to is string =>
  typeof to === 'string' && to.length < 2000 && /^\/(?![/\\])[!-~]*$/.test(to);

const foreign = () =>
  new StillwatchError(
    'OIDC_STATE',
    'another site asks for this sign-in in your browser',
    'Open the console itself, and sign in there.',
  );
