import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLed } from './access.ts';
import type { Context } from './context.ts';

// The console: files built by Vite, read once, and served from memory. It holds nothing of anybody, so no token is
// needed to load it; what it shows it asks of /v1 with the cookie of its session.

/** Addresses that open the console. All else is what it is: an unknown address under /v1 is a JSON 404. */
const pages = [
  '/',
  '/sign-in',
  '/overview',
  '/campaigns',
  '/campaigns/:id',
  '/campaigns/:id/:part',
  '/accounts',
  '/accounts/:account',
  '/act',
  '/act/:part',
  '/act/:part/:id',
  '/evidence',
  '/evidence/:part',
  '/shared',
  '/shared/:part',
  '/lineage',
  '/lineage/:name',
  '/range',
];

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Stands in index.html wherever the nonce of the answer belongs. */
const NONCE = '__NONCE__';

/**
 * Scripts are files of ours and nothing else. A style element needs the nonce: those that Mantine makes of the theme. What is
 * set through a style object is not a style attribute to the policy.
 */
const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    // The one policy: it lets the graph's worker start, from its own address (console/src/pages/campaign/infrastructure/worker.ts).
    'trusted-types stillwatch-worker',
  ].join('; ');

/** A worker has the policy that its file came with: it loads nothing, asks nobody, and makes no script of a text. */
const assetPolicy = "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

interface Asset {
  type: string;
  bytes: Buffer;
  gzip: Buffer;
}

/** `folder`: what Vite built. */
export function consoleRoutes(app: FastifyInstance, folder: string, { tokens, cookies }: Context): void {
  const index = readFileSync(join(folder, 'index.html'), 'utf8');
  const assets = assetsOf(join(folder, 'assets'));
  const config = { scope: 'none' as const };
  const send = async (request: FastifyRequest, reply: FastifyReply) => {
    const { token: secret } = request.query as { token?: unknown };
    // The link of `serve`: the token leaves the address at once, so that it is in no history and no screenshot.
    if (typeof secret === 'string') {
      // A page elsewhere could so sign somebody in as another person, whose name would stand by all that they do.
      const isPushed = isLed(request);
      const isGood = !isPushed && tokens.of(secret) !== undefined;
      if (isGood) reply.header('set-cookie', cookies.session(secret));
      const to = isGood ? request.url.split('?')[0]! : `/sign-in${isPushed ? '?problem=LINK_PUSHED' : ''}`;
      return reply.code(303).headers({ location: to, 'referrer-policy': 'no-referrer' }).send();
    }
    const nonce = randomBytes(16).toString('base64');
    return reply
      .headers({
        'content-security-policy': policyOf(nonce),
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'permissions-policy': 'camera=(), microphone=(), geolocation=()',
      })
      .type('text/html; charset=utf-8')
      .send(index.replaceAll(NONCE, nonce));
  };
  for (const url of pages) app.get(url, { config, schema: { hide: true } }, send);
  app.get<{ Params: { name: string } }>(
    '/assets/:name',
    { config, schema: { hide: true } },
    async (request, reply) => {
      const asset = assets.get(request.params.name);
      if (!asset) return reply.callNotFound();
      const isZipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
      if (isZipped) reply.header('content-encoding', 'gzip');
      // The name has a hash of the content in it: another content is another name.
      return reply
        .headers({
          'cache-control': 'public, max-age=31536000, immutable',
          vary: 'accept-encoding',
          'content-security-policy': assetPolicy,
        })
        .type(asset.type)
        .send(isZipped ? asset.gzip : asset.bytes);
    },
  );
}

function assetsOf(folder: string): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const type = types[extname(name)];
    if (!type || !statSync(path).isFile()) continue;
    const bytes = readFileSync(path);
    assets.set(name, { type, bytes, gzip: gzipSync(bytes) });
  }
  return assets;
}
