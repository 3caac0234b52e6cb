import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Hook, type HookDecide, hooks } from '../../../gateway/index.ts';
import type { Context } from '../context.ts';

const BODY = 8 << 20;

/**
 * What other gateways ask, in their own words (docs/gateway.md). Where the header `authorization` is the client's own key, as Envoy
 * passes it on, the token comes as `x-stillwatch-token`.
 */
export function hookRoutes(app: FastifyInstance, context: Context): void {
  const { pseudonyms, accountHeader, decider, metrics } = context;
  const decide: HookDecide = request => {
    const decision = decider.of(request);
    metrics.decided(decision.decision);
    return decision;
  };
  app.register(async inner => {
    inner.removeAllContentTypeParsers();
    inner.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY }, (_request, body, done) =>
      done(null, body),
    );
    for (const hook of hooks({ pseudonyms, accountHeader }))
      for (const url of [`/hooks/${hook.path}`, `/hooks/${hook.path}/*`])
        inner.all(
          url,
          {
            config: { scope: 'decide', quiet: true },
            schema: { tags: ['hooks'], summary: hook.about, hide: url.endsWith('*') },
          },
          async (request, reply) => {
            const { status, headers = {}, body } = await hook.handle(asked(request, hook), decide);
            return reply
              .code(status)
              .headers(headers)
              .type('application/json')
              .send(body === undefined ? '' : JSON.stringify(body));
          },
        );
  });
}

function asked({ method, raw, headers, body }: FastifyRequest, { path }: Hook) {
  const rest = (raw.url ?? '').slice(`/hooks/${path}`.length);
  return { method, rest, headers, body: parsed(body) };
}

function parsed(body: unknown): unknown {
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : '';
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
