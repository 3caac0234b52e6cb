import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorCode, StillwatchError } from '../../errors.ts';
import { failureOf, statusOf } from '../failure.ts';
import type { Failure } from '../protocol.ts';

/** What fastify says, in our words; what it found in a body is not repeated. */
function translated(error: FastifyError): StillwatchError | undefined {
  const say = (code: ErrorCode, message: string, mend: string) => new StillwatchError(code, message, mend);
  switch (error.code) {
    case 'FST_ERR_VALIDATION':
      return say('BODY_INVALID', error.message.slice(0, 300), '/docs shows what belongs there.');
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return say('BODY_TOO_LARGE', 'the body is too large', 'Send less at once.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return say(
        'BODY_KIND',
        'bodies of that type are not read here',
        '/docs says which are; mostly application/json.',
      );
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return say('BODY_INVALID', 'the body is not as long as its Content-Length says', 'Send all of it.');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return say('BODY_INVALID', 'there is no body', 'Send JSON.');
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return say('NOT_FOUND', 'there is nothing at that address', '/docs lists what there is.');
  }
  const status = error.statusCode ?? 500;
  if (status === 413) return say('BODY_TOO_LARGE', 'the body is too large', 'Send less at once.');
  if (status >= 400 && status < 500)
    return say(
      'BODY_INVALID',
      'the body cannot be read',
      'Send JSON in UTF-8, in the encoding that its header names.',
    );
  return undefined;
}

export function failureIn(error: unknown): Failure {
  if (error instanceof StillwatchError) return failureOf(error);
  return failureOf(translated(error as FastifyError) ?? error);
}

export function sendFailure(reply: FastifyReply, failure: Failure): FastifyReply {
  const status = statusOf(failure.code);
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="stillwatch"');
  if (status === 503) reply.header('retry-after', '2');
  return reply.code(status).type('application/json; charset=utf-8').serializer(JSON.stringify).send(failure);
}

export function logFailure(request: FastifyRequest, error: unknown, failure: Failure): void {
  const { code } = failure;
  if (statusOf(code) < 500) return;
  const route = request.routeOptions.url;
  if (code === 'FAULT') request.log.error({ route, stack: (error as Error).stack }, 'a request failed');
  else request.log.warn({ route, code }, 'a request could not be answered');
}

/** Failures in one shape, whoever finds them. */
export function tellFailures(app: FastifyInstance): void {
  const routes: { pattern: RegExp; method: string }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    const pattern = new RegExp(
      `^${url
        .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
        .replace(/:\w+/g, '[^/]+')
        .replace(/\*/g, '.*')}$`,
    );
    for (const one of [method].flat()) routes.push({ pattern, method: one });
  });
  app.setErrorHandler((error, request, reply) => {
    const failure = failureIn(error);
    logFailure(request, error, failure);
    return sendFailure(reply, failure);
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0]!;
    const methods = [...new Set(routes.filter(one => one.pattern.test(path)).map(one => one.method))];
    if (methods.length === 0 || methods.includes(request.method))
      throw new StillwatchError(
        'NOT_FOUND',
        'there is nothing at that address',
        '/docs lists what there is.',
      );
    reply.header('allow', methods.join(', '));
    throw new StillwatchError(
      'METHOD_NOT_ALLOWED',
      `${request.method} is not taken at that address`,
      `Use ${methods.join(' or ')}.`,
    );
  });
}

/** Where what came is no HTTP at all. */
export function refuseSocket(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const [status, words] =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? ['408 Request Timeout', 'the request did not come to its end in time']
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? ['431 Request Header Fields Too Large', 'the headers are too large']
        : ['400 Bad Request', 'this is not an HTTP request'];
  const body = JSON.stringify({ code: 'BODY_INVALID', message: words, mend: 'Send an HTTP/1.1 request.' });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
