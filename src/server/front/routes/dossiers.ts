import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { DossierRequest } from '../../protocol.ts';
import type { Context } from '../context.ts';
import { jsonSchema } from '../schemas.ts';

const name = z.string().min(1).max(200);
const bodySchema = z.object({
  campaign: name,
  level: z.enum(['public', 'partner', 'regulator']),
  partner: name.optional().meta({ description: 'at level partner: whose key the pseudonyms are under' }),
  maker: name.optional().meta({ description: 'who makes the claim, for the letter' }),
});

/** The largest campaigns take minutes. */
const LONGEST = 900_000;

/** What is claimed of a campaign, with its proofs, as a file. Excerpts are added on the command line alone: they are shown first. */
export function dossiers(app: FastifyInstance, { link, version }: Context): void {
  app.post<{ Body: z.infer<typeof bodySchema> }>(
    '/v1/dossiers',
    {
      bodyLimit: 4096,
      config: { scope: 'act' },
      schema: {
        tags: ['campaigns'],
        summary: 'Makes a dossier on a campaign: a ZIP archive that stillwatch-verify checks',
        body: jsonSchema(bodySchema),
      },
    },
    async (request, reply) => {
      const input: DossierRequest = { ...request.body, version };
      const archive = await link.call<Uint8Array>('dossier', input, { timeout: LONGEST });
      return reply
        .type('application/zip')
        .header('content-disposition', 'attachment; filename="dossier.zip"')
        .send(Buffer.from(archive));
    },
  );
}
