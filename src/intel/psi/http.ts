import type { AddressInfo } from 'node:net';
import { type FastifyReply, fastify } from 'fastify';
import { StillwatchError } from '../../errors.ts';
import type { Transcript } from './messages.ts';
import { MOST, SIZE } from './oprf.ts';
import { partnerOf } from './partners.ts';
import type { PsiServer } from './server.ts';
import { BudgetSpent } from './spent.ts';

export interface PsiHttpOptions {
  server: PsiServer;
  /** Where partners.json is: read at each request, so that a partner that is removed is out at once. */
  home: string;
  host: string;
  port: number;
  /** Has to have kept it before the answer goes out. */
  onTranscript(transcript: Transcript): Promise<void>;
}

const statuses: Partial<Record<string, number>> = {
  TOKEN_NEEDED: 401,
  PSI_EPOCH: 409,
  PSI_BUDGET: 429,
  PSI_MESSAGE: 400,
  PSI_VALUE: 400,
};

/** A server of private matching alone (docs/intel.md). Behind something that does TLS. */
export async function servePsi(
  options: PsiHttpOptions,
): Promise<{ address: string; close(): Promise<void> }> {
  const { server, home, host, port, onTranscript } = options;
  // Three requests a query; a partner that sends more at once waits.
  const app = fastify({ bodyLimit: MOST * SIZE, requestTimeout: 120_000, forceCloseConnections: 'idle' });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error, _request, reply) => refuse(error, reply));

  // Before the body is read: who has no token costs nothing.
  app.addHook('onRequest', async request => {
    partnerOf(home, request.headers.authorization);
  });
  app.get('/v1/psi/offer', async request => server.offer(partnerOf(home, request.headers.authorization)));
  app.get('/v1/psi/table', async (request, reply) =>
    reply.type('application/octet-stream').send(server.table(partnerOf(home, request.headers.authorization))),
  );
  app.post('/v1/psi/answer', async (request, reply) => {
    const { epoch = '', mode = '' } = request.query as Record<string, string>;
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const partner = partnerOf(home, request.headers.authorization);
    const answer = await server.answer(partner, { epoch, mode, body });
    await onTranscript(answer.transcript);
    return reply.type('application/octet-stream').send(answer.body);
  });
  await app.listen({ host, port });
  const { port: bound } = app.server.address() as AddressInfo;
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: () => app.close(),
  };
}

function refuse(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof BudgetSpent && error.again) reply.header('retry-after', error.again.toUTCString());
  if (error instanceof StillwatchError) {
    const { code, message, mend } = error;
    return reply.code(statuses[code] ?? 500).send({ code, message, mend });
  }
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  const message = status < 500 ? (error as Error).message : 'something went wrong inside Stillwatch';
  return reply.code(status).send({ code: 'FAULT', message, mend: 'Ask who runs this side.' });
}
