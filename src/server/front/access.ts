import type { FastifyInstance, FastifyRequest } from 'fastify';
import { StillwatchError } from '../../errors.ts';
import { type Allowed, roleNames, roles, type Scope } from '../roles.ts';
import { PREFIX, type Sessions } from '../sessions.ts';
import type { Token, Tokens } from '../tokens.ts';
import type { Cookies } from './cookies.ts';

/** Who asks, and what they may. */
export interface Asker {
  /** As it stands in the audit trail. */
  name: string;
  scopes: readonly Allowed[];
  /** ISO 8601, UTC. */
  expires: string | null;
  /** Of who signed in by a provider. */
  session?: string;
}

/** What people are known by. */
export interface Known {
  tokens: Tokens;
  sessions: Sessions;
  cookies: Cookies;
}

/** Every request but those of routes that need none has to come with a token or a session that allows it. */
export function guard(app: FastifyInstance, known: Known): void {
  app.decorateRequest('token', null);
  app.addHook('onRequest', (request, _reply, done) => {
    const scope = request.routeOptions.config.scope ?? 'read';
    if (scope === 'none') return done();
    const asker = askerOf(request, known);
    if (!asker) return done(needed());
    // An address that isn't there is said to whoever has a token at all.
    if (!request.is404 && !asker.scopes.includes(scope)) return done(lacking(asker, scope));
    request.token = asker;
    done();
  });
}

/** By a header; or by the cookie, where the browser says that our own page asks. */
export function askerOf(request: FastifyRequest, known: Known): Asker | undefined {
  const { tokens, cookies } = known;
  const { authorization, 'x-stillwatch-token': own, 'x-api-key': key } = request.headers;
  // Of a hook, where the others may be the client's own keys; some gateways can send no header but an API key's.
  if (typeof own === 'string') return tokens.of(own);
  if (typeof key === 'string' && key.startsWith('sw_')) return tokens.of(key);
  if (authorization !== undefined) return bearerOf(authorization, tokens);
  const secret = cookies.sessionOf(request.headers);
  if (secret === undefined) return undefined;
  // To a browser another port of this machine is the same site, and cookies go along.
  const site = request.headers['sec-fetch-site'];
  const isSafe = request.method === 'GET' || request.method === 'HEAD' || site === 'same-origin';
  return isSafe ? inCookie(secret, known) : undefined;
}

/** A cookie holds the token that somebody signed in with, or the secret of a session. */
function inCookie(secret: string, { tokens, sessions }: Known): Asker | undefined {
  if (!secret.startsWith(PREFIX)) return tokens.of(secret);
  const session = sessions.of(secret);
  if (!session) return undefined;
  const { name, scopes, expires, id } = session;
  return { name, scopes, expires, session: id };
}

/** The token in an Authorization header, if it holds one that is valid. */
export function bearerOf(authorization: string | undefined, tokens: Tokens): Token | undefined {
  const [, secret] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
  return secret === undefined ? undefined : tokens.of(secret);
}

/** Whether a browser says that another site asks. */
export function isElsewhere({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin';
}

/** Whether a browser says that a link of another site, or of another port, led here. Typed or from a terminal it says `none`. */
export function isLed({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  return site === 'cross-site' || site === 'same-site';
}

function lacking({ name, session }: Asker, scope: Scope): StillwatchError {
  // People are given roles, programs scopes.
  const role = roleNames.find(one => (roles[one] as readonly Scope[]).includes(scope))!;
  const option = scope === 'ingest' || scope === 'decide' ? `--scope ${scope}` : `--role ${role}`;
  return session
    ? new StillwatchError(
        'TOKEN_SCOPE',
        `${name} may not do this: it lacks the scope ${scope}`,
        `It takes the role ${role}: the provider that you sign in with gives it, and oidc.json says to whom.`,
      )
    : new StillwatchError(
        'TOKEN_SCOPE',
        `the token ${name} does not allow this: it lacks the scope ${scope}`,
        `Ask with one that does. Make one: stillwatch token add NAME ${option}`,
      );
}

export const needed = () =>
  new StillwatchError(
    'TOKEN_NEEDED',
    'this needs a token, and none came that is valid',
    'Make one on the machine of the service (stillwatch token add NAME --role …) and send it: Authorization: Bearer sw_… In a browser: /sign-in.',
  );
