import { createServer, type Server, type ServerResponse } from 'node:http';
import { readBody } from '../body.ts';
import type { Hook, HookAnswer, HookDecide } from './hook.ts';

const MOST = 8 << 20;

/**
 * Serves hooks under /hooks/, and /health and /metrics, at an address of their own: those who send requests to a model
 * have no business there.
 */
export const hookServer = (hooks: readonly Hook[], decide: HookDecide, metrics: () => string): Server =>
  createServer((request, response) => {
    const path = (request.url ?? '/').replace(/[?#].*$/s, '');
    if (path === '/health') return send(response, { status: 200, body: { status: 'ok' } });
    if (path === '/metrics') {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(metrics());
      return;
    }
    const hook = hooks.find(({ path: own }) => path === `/hooks/${own}` || path.startsWith(`/hooks/${own}/`));
    if (!hook) return send(response, { status: 404, body: { error: 'there is no such hook' } });
    const answer = async (): Promise<HookAnswer> => {
      const body = await readBody(request, MOST);
      if (!('whole' in body)) return { status: 413, body: { error: 'the body is too large' } };
      const { method = 'GET', headers } = request;
      const rest = (request.url ?? '').slice(`/hooks/${hook.path}`.length);
      return hook.handle({ method, rest, headers, body: parsed(body.whole) }, decide);
    };
    answer().then(
      given => send(response, given),
      // What the gateway that asks does then is set there (fail open or closed).
      () => send(response, { status: 503, body: { error: 'no decision could be made' } }),
    );
  });

function send(response: ServerResponse, { status, headers, body }: HookAnswer): void {
  if (response.destroyed) return;
  const text = body === undefined ? '' : JSON.stringify(body);
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      ...headers,
    })
    .end(text);
}

function parsed(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
