import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { DossierMade, DossierRequest } from '../../protocol.ts';
import { keptList } from '../answers-evidence.ts';
import type { Context } from '../context.ts';
import { jsonSchema } from '../schemas.ts';
import { Shelf } from '../shelf.ts';

const name = z.string().min(1).max(200);
const bodySchema = z.object({
  campaign: name,
  level: z.enum(['public', 'partner', 'regulator']),
  partner: name.optional().meta({ description: 'at level partner: whose key the pseudonyms are under' }),
  maker: name.optional().meta({ description: 'who makes the claim, for the letter' }),
});

/** The largest campaigns take minutes. */
const LONGEST = 900_000;

const sendArchive = (reply: FastifyReply, name: string, bytes: Uint8Array) =>
  reply
    .type('application/zip')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));

/** What is claimed of a campaign, with its proofs, as a file. Excerpts are added on the command line alone: they are shown first. */
export function dossiers(app: FastifyInstance, { link, version, data, log }: Context): void {
  const shelf = new Shelf(data ?? '');
  const tags = ['evidence'];
  const params = { type: 'object', properties: { name: { type: 'string', maxLength: 200 } } };
  app.post<{ Body: z.infer<typeof bodySchema> }>(
    '/v1/dossiers',
    {
      bodyLimit: 4096,
      config: { scope: 'act' },
      schema: {
        tags,
        summary:
          'Makes a dossier on a campaign, keeps it, and gives it: a ZIP archive that stillwatch-verify checks',
        body: jsonSchema(bodySchema),
      },
    },
    async (request, reply) => {
      const input: DossierRequest = { ...request.body, version };
      const made = await link.call<DossierMade>('dossier', input, { timeout: LONGEST });
      const kept = await shelf.put(input, made, request.token!.name);
      return sendArchive(reply, kept.name, made.archive);
    },
  );
  app.get(
    '/v1/dossiers',
    {
      schema: {
        tags,
        summary: 'The dossiers that were made, the newest first',
        response: { 200: jsonSchema(keptList) },
      },
    },
    async () => ({ dossiers: await shelf.list() }),
  );
  app.get<{ Params: { name: string } }>(
    '/v1/dossiers/:name',
    // Some open accounts' pseudonyms: they are for who may make them.
    { config: { scope: 'act' }, schema: { tags, summary: 'A dossier, again: the same bytes', params } },
    async (request, reply) => {
      const archive = await shelf.archive(request.params.name);
      return sendArchive(reply, request.params.name, archive);
    },
  );
  app.delete<{ Params: { name: string } }>(
    '/v1/dossiers/:name',
    {
      config: { scope: 'act' },
      schema: { tags, summary: 'Removes a dossier here; its claim stays in the log', params },
    },
    async (request, reply) => {
      await shelf.remove(request.params.name);
      log.info({ by: request.token!.name, dossier: request.params.name }, 'a dossier was removed');
      return reply.code(204).send();
    },
  );
}
