import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { commitmentOf } from '../../../canary/index.ts';
import { StillwatchError } from '../../../errors.ts';
import { canaryKey, evidenceSecret } from '../../../evidence/index.ts';
import type { Context } from '../context.ts';
import type { LogReader } from '../log-reader.ts';
import { parsed } from '../parsed.ts';
import { jsonSchema } from '../schemas.ts';

const askedFor = z.object({
  canary: z.string().max(64).meta({ description: 'as an obligation `mark:…` names it' }),
});
const given = z.object({
  canary: z.string(),
  key: z.string().meta({ description: 'base64, 32 bytes' }),
  words: z.string().meta({ description: 'base64, SHA-256: the table of wordings that it is for' }),
  until: z.string().meta({ description: 'ISO 8601, UTC: no answer is marked by it later' }),
});

/**
 * Gives a gateway the key that an obligation names, in the body of an answer and nowhere else: decisions are shown and logged in many
 * places. Only what the transparency log has committed to is given, so nothing can be marked before.
 */
export function canaryRoutes(app: FastifyInstance, { pseudonyms }: Context, reader: LogReader): void {
  app.post(
    '/v1/canary-keys',
    {
      config: { scope: 'decide' },
      validatorCompiler: () => value => ({ value }),
      schema: {
        tags: ['decisions'],
        summary: 'The key by which answers are marked, once the log has committed to it',
        body: jsonSchema(askedFor),
        response: { 200: jsonSchema(given, 'output') },
      },
    },
    async (request, reply) => {
      const { canary } = parsed(askedFor, request.body);
      const entry = await reader.canary(canary);
      const key = canaryKey(evidenceSecret(pseudonyms), canary);
      if (!entry || entry.commitment !== commitmentOf(canary, key) || Date.parse(entry.until) <= Date.now())
        throw new StillwatchError(
          'CANARY_UNLOGGED',
          entry
            ? `what the log says of ${canary} is over, or of another key or table of wordings`
            : `the log says nothing of ${canary}`,
          'A plan to mark answers is logged within seconds; one of an older version needs to be made again: stillwatch canary plan.',
        );
      const { words, until } = entry;
      return reply
        .header('cache-control', 'no-store')
        .send({ canary, key: key.toString('base64'), words, until });
    },
  );
}
