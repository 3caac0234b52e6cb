import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';

/** Alive and ready, for whoever starts and stops services; and metrics. */
export function health(app: FastifyInstance, { known, metrics, stopping }: Context): void {
  app.get(
    '/healthz',
    {
      config: { scope: 'none', quiet: true },
      schema: { tags: ['service'], summary: 'The process is alive' },
    },
    async () => ({ ok: true }),
  );
  app.get(
    '/readyz',
    {
      config: { scope: 'none', quiet: true },
      schema: { tags: ['service'], summary: 'Decisions are made from what is known; 503 while they are not' },
    },
    async (_request, reply) => {
      const ready = !stopping() && known.snapshot !== undefined;
      return reply.code(ready ? 200 : 503).send({ ready });
    },
  );
  app.get(
    '/metrics',
    { config: { quiet: true }, schema: { tags: ['service'], summary: 'Metrics for Prometheus' } },
    async (_request, reply) =>
      reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}
