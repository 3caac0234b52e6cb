import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { FastifyInstance, HTTPMethods } from 'fastify';
import type { DecisionRequest } from '../../../policy/index.ts';
import { bearerOf } from '../access.ts';
import type { Context } from '../context.ts';
import { BODY, decisionSchemas } from './decisions.ts';

/**
 * The same answer as the route's own by a shorter way, for requests to which nothing is unusual: fastify's compiled schemas
 * without its life cycle, which costs as much again as all else. Whatever is not plain is left to the route: another
 * encoding, no token, a body that does not fit. Called when the app is ready; `routes` is the part of it that has the schemas.
 */
export function decideFast(
  app: FastifyInstance,
  routes: FastifyInstance,
  { tokens, decider, metrics, stopping }: Context,
): void {
  const route = { method: 'POST' as HTTPMethods, url: '/v1/decisions' };
  const isRequest = routes.validatorCompiler!({ schema: decisionSchemas.body, httpPart: 'body', ...route });
  const textOf = routes.serializerCompiler!({
    schema: decisionSchemas.answer,
    httpStatus: '200',
    contentType: 'application/json',
    ...route,
  });
  const [byRoute] = app.server.listeners('request') as [RequestListener];

  const isPlain = ({ method, url, headers }: IncomingMessage): boolean => {
    if (method !== 'POST' || url !== route.url || stopping()) return false;
    const length = Number(headers['content-length']);
    if (!(length > 0 && length <= BODY) || headers['content-encoding'] || headers.expect) return false;
    const type = headers['content-type'];
    if (type !== 'application/json' && type !== 'application/json; charset=utf-8') return false;
    return bearerOf(headers.authorization, tokens)?.scopes.includes('decide') ?? false;
  };

  const answer = (body: Buffer, began: number, request: IncomingMessage, response: ServerResponse) => {
    const asked = parsed(body);
    if (asked === undefined || isRequest(asked) !== true) return again(body, request, response);
    const decision = decider.of(asked as DecisionRequest);
    const text = textOf(decision);
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
      ...(stopping() ? { connection: 'close' } : {}),
    });
    response.end(text);
    metrics.decided(decision.decision);
    metrics.decisionSeconds.observe((performance.now() - began) / 1000);
  };

  /** What cannot be answered is asked of the route, which says why. */
  const again = (payload: Buffer, { headers }: IncomingMessage, response: ServerResponse) => {
    const { 'transfer-encoding': _, ...rest } = headers;
    app
      .inject({ ...route, method: 'POST', headers: rest, payload })
      .then(said => {
        const { connection: __, ...saidHeaders } = said.headers;
        response.writeHead(said.statusCode, saidHeaders as Record<string, string>).end(said.rawPayload);
      })
      .catch(() => response.destroy());
  };

  app.server.removeAllListeners('request');
  app.server.on('request', (request, response) => {
    if (!isPlain(request)) return byRoute(request, response);
    const began = performance.now();
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () =>
      answer(pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces), began, request, response),
    );
    request.on('error', () => response.destroy());
  });
}

function parsed(body: Buffer): unknown {
  const text = body.toString('utf8');
  if (text.includes('__proto__') || text.includes('constructor')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
