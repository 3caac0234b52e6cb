import type { FastifyInstance, FastifyRequest } from 'fastify';
import { StillwatchError } from '../../errors.ts';
import type { Token, Tokens } from '../tokens.ts';

export const COOKIE = 'stillwatch';

/** Every request but those of routes that need none has to come with a token that allows it. */
export function guard(app: FastifyInstance, tokens: Tokens): void {
  app.decorateRequest('token', null);
  app.addHook('onRequest', (request, _reply, done) => {
    const scope = request.routeOptions.config.scope ?? 'read';
    if (scope === 'none') return done();
    const token = tokenOf(request, tokens);
    if (!token) return done(needed());
    // An address that isn't there is said to whoever has a token at all.
    if (!request.is404 && !token.scopes.includes(scope))
      return done(
        new StillwatchError(
          'TOKEN_SCOPE',
          `the token ${token.name} does not allow this: it lacks the scope ${scope}`,
          `Make one that does: stillwatch token add NAME --scope ${scope}`,
        ),
      );
    request.token = token;
    done();
  });
}

/** From the header; or from the cookie, where the browser says that our own page asks. */
export function tokenOf(request: FastifyRequest, tokens: Tokens): Token | undefined {
  const { authorization, 'x-stillwatch-token': own, 'x-api-key': key } = request.headers;
  // Of a hook, where the others may be the client's own keys; some gateways can send no header but an API key's.
  if (typeof own === 'string') return tokens.of(own);
  if (typeof key === 'string' && key.startsWith('sw_')) return tokens.of(key);
  if (authorization !== undefined) return bearerOf(authorization, tokens);
  const secret = cookieOf(request);
  if (secret === undefined) return undefined;
  // To a browser another port of this machine is the same site, and cookies go along.
  const site = request.headers['sec-fetch-site'];
  const isSafe = request.method === 'GET' || request.method === 'HEAD' || site === 'same-origin';
  return isSafe ? tokens.of(secret) : undefined;
}

/** The token in an Authorization header, if it holds one that is valid. */
export function bearerOf(authorization: string | undefined, tokens: Tokens): Token | undefined {
  const [, secret] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
  return secret === undefined ? undefined : tokens.of(secret);
}

function cookieOf({ headers: { cookie } }: FastifyRequest): string | undefined {
  if (!cookie) return undefined;
  for (const pair of cookie.split(';')) {
    const at = pair.indexOf('=');
    if (at !== -1 && pair.slice(0, at).trim() === COOKIE) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/** @param lasts seconds; without it as long as the browser is open. `Secure` is for whoever puts TLS before it: it speaks plain HTTP. */
export const cookieFor = (secret: string, lasts?: number): string =>
  `${COOKIE}=${secret}; Path=/; HttpOnly; SameSite=Strict${lasts === undefined ? '' : `; Max-Age=${lasts}`}`;

/** Whether a browser says that another site asks. */
export function isElsewhere({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin';
}

export const needed = () =>
  new StillwatchError(
    'TOKEN_NEEDED',
    'this needs a token, and none came that is valid',
    'Make one on the machine of the service (stillwatch token add NAME --scope …) and send it: Authorization: Bearer sw_…',
  );
