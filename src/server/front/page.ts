import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { StillwatchError } from '../../errors.ts';
import { statusOf } from '../failure.ts';
import { askerOf, isLed } from './access.ts';
import type { Context } from './context.ts';

/** The campaigns as a page, to whoever comes by the link with the token in it, and then by the cookie that it left. */
export function pageRoutes(app: FastifyInstance, context: Context): void {
  const { page, tokens, cookies, link, console } = context;
  if (!page) return;
  const send = (reply: FastifyReply, status: number, html: string) =>
    reply
      .code(status)
      .headers({ 'content-security-policy': page.contentSecurityPolicy, 'referrer-policy': 'no-referrer' })
      .type('text/html; charset=utf-8')
      .send(html);
  app.get<{ Querystring: { token?: string } }>(
    // Where there is a console, this is what can be read without scripts, and printed.
    console ? '/report' : '/',
    { config: { scope: 'none' }, schema: { hide: true } },
    async (request, reply) => {
      const { token: secret } = request.query;
      const asked = typeof secret === 'string' ? tokens.of(secret) : undefined;
      const token = asked ?? askerOf(request, context);
      if (!token?.scopes.includes('read')) return send(reply, 401, unknown);
      // Another site may lead here, and sign nobody in.
      if (asked && !isLed(request)) reply.header('set-cookie', cookies.session(secret!));
      try {
        return send(reply, 200, page.render(JSON.parse(await link.call<string>('documents', null))));
      } catch (error) {
        if (!(error instanceof StillwatchError)) throw error;
        return send(
          reply,
          statusOf(error.code),
          plain(
            'The campaigns cannot be shown now',
            'The process that has the store does not answer. It is started again by itself: come back in a while.',
          ),
        );
      }
    },
  );
  app.get(
    '/campaigns.json',
    { schema: { tags: ['campaigns'], summary: 'The campaigns, whole' } },
    async (_request: FastifyRequest, reply) =>
      reply.type('application/json; charset=utf-8').send(await link.call<string>('documents', null)),
  );
}

const plain = (title: string, text: string) =>
  `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Stillwatch</title></head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>\n`;

const unknown = plain(
  'Who are you?',
  'Open the link that <code>stillwatch serve</code> printed when it started, or <code>/?token=sw_…</code> with a token of the scope read: <code>stillwatch token add NAME --scope read</code>.',
);
