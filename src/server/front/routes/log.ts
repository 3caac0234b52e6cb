import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Stored } from '../../protocol.ts';
import { entriesPage, logView, proofView } from '../answers-evidence.ts';
import type { Context } from '../context.ts';
import type { LogReader } from '../log-reader.ts';
import { parsed } from '../parsed.ts';
import { jsonSchema } from '../schemas.ts';

/** How long the log's page waits for what the store has: it is shown without it. */
const PATIENCE = 3000;

const whole = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const pageQuery = z.object({
  from: whole.optional().meta({ description: 'the first; by default the newest `limit`' }),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
const sizeQuery = z.object({ size: whole.optional().meta({ description: 'of an earlier size' }) });
const proofQuery = z.object({
  index: whole,
  size: whole.optional().meta({ description: 'in the log as it was then' }),
});

/** The transparency log, read from its files: none of it names an account. */
export function logRoutes(app: FastifyInstance, { link }: Context, reader: LogReader): void {
  const tags = ['evidence'];
  const validatorCompiler = () => (value: unknown) => ({ value });
  app.get(
    '/v1/log',
    {
      schema: {
        tags,
        summary: 'The transparency log: what it is, its checkpoints, and what it follows',
        response: { 200: jsonSchema(logView) },
      },
    },
    async () => {
      const [log, stored] = await Promise.all([
        reader.summary(),
        link.call<Stored>('stored', null, { timeout: PATIENCE }).catch(() => null),
      ]);
      return { log, stored, error: link.state?.log_error ?? null };
    },
  );
  app.get(
    '/v1/log/checkpoint',
    {
      validatorCompiler,
      schema: {
        tags,
        summary: 'The signed checkpoint: a note, with the lines of its witnesses',
        querystring: jsonSchema(sizeQuery),
      },
    },
    async (request, reply) => {
      const { size } = parsed(sizeQuery, request.query);
      const log = await reader.open();
      return reply.type('text/plain; charset=utf-8').send(await log.checkpoint(size));
    },
  );
  app.get(
    '/v1/log/entries',
    {
      validatorCompiler,
      schema: {
        tags,
        summary: 'Entries of the log, the oldest of them first',
        querystring: jsonSchema(pageQuery),
        response: { 200: jsonSchema(entriesPage) },
      },
    },
    async request => {
      const { from, limit } = parsed(pageQuery, request.query);
      const log = await reader.open();
      const { size } = log;
      const first = Math.min(from ?? Math.max(0, size - limit), size);
      const entries = [];
      for await (const { index, entry } of log.entries(first, Math.min(size, first + limit)))
        entries.push({ index, entry });
      return { size, entries };
    },
  );
  app.get(
    '/v1/log/proof',
    {
      validatorCompiler,
      schema: {
        tags,
        summary: 'The proof that an entry stands in the log, which anybody can check',
        querystring: jsonSchema(proofQuery),
        response: { 200: jsonSchema(proofView) },
      },
    },
    async request => {
      const { index, size } = parsed(proofQuery, request.query);
      const log = await reader.open();
      const of = size ?? log.size;
      const [proof, checkpoint, key] = await Promise.all([
        log.inclusion(index, of),
        log.checkpoint(of),
        log.keyAt(of),
      ]);
      for await (const { entry } of log.entries(index, index + 1))
        return { index, entry, checkpoint, key, proof: proof.map(hash => hash.toString('base64')) };
      throw new Error(`entry ${index} is proved and not there`);
    },
  );
}
