import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { operations } from '../policy/index.ts';
import { buildApp } from './front/app.ts';
import type { Context } from './front/context.ts';
import { Cookies } from './front/cookies.ts';
import { CALLBACK } from './front/routes/sign-in.ts';
import { SignIn } from './front/sign-in.ts';
import { cleanName } from './oidc/claims.ts';
import { groundOf, readOidcConfig } from './oidc/config.ts';
import { Provider } from './oidc/provider.ts';
import { People } from './people.ts';
import { type Scope, scopes } from './roles.ts';
import { Sessions } from './sessions.ts';
import { type TestProvider, testProvider } from './testing/provider.ts';
import { ask } from './testing/service.ts';
import { addToken, Tokens } from './tokens.ts';

// The front over HTTP, and a real OpenID provider; a browser is played by what it would send.

const data = mkdtempSync(join(tmpdir(), 'stillwatch-sign-in-'));
let provider: TestProvider;
let front: Front;
const logged: string[] = [];

interface Front {
  address: string;
  close(): Promise<void>;
}

/** The service's own front, without an engine: nothing of what is asked here needs the store. */
async function start(publicUrl?: string): Promise<Front> {
  const config = readOidcConfig(data, undefined, { SECRET: provider.clientSecret })!;
  const sessions = new Sessions(data, groundOf(config));
  let address = '';
  const oidc = new Provider(config, () => `${publicUrl ?? address}${CALLBACK}`);
  const context = {
    tokens: new Tokens(data),
    sessions,
    cookies: new Cookies(publicUrl?.startsWith('https:') ?? false),
    signIn: new SignIn({ provider: oidc, people: new People(data), sessions }),
    operations,
    console: shell(),
    log: pino({ level: 'info' }, { write: line => void logged.push(line) }),
    metrics: { requests: { inc() {} } },
    version: '0',
    stopping: () => false,
  };
  const app = await buildApp(context as unknown as Context);
  await app.listen({ host: '127.0.0.1', port: 0 });
  address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return { address, close: () => app.close() };
}

/** A console that was built of nothing. */
function shell(): string {
  const folder = join(data, 'console');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  return folder;
}

const settings = (more: object = {}) =>
  writeFileSync(
    join(data, 'oidc.json'),
    JSON.stringify({
      issuer: provider.issuer,
      name: 'Example',
      client_id: provider.clientId,
      client_secret_env: 'SECRET',
      claim: 'groups',
      roles: { lookers: 'viewer', watch: 'analyst', leads: 'approver', owners: 'admin' },
      ...more,
    }),
  );

beforeAll(async () => {
  provider = await testProvider({
    'u-1': { email: 'ana@example.com', email_verified: true, groups: ['lookers', 'watch'] },
    'u-2': { email: 'Ana@Example.com', email_verified: true, groups: ['leads'] },
    'u-3': { email: 'boss@example.com', email_verified: true, groups: ['owners'] },
    'u-4': { email: 'guest@example.com', email_verified: true, groups: ['visitors'] },
    'u-5': { email: 'boss@example.com', email_verified: false, groups: ['watch'] },
  });
  settings();
  front = await start();
  provider.provide(`${front.address}${CALLBACK}`);
});
afterEach(() => vi.useRealTimers());
afterAll(async () => {
  await front?.close();
  await provider?.close();
  rmSync(data, { recursive: true, force: true });
});

/** A browser, as far as it is needed: it keeps cookies for each address, and says when it goes from one site to another. */
class Browser {
  readonly #jars = new Map<string, Map<string, string>>();

  async get(url: string, headers: Record<string, string> = {}) {
    const { origin, pathname, search } = new URL(url);
    const jar = this.#jar(origin);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await ask(origin, pathname + search, {
      headers: { ...(cookie && { cookie }), ...headers },
    });
    for (const one of (answer.headers['set-cookie'] as string[] | undefined) ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(one)!;
      if (/Max-Age=0|1970/.test(one)) jar.delete(name!);
      else jar.set(name!, value!);
    }
    return answer;
  }

  /** Goes where it is sent until it is at `until`, without going there; gives that address. */
  async follow(url: string, until: string): Promise<string> {
    for (let n = 0, at = url; n < 12; n++) {
      const { status, headers, text } = await this.get(at);
      if (status < 300 || status > 399) throw new Error(`${at}: ${status} ${text}`);
      at = new URL(headers['location'] as string, at).href;
      if (at.includes(until)) return at;
    }
    throw new Error('too many steps');
  }

  /** To the provider and in there as somebody: the address it would be sent back to. */
  async through(as: string, from = `${front.address}/v1/session/oidc?to=/act/plans`): Promise<string> {
    const page = await this.follow(from, '/interaction/');
    return this.follow(`${page}?as=${as}`, CALLBACK);
  }

  async signIn(as: string) {
    return this.get(await this.through(as));
  }

  cookie(origin = front.address, name = 'stillwatch'): string | undefined {
    return this.#jar(origin).get(name);
  }

  set(name: string, value: string): void {
    this.#jar(front.address).set(name, value);
  }

  #jar(origin: string) {
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    return jar;
  }
}

const session = (cookie: string | undefined) =>
  ask(front.address, '/v1/session', { headers: { cookie: `stillwatch=${cookie}` } });

describe('sign-in by a provider', () => {
  it('goes there and back, and leaves a session of the role that the provider gives', async () => {
    expect((await ask(front.address, '/v1/session/ways')).json).toEqual({
      provider: { name: 'Example', start: '/v1/session/oidc' },
    });
    const ana = new Browser();
    const back = await ana.signIn('u-1');
    expect([back.status, back.headers['location']]).toEqual([303, '/act/plans']);
    const cookies = back.headers['set-cookie'] as string[];
    expect(cookies.at(-1)).toMatch(/^stillwatch=ss_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const { json } = await session(ana.cookie());
    // The most of what several groups give.
    expect(json).toMatchObject({
      name: 'ana@example.com',
      role: 'analyst',
      scopes: ['read', 'act'],
      by: 'provider',
    });
    const hours = (Date.parse(json.expires) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(7.99);
    expect(hours).toBeLessThanOrEqual(8);
    // Of secrets there are only hashes, and in no log.
    const kept = readFileSync(join(data, 'sessions.json'), 'utf8');
    expect(statSync(join(data, 'sessions.json')).mode & 0o777).toBe(0o600);
    for (const text of [kept, logged.join('')]) {
      expect(text).not.toContain(ana.cookie()!.slice(3));
      expect(text).not.toContain(provider.clientSecret);
      expect(text).not.toContain(new URL(await new Browser().through('u-1')).searchParams.get('code')!);
    }
  });

  it('two people are two people, whatever they are called, and one stays one', async () => {
    const [first, second, again, boss, unsure] = [
      new Browser(),
      new Browser(),
      new Browser(),
      new Browser(),
      new Browser(),
    ];
    for (const [one, as] of [
      [first, 'u-1'],
      [second, 'u-2'],
      [boss, 'u-3'],
      [unsure, 'u-5'],
    ] as const)
      await one.signIn(as);
    const name = async (one: Browser) => (await session(one.cookie())).json.name;
    const { host } = new URL(provider.issuer);
    expect(await name(first)).toBe('ana@example.com');
    expect(await name(second)).toBe(`Ana@Example.com (u-2 at ${host})`);
    expect(await name(boss)).toBe('boss@example.com');
    // An address that the provider has not checked is no name.
    expect(await name(unsure)).toBe(`u-5 at ${host}`);
    provider.people['u-1']!.email = 'married@example.com';
    await again.signIn('u-1');
    expect(await name(again)).toBe('ana@example.com');
  });

  it('lets in nobody without a role, and who has lost it is out everywhere', async () => {
    const guest = new Browser();
    const back = await guest.signIn('u-4');
    expect([back.status, back.json.code]).toEqual([403, 'OIDC_NO_ROLE']);
    expect(back.json.mend).toContain('oidc.json');
    expect(guest.cookie()).toBeUndefined();
    // A browser is shown it in words.
    // They are asked anew who they are, though the provider still knows.
    const again = await guest.through('u-4', `${front.address}/v1/session/oidc?again=1`);
    const html = await guest.get(again, { accept: 'text/html,*/*' });
    expect([html.status, html.headers['location']]).toEqual([303, '/sign-in?problem=OIDC_NO_ROLE']);

    const ana = new Browser();
    await ana.signIn('u-1');
    expect((await session(ana.cookie())).status).toBe(200);
    provider.people['u-1']!.groups = [];
    expect((await new Browser().signIn('u-1')).status).toBe(403);
    expect((await session(ana.cookie())).status).toBe(401);
    provider.people['u-1']!.groups = ['watch'];
  });

  it('refuses another state, another browser, what came back before, and who was refused there', async () => {
    const isRefused = (answer: { status: number; json: { code: string } }, code: string) =>
      expect([answer.status, answer.json?.code]).toEqual([401, code]);
    const ana = new Browser();
    const url = await ana.through('u-1');
    // A state of somebody else's: a sign-in as the attacker, pushed into this browser.
    isRefused(await ana.get(url.replace(/state=[^&]+/, 'state=another')), 'OIDC_STATE');
    const mallory = await new Browser().through('u-2');
    const begun = new Browser();
    await begun.follow(`${front.address}/v1/session/oidc`, '/interaction/');
    isRefused(await begun.get(mallory), 'OIDC_STATE');
    isRefused(await new Browser().get(url), 'OIDC_STATE');

    // The whole way back once more, with the cookie that it had: the state was used.
    const ben = new Browser();
    const once = await ben.through('u-2');
    const errand = ben.cookie(front.address, 'stillwatch-errand')!;
    expect((await ben.get(once)).status).toBe(303);
    ben.set('stillwatch-errand', errand);
    isRefused(await ben.get(once), 'OIDC_STATE');
    // A code that was used before, in an errand of one's own.
    const thief = new Browser();
    const own = new URL(await thief.through('u-2'));
    own.searchParams.set('code', new URL(once).searchParams.get('code')!);
    isRefused(await thief.get(own.href), 'OIDC_REFUSED');
    // Sealed is sealed.
    const bent = new Browser();
    const other = await bent.through('u-2');
    const sealed = bent.cookie(front.address, 'stillwatch-errand')!;
    bent.set('stillwatch-errand', `${sealed.slice(0, -4)}AAAA`);
    isRefused(await bent.get(other), 'OIDC_STATE');

    const denied = new Browser();
    const page = await denied.follow(`${front.address}/v1/session/oidc`, '/interaction/');
    const answer = await denied.get(await denied.follow(`${page}?as=nobody`, CALLBACK));
    isRefused(answer, 'OIDC_REFUSED');
    expect(answer.json.message).toContain('access_denied');
  });

  it('takes only ten minutes, and leads only to pages of its own', async () => {
    const slow = new Browser();
    const url = await slow.through('u-1');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 601_000 });
    expect((await slow.get(url)).json.code).toBe('OIDC_STATE');
    vi.useRealTimers();
    for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', '/a b', '/\0', '/漢']) {
      const ana = new Browser();
      const from = `${front.address}/v1/session/oidc?to=${encodeURIComponent(to)}`;
      expect((await ana.get(await ana.through('u-1', from))).headers['location']).toBe('/');
    }
    const pushed = await new Browser().get(`${front.address}/v1/session/oidc`, {
      'sec-fetch-site': 'cross-site',
    });
    expect([pushed.status, pushed.json.code]).toEqual([401, 'OIDC_STATE']);
  });
});

it('a link with a token signs in who follows it, and nobody whom another page sends', async () => {
  const token = addToken(data, 'linked', ['read'], null);
  const follow = (site?: string) =>
    ask(front.address, `/?token=${token}`, { headers: { ...(site && { 'sec-fetch-site': site }) } });
  for (const site of ['cross-site', 'same-site']) {
    const pushed = await follow(site);
    expect([pushed.headers['set-cookie'], pushed.headers['location']]).toEqual([
      undefined,
      '/sign-in?problem=LINK_PUSHED',
    ]);
  }
  for (const site of [undefined, 'none', 'same-origin']) {
    const { headers } = await follow(site);
    expect(headers['set-cookie']).toEqual([`stillwatch=${token}; Path=/; HttpOnly; SameSite=Strict`]);
    expect(headers['location']).toBe('/');
  }
});

describe('a session', () => {
  it('is nothing once it was tampered with, is over, or was ended', async () => {
    const ana = new Browser();
    await ana.signIn('u-1');
    const secret = ana.cookie()!;
    for (const wrong of [`${secret.slice(0, -1)}x`, secret.slice(3), 'ss_', `ss_${'A'.repeat(43)}`, 'sw_x'])
      expect((await session(wrong)).status).toBe(401);
    // It is for browsers: sent as a token it is none.
    expect((await ask(front.address, '/v1/session', { token: secret })).status).toBe(401);
    expect((await ask(front.address, '/v1/session', { headers: { 'x-api-key': secret } })).status).toBe(401);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 8 * 3_600_000 + 1000 });
    expect((await session(secret)).status).toBe(401);
    vi.useRealTimers();
    expect((await session(secret)).status).toBe(200);

    const headers = { cookie: `stillwatch=${secret}` };
    const out = (site: string) =>
      ask(front.address, '/v1/session', {
        method: 'DELETE',
        headers: { ...headers, 'sec-fetch-site': site },
      });
    // Not another site's to end.
    expect((await out('cross-site')).status).toBe(401);
    expect((await session(secret)).status).toBe(200);
    expect((await out('same-origin')).status).toBe(204);
    // Ended, and not only forgotten by the browser.
    expect((await session(secret)).status).toBe(401);
  });

  it('counts for changes only where our own page asks, and for what its role allows', async () => {
    const [ana, boss] = [new Browser(), new Browser()];
    await ana.signIn('u-1');
    await boss.signIn('u-3');
    const list = (one: Browser) =>
      ask(front.address, '/v1/sessions', { headers: { cookie: `stillwatch=${one.cookie()}` } });
    expect((await list(ana)).json).toMatchObject({
      code: 'TOKEN_SCOPE',
      mend: expect.stringContaining('oidc.json'),
    });
    const { sessions } = (await list(boss)).json;
    expect(sessions[0]).toMatchObject({ name: 'boss@example.com', role: 'admin', own: true });
    expect(JSON.stringify(sessions)).not.toMatch(/sha256|ss_/);
    const { id } = sessions.find((one: { name: string }) => one.name === 'ana@example.com');
    const end = (one: Browser, site?: string) =>
      ask(front.address, `/v1/sessions/${id}`, {
        method: 'DELETE',
        headers: { cookie: `stillwatch=${one.cookie()}`, ...(site && { 'sec-fetch-site': site }) },
      });
    expect((await end(boss)).status).toBe(401);
    expect((await end(boss, 'same-site')).status).toBe(401);
    expect((await end(ana, 'same-origin')).status).toBe(403);
    expect((await session(ana.cookie())).status).toBe(200);
    expect((await end(boss, 'same-origin')).status).toBe(204);
    expect((await session(ana.cookie())).status).toBe(401);
    expect((await end(boss, 'same-origin')).json.code).toBe('SESSION_UNKNOWN');
  });

  it('outlives a restart, and behind https its cookies are for this host alone', async () => {
    const boss = new Browser();
    await boss.signIn('u-3');
    const token = addToken(data, 'gateway', ['read'], null);
    await front.close();
    front = await start('https://watch.example.com');
    const named = (name: string) =>
      ask(front.address, '/v1/session', {
        headers: { cookie: `${name}=${boss.cookie(undefined, 'stillwatch')}` },
      });
    const secret = JSON.parse(readFileSync(join(data, 'sessions.json'), 'utf8')).sessions.length;
    expect(secret).toBeGreaterThan(0);
    expect((await named('stillwatch')).status).toBe(401);
    const begun = await ask(front.address, '/v1/session/oidc');
    const to = new URL(begun.headers['location'] as string);
    expect(to.searchParams.get('redirect_uri')).toBe(`https://watch.example.com${CALLBACK}`);
    expect(Object.fromEntries(to.searchParams)).toMatchObject({
      code_challenge_method: 'S256',
      response_type: 'code',
    });
    expect(begun.headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^__Host-stillwatch-errand=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/,
      ),
    ]);
    const signed = await ask(front.address, '/v1/session', { body: { token } });
    expect(signed.headers['set-cookie']).toEqual([
      `__Host-stillwatch=${token}; Path=/; HttpOnly; SameSite=Strict; Secure`,
    ]);
  });
});

it('whatever comes back, nothing breaks and nobody is signed in', async () => {
  const word = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('\0', 'a=b;c', '%', '{}', '[]', '漢'));
  const query = fc.dictionary(
    fc.constantFrom('code', 'state', 'iss', 'error', 'error_description', 'id_token', 'session_state', 'x[]'),
    word,
  );
  await fc.assert(
    fc.asyncProperty(query, word, fc.boolean(), fc.boolean(), async (given, bytes, isBack, isSealed) => {
      const one = new Browser();
      if (isSealed) await one.get(`${front.address}/v1/session/oidc?to=/`);
      else one.set('stillwatch-errand', Buffer.from(bytes).toString('base64url'));
      const asked = new URLSearchParams(isBack ? given : { to: bytes, again: bytes });
      const path = isBack ? CALLBACK : '/v1/session/oidc';
      const { status, headers } = await one.get(`${front.address}${path}?${asked}`);
      expect([path, status]).toEqual([path, isBack ? 401 : 303]);
      if (!isBack) expect(headers['location']).toMatch(new RegExp(`^${provider.issuer}`));
      expect(one.cookie()).toBeUndefined();
    }),
    { numRuns: Number(process.env['FUZZ'] ?? 60) },
  );
});

describe('every address', () => {
  /** Where reading does not take `read`, or changing not `act`. */
  const takes: Record<string, Scope | 'none'> = {
    'POST /v1/decisions': 'decide',
    'POST /v1/decisions/batch': 'decide',
    'POST /v1/canary-keys': 'decide',
    'POST /v1/exchanges': 'ingest',
    'POST /v1/traces': 'ingest',
    'POST /v1/logs': 'ingest',
    'POST /v1/policies/check': 'read',
    'POST /v1/policies/explain': 'read',
    'POST /v1/containment/approvals': 'approve',
    'POST /v1/appeals/rulings': 'approve',
    // Some open accounts' pseudonyms.
    'GET /v1/dossiers/{name}': 'act',
    'GET /v1/sessions': 'admin',
    'DELETE /v1/sessions/{id}': 'admin',
    'GET /v1/session': 'none',
    'POST /v1/session': 'none',
    'DELETE /v1/session': 'none',
    'GET /v1/session/ways': 'none',
    'GET /healthz': 'none',
    'GET /readyz': 'none',
  };
  const scopeOf = (method: string, path: string): Scope | 'none' =>
    takes[`${method} ${path}`] ??
    (path.startsWith('/hooks/') ? 'decide' : method === 'GET' || method === 'HEAD' ? 'read' : 'act');

  it('refuses who has no token, and who has every scope but the one that it takes', async () => {
    const all = addToken(data, 'everything', scopes, null);
    const without = Object.fromEntries(
      scopes.map(scope => {
        const others = scopes.filter(one => one !== scope);
        return [scope, addToken(data, `all but ${scope}`, others, null)];
      }),
    );
    const front = await start();
    try {
      const { json } = await ask(front.address, '/docs/json', { token: all });
      const described = Object.entries<object>(json.paths).flatMap(([path, methods]) =>
        Object.keys(methods).map(method => [method.toUpperCase(), path] as const),
      );
      expect(described.length).toBeGreaterThan(60);
      const routes = [
        ...described,
        ['GET', '/docs/json'],
        ['GET', '/metrics'],
        ['HEAD', '/v1/audit'],
      ] as const;
      for (const [method, path] of routes) {
        const scope = scopeOf(method, path);
        if (scope === 'none') continue;
        const address = path.replace(/\{\w+\}|\*/g, 'x');
        const [nobody, other] = [
          await ask(front.address, address, { method }),
          await ask(front.address, address, { method, token: without[scope] }),
        ];
        expect([method, path, nobody.status, other.status]).toEqual([method, path, 401, 403]);
        if (method !== 'HEAD') expect(other.json.message).toContain(`lacks the scope ${scope}`);
        // A cookie counts for changes only where the browser says that our own page asks.
        if (method === 'GET' || method === 'HEAD') continue;
        for (const site of [undefined, 'none', 'same-site', 'cross-site']) {
          const headers = { cookie: `stillwatch=${all}`, ...(site && { 'sec-fetch-site': site }) };
          const { status } = await ask(front.address, address, { method, headers });
          expect([method, path, site, status]).toEqual([method, path, site, 401]);
        }
      }
    } finally {
      await front.close();
    }
  });
});

describe('sessions', () => {
  it('end when the settings give somebody something else', async () => {
    const ground = (more: object) => {
      settings(more);
      return groundOf(readOidcConfig(data, undefined, { SECRET: 's' })!);
    };
    const sessions = new Sessions(data, ground({}));
    const secret = sessions.begin({ name: 'boss', role: 'admin', issuer: 'i', subject: 'u-3' });
    const given = (more: object) => new Sessions(data, ground(more)).of(secret)?.role;
    expect(given({ name: 'Another button', name_claim: 'nickname' })).toBe('admin');
    expect(given({ roles: { owners: 'viewer' } })).toBeUndefined();
    expect(given({ claim: 'teams' })).toBeUndefined();
    expect(given({ issuer: 'https://login.example.com' })).toBeUndefined();
    expect(new Sessions(data, undefined).of(secret)).toBeUndefined();
    settings();
  });

  it('of one person are twenty at most, the newest', () => {
    const sessions = new Sessions(mkdtempSync(join(data, 'many-')), 'g');
    const of = (subject: string) => sessions.begin({ name: subject, role: 'viewer', issuer: 'i', subject });
    const [other, ...secrets] = [of('other'), ...Array.from({ length: 30 }, () => of('one'))];
    expect(sessions.all).toHaveLength(21);
    expect(secrets.map(secret => sessions.of(secret) !== undefined)).toEqual(secrets.map((_, i) => i >= 10));
    expect(sessions.of(other!)).toBeDefined();
  });

  it('have names without halves of letters', () => {
    expect(cleanName(`${'x'.repeat(127)}😀`)).toBe('x'.repeat(127));
    expect(cleanName(' a\u202e\n b\u0000 ')).toBe('a b');
  });
});

describe('its settings', () => {
  const read = (more: object, env: NodeJS.ProcessEnv = { SECRET: 's' }) => {
    settings(more);
    return () => readOidcConfig(data, undefined, env);
  };

  it('say what is wrong with them, and never the secret', () => {
    expect(read({})()).toMatchObject({
      clientSecret: 's',
      scope: 'openid email profile',
      nameClaim: 'email',
    });
    expect(read({ issuer: 'http://login.example.com' })).toThrow(/not https/);
    expect(read({ roles: { x: 'boss' } })).toThrow(/roles\.x/);
    expect(read({ roles: {} })).toThrow(/nobody would have one/);
    expect(read({ client_secret: 'hunter2' })).toThrow(/client_secret/);
    expect(read({ client_secret: 'hunter2' })).not.toThrow(/hunter2/);
    expect(read({}, {})).toThrow(/the environment has no SECRET/);
    expect(read({ client_secret_env: undefined, client_secret_file: 'nowhere' })).toThrow(
      /no secret in nowhere/,
    );
    writeFileSync(join(data, 'secret'), ' of a file\n');
    expect(read({ client_secret_env: undefined, client_secret_file: 'secret' })()?.clientSecret).toBe(
      'of a file',
    );
  });

  it('of a provider that does not answer say so', async () => {
    settings({ issuer: 'http://127.0.0.1:1' });
    const lost = await start();
    try {
      const { status, json } = await ask(lost.address, '/v1/session/oidc');
      expect([status, json.code]).toEqual([503, 'OIDC_UNREACHABLE']);
      expect(json.mend).toContain('.well-known/openid-configuration');
    } finally {
      await lost.close();
    }
  });
});
