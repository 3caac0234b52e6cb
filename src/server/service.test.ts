import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installationKey } from '../exchange/index.ts';
import { exchange, exchangeLine } from '../ingest/testing/lines.ts';
import type { Operation } from '../policy/index.ts';
import { type Service, startService } from './index.ts';
import { scopes } from './roles.ts';
// @ts-expect-error: plain JavaScript, for both processes read it
import { operations } from './testing/operations.mjs';
import { call, spansAsJson, spansAsProtobuf } from './testing/otlp.ts';
import { type Answer, ask, build, engineProgram, storedIds, until } from './testing/service.ts';
import { addToken } from './tokens.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-service-'));
const data = join(scratch, 'data');
let built: string;
let service: Service;
let address: string;
const token: Record<string, string> = {};

const start = (folder: string, host = '127.0.0.1') =>
  startService({
    place: { data: folder },
    host,
    port: 0,
    detectEvery: 0,
    alpha: 0.01,
    closed: ['closed-model'],
    logLevel: 'silent',
    version: '1.2.3',
    operations: operations as Operation[],
    engine: engineProgram,
    page: {
      contentSecurityPolicy: "default-src 'none'",
      render: document => `<p>${(document as { campaigns: unknown[] }).campaigns.length} campaigns</p>`,
    },
  });

beforeAll(async () => {
  built = build();
  for (const scope of scopes) token[scope] = addToken(data, `${scope}-only`, [scope], null);
  service = await start(data);
  ({ address } = service);
  await until(async () => (await ask(address, '/readyz')).status === 200);
});
afterAll(async () => {
  await service?.close();
  for (const folder of [scratch, built]) rmSync(folder, { recursive: true, force: true });
});

const isFailure = (answer: Answer, status: number, code: string) => {
  expect([answer.status, answer.json?.code]).toEqual([status, code]);
  expect(Object.keys(answer.json)).toEqual(['code', 'message', 'mend']);
  expect(answer.text).not.toMatch(/\bat .*:\d+:\d+|node_modules|\.ts\b/);
};
const decide = (body: object) => ask(address, '/v1/decisions', { token: token['decide'], body });

describe('who may ask', () => {
  it('without a token only health answers', async () => {
    for (const path of [
      '/v1/status',
      '/v1/campaigns',
      '/metrics',
      '/docs',
      '/docs/json',
      '/nowhere',
      '/campaigns.json',
    ])
      isFailure(await ask(address, path), 401, 'TOKEN_NEEDED');
    for (const path of ['/v1/decisions', '/v1/exchanges', '/v1/traces', '/v1/detections'])
      isFailure(await ask(address, path, { body: {} }), 401, 'TOKEN_NEEDED');
    expect((await ask(address, '/v1/status')).headers['www-authenticate']).toContain('Bearer');
    expect((await ask(address, '/healthz')).json).toEqual({ ok: true });
    expect((await ask(address, '/readyz')).json).toEqual({ ready: true });
  });

  it('each scope allows its own and nothing else', async () => {
    const paths: [string, string, object?][] = [
      ['ingest', '/v1/exchanges', []],
      ['decide', '/v1/decisions', { account: 'a', model: 'm' }],
      ['decide', '/v1/decisions/batch', { requests: [] }],
      ['read', '/v1/status'],
      ['read', '/v1/campaigns'],
      ['read', '/metrics'],
      ['read', '/v1/test/actions'],
      ['act', '/v1/test/grant', { account: 'nobody', volume: 1 }],
      ['approve', '/v1/test/second', {}],
    ];
    for (const [scope, path, body] of paths)
      for (const [name, secret] of Object.entries(token)) {
        const answer = await ask(address, path, { token: secret, body });
        if (name === scope) expect([path, name, answer.status]).toEqual([path, name, 200]);
        else isFailure(answer, 403, 'TOKEN_SCOPE');
      }
    isFailure(await ask(address, '/v1/status', { token: 'sw_wrong' }), 401, 'TOKEN_NEEDED');
    isFailure(
      await ask(address, '/v1/status', { headers: { authorization: `Basic ${token['read']}` } }),
      401,
      'TOKEN_NEEDED',
    );
  });

  it('a browser that came by the link is known by its cookie, and no other site can use it', async () => {
    expect((await ask(address, '/')).status).toBe(401);
    expect((await ask(address, `/?token=${token['decide']}`)).status).toBe(401);
    const pushed = await ask(address, `/?token=${token['read']}`, {
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(pushed.headers['set-cookie']).toBeUndefined();
    const page = await ask(address, `/?token=${token['read']}`);
    expect([page.status, page.text]).toEqual([200, '<p>0 campaigns</p>']);
    expect(page.headers['content-security-policy']).toBe("default-src 'none'");
    const [cookie] = page.headers['set-cookie'] as string[];
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
    const headers = { cookie: `other=1; ${cookie!.split(';')[0]}` };
    expect((await ask(address, '/', { headers })).status).toBe(200);
    expect((await ask(address, '/v1/status', { headers })).status).toBe(200);
    const both = await ask(address, '/', { headers: { cookie: `stillwatch=${token['act']}` } });
    expect(both.status).toBe(401);
    const acts = { cookie: `stillwatch=${token['act']}` };
    const body = { account: 'x', volume: 1 };
    isFailure(await ask(address, '/v1/test/grant', { headers: acts, body }), 401, 'TOKEN_NEEDED');
    const cross = { ...acts, 'sec-fetch-site': 'same-site' };
    isFailure(await ask(address, '/v1/test/grant', { headers: cross, body }), 401, 'TOKEN_NEEDED');
    const own = { ...acts, 'sec-fetch-site': 'same-origin' };
    expect((await ask(address, '/v1/test/grant', { headers: own, body })).status).toBe(200);
  });

  it('a browser signs in with a token, is told who it is, and signs out', async () => {
    const body = { token: ` ${token['read']} ` };
    const signed = await ask(address, '/v1/session', { body, headers: { 'sec-fetch-site': 'same-origin' } });
    expect([signed.status, signed.json]).toEqual([
      200,
      { name: 'read-only', scopes: ['read'], role: 'viewer', expires: null, by: 'token' },
    ]);
    const [cookie] = signed.headers['set-cookie'] as string[];
    expect(cookie).toMatch(/^stillwatch=sw_\S+; Path=\/; HttpOnly; SameSite=Strict$/);
    const headers = { cookie: cookie!.split(';')[0]! };
    expect((await ask(address, '/v1/session', { headers })).json.name).toBe('read-only');
    isFailure(await ask(address, '/v1/session'), 401, 'TOKEN_NEEDED');
    isFailure(await ask(address, '/v1/session', { body: { token: 'sw_wrong' } }), 401, 'TOKEN_NEEDED');
    // No other site signs a person in as somebody else, or out.
    const cross = { 'sec-fetch-site': 'cross-site' };
    isFailure(await ask(address, '/v1/session', { body, headers: cross }), 401, 'TOKEN_NEEDED');
    isFailure(await ask(address, '/v1/session', { method: 'DELETE', headers: cross }), 401, 'TOKEN_NEEDED');
    const out = await ask(address, '/v1/session', { method: 'DELETE' });
    expect([out.status, (out.headers['set-cookie'] as string[])[0]]).toEqual([
      204,
      'stillwatch=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0',
    ]);
  });

  it('policies are read, tried and asked; nothing is changed by it', async () => {
    const mine = { token: token['read'] };
    const { texts } = (await ask(address, '/v1/policies', mine)).json;
    expect(Object.keys(texts)).toContain('everyone.cedar');
    const check = (more: object) =>
      ask(address, '/v1/policies/check', { ...mine, body: { texts: { ...texts, ...more } } });
    expect((await check({})).json).toEqual({ findings: [] });
    const [finding] = (await check({ 'mine.cedar': 'permit (principal, action' })).json.findings;
    expect(finding).toMatchObject({ severity: 'error', file: 'mine.cedar', line: 1 });
    const explained = await ask(address, '/v1/policies/explain', {
      ...mine,
      body: { account: 'nobody-known', model: 'm' },
    });
    expect(explained.json).toMatchObject({ decision: { decision: 'allow' }, errors: [] });
    for (const path of ['/v1/policies', '/v1/policies/check', '/v1/policies/explain'])
      isFailure(await ask(address, path, path === '/v1/policies' ? {} : { body: {} }), 401, 'TOKEN_NEEDED');
  });

  it('beyond this machine nobody is served without tokens; on it a run has one of its own', async () => {
    await expect(start(join(scratch, 'open'), '0.0.0.0')).rejects.toMatchObject({
      code: 'TOKENS_NEEDED',
      mend: expect.stringContaining('stillwatch token add'),
    });
    const alone = await start(join(scratch, 'alone'));
    expect((await ask(alone.address, `/v1/status`, { token: alone.sessionToken })).status).toBe(200);
    await alone.close();
    expect(service.sessionToken).toBeUndefined();
  });
});

describe('what is asked wrongly', () => {
  it('is answered in one shape', async () => {
    const read = token['read'];
    const decider = { token: token['decide'] };
    const ingest = { token: token['ingest'] };
    isFailure(await ask(address, '/nowhere', { token: read }), 404, 'NOT_FOUND');
    isFailure(await ask(address, '/v1/campaigns/SW-2026-0001', { token: read }), 404, 'CAMPAIGN_UNKNOWN');
    isFailure(await ask(address, '/%zz', { token: read }), 404, 'NOT_FOUND');
    const wrong = await ask(address, '/v1/decisions', { token: read, method: 'DELETE' });
    isFailure(wrong, 405, 'METHOD_NOT_ALLOWED');
    expect(wrong.headers['allow']).toBe('POST');
    isFailure(await ask(address, '/v1/campaigns/x', { token: read, body: {} }), 405, 'METHOD_NOT_ALLOWED');
    for (const body of [
      '',
      '{',
      'null',
      '[]',
      '{}',
      '{"account":5,"model":"m"}',
      '{"account":"","model":"m"}',
      '{"__proto__":{}}',
    ])
      isFailure(await ask(address, '/v1/decisions', { ...decider, body }), 400, 'BODY_INVALID');
    isFailure(
      await ask(address, '/v1/decisions', { ...decider, body: { account: 'x'.repeat(70_000), model: 'm' } }),
      413,
      'BODY_TOO_LARGE',
    );
    isFailure(
      await ask(address, '/v1/decisions', { ...decider, body: 'a=1', type: 'text/plain' }),
      415,
      'BODY_KIND',
    );
    isFailure(
      await ask(address, '/v1/exchanges', { ...ingest, body: 'x', type: 'text/plain' }),
      415,
      'BODY_KIND',
    );
    for (const body of ['{', '{}', '7', 'null', '{"exchanges":{}}'])
      isFailure(await ask(address, '/v1/exchanges', { ...ingest, body }), 400, 'BODY_INVALID');
    const headers = { 'content-encoding': 'gzip' };
    isFailure(
      await ask(address, '/v1/exchanges', { ...ingest, headers, body: 'no gzip' }),
      400,
      'BODY_INVALID',
    );
    isFailure(
      await ask(address, '/v1/exchanges', { ...ingest, headers: { 'content-encoding': 'br' }, body: 'x' }),
      415,
      'BODY_KIND',
    );
    const bomb = gzipSync(Buffer.alloc(40 << 20, 32));
    isFailure(await ask(address, '/v1/exchanges', { ...ingest, headers, body: bomb }), 413, 'BODY_TOO_LARGE');
    isFailure(
      await ask(address, '/v1/test/contain', { token: token['act'], body: { account: 'a', grade: 'harsh' } }),
      400,
      'BODY_INVALID',
    );
    isFailure(await ask(address, '/v1/test/actions?times=many', { token: read }), 400, 'BODY_INVALID');
    const failed = await ask(address, '/v1/test/fail', { token: token['admin'], body: {} });
    isFailure(failed, 500, 'FAULT');
    expect(failed.text).not.toContain('passwd');
  });

  it('is answered where it is no HTTP', async () => {
    const said = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(address).port), '127.0.0.1', () =>
        socket.write('nonsense\r\n\r\n'),
      );
      let text = '';
      socket
        .on('data', piece => (text += piece))
        .on('end', () => resolve(text))
        .on('error', reject);
    });
    expect(said).toMatch(/^HTTP\/1.1 400 [\s\S]*"mend"/);
  });
});

describe('decisions', () => {
  it('are allowed where nothing is known against them, singly and in batches', async () => {
    expect((await decide({ account: 'a', model: 'm', client: { ip: '::1' } })).json).toEqual({
      decision: 'allow',
      obligations: [],
      reasons: [],
    });
    const requests = Array.from({ length: 1000 }, (_, n) => ({ account: `a${n}`, model: 'm' }));
    const batch = (body: object) => ask(address, '/v1/decisions/batch', { token: token['decide'], body });
    expect((await batch({ requests })).json.decisions).toHaveLength(1000);
    isFailure(await batch({ requests: [...requests, requests[0]] }), 400, 'BODY_INVALID');
  });

  it('follow an operation at once, and know accounts as they are stored', async () => {
    const contain = (account: string) =>
      ask(address, '/v1/test/contain', {
        token: token['act'],
        body: { account, grade: 'suspend', reason: 'a test' },
      });
    for (let n = 0; n < 19; n++) {
      expect((await contain(`contained${n}`)).status).toBe(200);
      expect((await decide({ account: `contained${n}`, model: 'm' })).json.decision).toBe('suspend');
      expect((await decide({ account: `other${n}`, model: 'm' })).json.decision).toBe('allow');
    }
    await contain(installationKey(data).account('somebody@example.com'));
    expect((await decide({ account: ' Somebody@Example.com', model: 'm' })).json.decision).toBe('suspend');
    const { json } = await ask(address, '/v1/test/actions?times=2', { token: token['read'] });
    expect(json).toEqual({ actions: 40, by: 'read-only' });
  });

  it('count what a grant allows until its volume is used', async () => {
    await ask(address, '/v1/test/grant', { token: token['act'], body: { account: 'firm', volume: 3 } });
    const texts = [];
    for (let n = 0; n < 5; n++)
      texts.push((await decide({ account: 'firm', model: 'm' })).json.reasons[0].text);
    expect(texts.map(text => text.startsWith('authorised'))).toEqual([true, true, true, false, false]);
  });
});

describe('ingest', () => {
  const send = (body: unknown, more: object = {}) =>
    ask(address, '/v1/exchanges', { token: token['ingest'], body, ...more });

  it('takes lines, documents and arrays, packed or not, and says what it does not take', async () => {
    const lines = `${exchangeLine(1)}\n\n{"id":"x"}\nbroken\r\n${exchangeLine(2)}`;
    const type = 'application/x-ndjson';
    expect((await send(lines, { type })).json).toEqual({
      accepted: 2,
      rejected: [
        { index: 1, reason: 'missing-field', message: 'time: required, and not there' },
        { index: 2, reason: 'not-json', message: expect.stringContaining('not JSON') },
      ],
    });
    const gzip = { 'content-encoding': 'gzip' };
    expect((await send(gzipSync(lines), { type, headers: gzip })).json.accepted).toBe(2);
    expect((await send([exchange(3)])).json).toEqual({ accepted: 1, rejected: [] });
    expect((await send({ exchanges: [exchange(4), 5, exchange(5)] })).json).toMatchObject({
      accepted: 2,
      rejected: [{ index: 1, reason: 'not-object' }],
    });
    let deep: unknown = 'x';
    for (let n = 0; n < 3000; n++) deep = [deep];
    const request = { prompt: 'Hi', tools: [deep] };
    expect((await send([exchange(6, { request })])).json.rejected[0].reason).toBe('bad-value');
    // As deep as is taken, and text that is half a letter: what is acknowledged has to be stored.
    for (let n = 0; n < 490; n++) deep = n ? [deep] : 'x';
    const messages = [{ role: 'user', content: '\ud800 Hi', tool_calls: [deep] }];
    const far = [
      exchange(7, { request: { prompt: 'Hi', tools: [deep] } }),
      exchange(8, { request: { messages } }),
    ];
    expect((await send(far)).json).toEqual({ accepted: 2, rejected: [] });
    const many = await send(Array.from({ length: 3000 }, () => 0));
    expect([many.json.rejected.length, many.json.rejected_more]).toEqual([1000, 2000]);
  });

  it('takes OpenTelemetry as JSON and protobuf, and answers in kind', async () => {
    const asked = { token: token['ingest'] };
    const binary = { ...asked, type: 'application/x-protobuf' };
    const { attributes } = call(1);
    const nobody = call(200, { attributes: { ...attributes, 'user.id': '' } });
    const text = await ask(address, '/v1/traces', { ...asked, body: spansAsJson([call(100), nobody]) });
    expect(text.json).toEqual({
      partialSuccess: { rejectedSpans: '1', errorMessage: expect.stringContaining('1 no-account') },
    });
    expect((await ask(address, '/v1/traces', { ...asked, body: spansAsJson([call(101)]) })).json).toEqual({});
    const packed = {
      headers: { 'content-encoding': 'gzip' },
      body: gzipSync(spansAsProtobuf([call(102), nobody])),
    };
    const partial = await ask(address, '/v1/traces', { ...binary, ...packed });
    expect([partial.status, partial.headers['content-type']]).toEqual([200, 'application/x-protobuf']);
    const outer = new BinaryReader(partial.bytes);
    outer.tag();
    const inner = new BinaryReader(outer.bytes());
    inner.tag();
    expect(Number(inner.int64())).toBe(1);
    const whole = await ask(address, '/v1/traces', { ...binary, body: spansAsProtobuf([call(103)]) });
    expect([whole.status, whole.bytes.length]).toEqual([200, 0]);
    expect((await ask(address, '/v1/logs', { ...binary, body: new Uint8Array() })).status).toBe(200);
    const broken = await ask(address, '/v1/traces', { ...binary, body: Buffer.from('nonsense') });
    expect([broken.status, broken.headers['content-type']]).toEqual([400, 'application/x-protobuf']);
    const status = new BinaryReader(broken.bytes);
    expect([status.tag()[0], status.int32()]).toEqual([1, 3]);
    isFailure(
      await ask(address, '/v1/traces', { ...asked, body: '{"resourceSpans":5}' }),
      400,
      'BODY_INVALID',
    );
    isFailure(await ask(address, '/v1/traces', { ...asked, body: '[]' }), 400, 'BODY_INVALID');
  });
});

describe('what it tells of itself', () => {
  it('runs a detection when told to, and says what came of it', async () => {
    const begun = await ask(address, '/v1/detections', { token: token['act'], method: 'POST' });
    expect(begun.status).toBe(202);
    const wait = await ask(address, '/v1/detections', { token: token['act'], body: { wait: true } });
    expect([wait.status, wait.json]).toMatchObject([200, { running_since: null, campaigns: 0, error: null }]);
    const { json } = await ask(address, '/v1/status', { token: token['read'] });
    expect(json).toMatchObject({
      version: '1.2.3',
      engine: { up: true, restarts: 0 },
      detection: { next: null },
    });
    expect(Date.parse(json.detection.last.at)).toBeGreaterThan(Date.now() - 60_000);
  });

  it('has its metrics and its documentation', async () => {
    const metrics = await ask(address, '/metrics', { token: token['read'] });
    for (const name of [
      'decisions_total{decision="allow"}',
      'decision_seconds_bucket',
      'ingested_total',
      'engine_up 1',
    ])
      expect(metrics.text).toContain(`stillwatch_${name}`);
    const { json } = await ask(address, '/docs/json', { token: token['read'] });
    for (const path of [
      '/v1/decisions',
      '/v1/exchanges',
      '/v1/traces',
      '/v1/test/contain',
      '/v1/campaigns/{id}',
      '/metrics',
    ])
      expect(Object.keys(json.paths)).toContain(path);
    expect(json.paths['/v1/decisions'].post.requestBody.content['application/json'].schema.required).toEqual([
      'account',
      'model',
    ]);
    expect((await ask(address, '/docs/', { token: token['read'] })).text).toContain('swagger');
  });
});

it('stops with nothing left behind: what was acknowledged is in the store', async () => {
  await service.close();
  const stored = await storedIds(data);
  for (const id of ['ex_1', 'ex_2', 'ex_3', 'ex_4', 'ex_5', 'ex_7', 'ex_8'])
    expect([id, stored.get(id)]).toEqual([id, 1]);
  for (const n of [100, 101, 102, 103]) expect(stored.get(`${call(n).traceId}:${call(n).spanId}`)).toBe(1);
  expect(stored.size).toBe(11);
});
