import { createGunzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { StillwatchError } from '../../errors.ts';

/** Of one body, as sent and unpacked. */
const BODY = 32 << 20;
/** Of all bodies that are being read at a time. */
const TOGETHER = 192 << 20;

let together = 0;

/** Gives the routes of a plugin their bodies as bytes, unpacked; only bodies of these types, of so many bytes. */
export function takeBodies(app: FastifyInstance, types: readonly string[], most = BODY): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser([...types], { parseAs: 'buffer', bodyLimit: most }, (_request, body, done) =>
    done(null, body),
  );
  app.addHook('onRequest', (request, reply, done) => {
    const type = mediaType(request);
    if (request.method === 'POST' && !types.includes(type))
      return done(
        new StillwatchError(
          'BODY_KIND',
          'bodies of that type are not read here',
          `Send ${types.join(' or ')}.`,
        ),
      );
    const bytes = Math.min(most, Number(request.headers['content-length'] ?? most) || 0);
    if (together > 0 && together + bytes > TOGETHER)
      return done(
        new StillwatchError('SERVICE_BUSY', 'many large bodies are being read', 'Send it again in a while.'),
      );
    together += bytes;
    // However it ends, also where the client goes away.
    reply.raw.once('close', () => {
      together -= bytes;
    });
    done();
  });
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
    if (encoding === 'identity') return done(null, payload);
    if (encoding !== 'gzip')
      return done(
        new StillwatchError('BODY_KIND', 'bodies in that encoding are not read', 'Send gzip, or none.'),
      );
    const unpacked = Object.assign(createGunzip(), { receivedEncodedLength: 0 });
    payload.on('data', (piece: Buffer) => {
      unpacked.receivedEncodedLength += piece.length;
    });
    payload.on('error', error => unpacked.destroy(error));
    payload.pipe(unpacked);
    done(null, unpacked);
  });
}

/** What a body says that it is; '' where it doesn't. */
export const mediaType = ({ headers }: FastifyRequest): string =>
  (headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
