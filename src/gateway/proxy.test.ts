import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createSocketServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WORDS } from './testing/answers.ts';
import { ask, post } from './testing/ask.ts';
import { gatewayPlace, type Place } from './testing/place.ts';

// What passes through and how: by raw HTTP, against what the same request gets from the upstream itself.

const text = WORDS.join('');
const chat = (model: string, rest: object = {}) => ({
  model,
  messages: [{ role: 'user', content: 'Hi' }],
  ...rest,
});
let place: Place;
beforeAll(async () => {
  place = await gatewayPlace({ limit: 1 << 20 });
});
afterAll(() => place.close());
beforeEach(async () => {
  await place.gateway.settled();
  place.recorded.length = 0;
});

describe('what passes', () => {
  test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'])('%s, as it is', async method => {
    const asking = {
      method,
      headers: { 'X-Own-Case': 'Kept', 'x-list': ['1', '2'], authorization: 'Bearer sk-1' },
      ...(['POST', 'PUT', 'PATCH'].includes(method) ? { body: randomBytes(1000) } : {}),
    };
    const [own, through] = [
      await ask(`${place.upstream.url}/v1/files?a=b%20c`, asking),
      await ask(`${place.url}/v1/files?a=b%20c`, asking),
    ];
    expect(through.status).toBe(418);
    expect(through.message).toBe('As You Like');
    expect(through.body.equals(own.body)).toBe(true);
    const notOfTheHop = (raw: string[]) =>
      raw.filter((_, i) => !/^(date|connection|keep-alive|transfer-encoding)$/i.test(raw[i - (i % 2)]!));
    expect(notOfTheHop(through.rawHeaders)).toEqual(notOfTheHop(own.rawHeaders));
    const [direct, seen] = place.upstream.received.slice(-2);
    expect(seen!.url).toBe('/v1/files?a=b%20c');
    expect(seen!.body).toBe(direct!.body);
    expect(seen!.rawHeaders).toContain('X-Own-Case');
    expect(seen!.rawHeaders.filter(name => name === 'x-list')).toHaveLength(2);
  });

  test('headers of one hop stay there, and the host is the upstream’s', async () => {
    await ask(`${place.url}/v1/models`, {
      headers: {
        connection: 'keep-alive, x-private',
        'x-private': '1',
        'proxy-authorization': 'Basic x',
        te: 'trailers',
        cookie: 'a=b',
      },
    });
    const { headers } = place.upstream.received.at(-1)!;
    expect(headers['x-private']).toBeUndefined();
    expect(headers['proxy-authorization']).toBeUndefined();
    expect(headers.cookie).toBe('a=b');
    expect(`http://${headers.host}`).toBe(place.upstream.url);
  });

  test.each(['gzip', 'br'])('an answer in %s, byte for byte, and readable in the record', async coding => {
    const got = await post(`${place.url}/v1/chat/completions`, chat(`m-${coding}`), {
      'accept-encoding': coding,
    });
    expect(got.headers['content-encoding']).toBe(coding);
    expect(Number(got.headers['content-length'])).toBe(got.body.length);
    await place.gateway.settled();
    expect(place.recorded[0]?.response?.text).toBe(text);
  });

  test('a request in gzip is read, and passes as it is', async () => {
    const body = gzipSync(JSON.stringify(chat('m')));
    await post(`${place.url}/v1/chat/completions`, body, { 'content-encoding': 'gzip' });
    expect(place.upstream.received.at(-1)!.body).toBe(body.toString('latin1'));
    expect(place.asked.at(-1)!.model).toBe('m');
    await place.gateway.settled();
    expect(place.recorded[0]?.request.messages).toEqual([{ role: 'user', content: 'Hi' }]);
  });

  test('trailers', async () => {
    const got = await post(`${place.url}/v1/chat/completions`, chat('m-trailers'));
    expect(got.trailers).toEqual({ 'x-cost': '12' });
  });

  test('a body in pieces', async () => {
    await ask(`${place.url}/v1/chat/completions`, {
      method: 'POST',
      body: ['{"model":"m",', '"prompt":"x"}'],
    });
    expect(place.upstream.received.at(-1)!.body).toBe('{"model":"m","prompt":"x"}');
  });

  test.each([
    ['broken', '{"model":'],
    ['NaN, which some servers take', '{"model":"m","prompt":"x","temperature":NaN}'],
    ['UTF-16, which some servers take', Buffer.from('{"model":"m","prompt":"x"}', 'utf16le')],
    ['no object', '[]'],
  ])('what is not read is not answered unrecorded: %s', async (_, body) => {
    const before = place.upstream.received.length;
    const got = await post(`${place.url}/v1/completions`, body);
    expect(got.status).toBe(400);
    expect(JSON.parse(got.body.toString()).error.type).toBe('invalid_request_error');
    expect(place.upstream.received).toHaveLength(before);
  });

  test('the address of a proxy’s request is taken for the path in it', async () => {
    const socket = connect(Number(new URL(place.url).port), '127.0.0.1');
    socket.write('GET http://elsewhere.example/v1/models HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    for await (const _ of socket);
    expect(place.upstream.received.at(-1)!.url).toBe('/v1/models');
  });

  test.each([
    ['OPTIONS *', 400, undefined],
    ['GET http://elsewhere.example', 418, '/'],
    ['GET http://elsewhere.example?a=b', 418, '/?a=b'],
    ['GET ftp://elsewhere.example/v1/models', 400, undefined],
  ])('an address without a path: %s', async (line, status, url) => {
    place.upstream.received.length = 0;
    const socket = connect(Number(new URL(place.url).port), '127.0.0.1');
    socket.write(`${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toContain(`HTTP/1.1 ${status} `);
    expect(place.upstream.received.map(one => one.url)).toEqual(url ? [url] : []);
  });

  test('a body over the limit, unread and unrecorded', async () => {
    const body = JSON.stringify(chat('m', { padding: 'x'.repeat(3 << 20) }));
    const got = await post(`${place.url}/v1/chat/completions`, body);
    expect(got.status).toBe(200);
    expect(place.upstream.received.at(-1)!.body).toBe(body);
    await place.gateway.settled();
    expect(place.recorded).toHaveLength(0);
    expect(place.gateway.counts.get('not_recorded', 'too_large')).toBe(1);
  });

  test('expect: 100-continue is answered at once', async () => {
    const socket = connect(Number(new URL(place.url).port), '127.0.0.1');
    const body = JSON.stringify(chat('m'));
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    const [first] = (await once(socket, 'data')) as [Buffer];
    expect(first.toString()).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    socket.write(body);
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1.1 200 OK/);
    expect(place.upstream.received.at(-1)!.headers.expect).toBeUndefined();
  });

  test('connections to the upstream are kept', async () => {
    const before = place.upstream.connections;
    for (let i = 0; i < 20; i++) await post(`${place.url}/v1/chat/completions`, chat('m'));
    expect(place.upstream.connections - before).toBeLessThanOrEqual(1);
  });

  test.each([
    '/v1//chat/completions',
    '/v1/chat/completions/',
    '/v1/x/../chat/completions',
    '/v1/chat/%63ompletions',
    '/v1/chat/%2563ompletions',
    '/v1/x%2f..%2fchat/completions',
    '/v1/chat/completions;x=1',
    '/v1/chat/completions?x=/deployments/other',
  ])('a path in another spelling is no way around: %s', async path => {
    place.asked.length = 0;
    await post(place.url + path, chat('m'));
    expect(place.asked.map(({ model }) => model)).toEqual(['m']);
  });

  test('the messages of a thread are no request to a model', async () => {
    await post(`${place.url}/v1/threads/t_1/messages`, { role: 'user', content: 'x' });
    await place.gateway.settled();
    expect(place.recorded).toHaveLength(0);
  });
});

describe('whose request it is', () => {
  test('of several keys only the one that counts is passed on', async () => {
    await post(`${place.url}/v1/messages`, chat('m'), { 'x-api-key': 'real', authorization: 'Bearer other' });
    const { headers } = place.upstream.received.at(-1)!;
    expect([headers['x-api-key'], headers.authorization]).toEqual(['real', undefined]);
    const [first] = place.asked.slice(-1);
    await post(`${place.url}/v1/messages`, chat('m'), {
      'x-api-key': 'real',
      authorization: 'Bearer another',
    });
    expect(place.asked.at(-1)!.account).toBe(first!.account);
  });

  test.each([
    ['two keys under one name', ['authorization', 'Bearer a', 'Authorization', 'Bearer b']],
    ['one key twice', ['x-api-key', 'a', 'X-Api-Key', 'a']],
    ['a key that is not counted, twice', ['x-api-key', 'a', 'api-key', 'b', 'api-key', 'c']],
    ['a key that is for this hop alone', ['x-api-key', 'a', 'connection', 'close, X-API-Key']],
    ['an account twice', ['x-account', 'a', 'x-account', 'b']],
    ['an account for this hop alone', ['x-account', 'a', 'connection', 'close', 'connection', 'x-account']],
    ['a key header of its own, twice', ['x-own-key', 'a', 'x-own-key', 'b']],
  ])('%s: refused', async (_, headers) => {
    const other = await gatewayPlace({ accountHeader: 'X-Account', keyHeaders: ['x-own-key'] });
    for (const path of ['chat/completions', 'messages', 'files']) {
      const body = JSON.stringify(chat('m'));
      const all = ['host', 'x', 'content-length', String(body.length), ...headers];
      const got = await ask(`${other.url}/v1/${path}`, { method: 'POST', headers: all, body });
      expect(got.status).toBe(400);
      expect(JSON.parse(got.body.toString()).error.type).toBe('invalid_request_error');
    }
    await other.close();
    expect([other.asked, other.upstream.received]).toEqual([[], []]);
  });

  test('a key counts by itself, whatever stands around it', async () => {
    place.asked.length = 0;
    for (const value of [
      'Bearer KEY',
      'bearer  KEY junk',
      'Token KEY',
      'KEY',
      'Bearer KEY, more',
      'Bearer\tKEY',
    ])
      await post(`${place.url}/v1/chat/completions`, chat('m'), { authorization: value });
    for (const value of ['KEY', 'KEY junk', 'Bearer KEY'])
      await post(`${place.url}/v1/messages`, chat('m'), { 'x-api-key': value });
    expect(new Set(place.asked.map(({ account }) => account)).size).toBe(1);
    expect(place.asked).toHaveLength(9);
  });

  test('a JSON Web Token counts by whom it is for, not by its letters', async () => {
    const token = (exp: number) =>
      ['{"alg":"RS256"}', JSON.stringify({ iss: 'i', sub: 's', exp })]
        .map(part => Buffer.from(part).toString('base64url'))
        .join('.');
    for (const exp of [1, 2])
      await post(`${place.url}/v1/chat/completions`, chat('m'), {
        authorization: `Bearer ${token(exp)}.sig`,
      });
    const [a, b] = place.asked.slice(-2);
    expect(a!.account).toBe(b!.account);
  });

  test('the header of a gateway before; a proxy that is trusted', async () => {
    const other = await gatewayPlace({ accountHeader: 'X-Account', trustProxy: 1 });
    await post(`${other.url}/v1/chat/completions`, chat('m'), {
      'x-account': 'acct_7',
      'x-forwarded-for': '9.9.9.9, 203.0.113.5',
    });
    await post(`${other.url}/v1/chat/completions`, chat('m'), { authorization: '' });
    await other.close();
    expect(other.recorded[0]).toMatchObject({ account: 'acct_7', client: { ip: '203.0.113.5' } });
    expect(other.asked[1]!.account).toBe('anonymous');
  });
});

describe('an upstream that fails', () => {
  test('is not there', async () => {
    const other = await gatewayPlace({ upstream: 'http://127.0.0.1:9' });
    const openai = await post(`${other.url}/v1/chat/completions`, chat('m'));
    const anthropic = await post(`${other.url}/v1/messages`, chat('m'));
    const upload = await ask(`${other.url}/v1/files`, { method: 'POST', body: randomBytes(500_000) });
    await other.close();
    expect([openai.status, anthropic.status, upload.status]).toEqual([502, 502, 502]);
    expect(JSON.parse(openai.body.toString()).error.code).toBe('upstream_unreachable');
    expect(JSON.parse(anthropic.body.toString())).toMatchObject({
      type: 'error',
      error: { type: 'api_error' },
    });
    expect(other.recorded).toHaveLength(0);
  });

  test('does not answer in time', async () => {
    const other = await gatewayPlace({ headersTimeout: 300 });
    const got = await post(`${other.url}/v1/chat/completions`, chat('m-silent'));
    await other.close();
    expect(got.status).toBe(504);
  });

  test('breaks off: the client sees it, and what came is recorded', async () => {
    const got = await post(`${place.url}/v1/chat/completions`, chat('m-cut', { stream: true }));
    expect(got.cut).toBe(true);
    await place.gateway.settled();
    expect(place.recorded[0]?.response?.stop_reason).toBe('upstream_cut');
  });
});

describe('a client that fails', () => {
  test('goes away in its request: nothing is asked of the upstream', async () => {
    const before = place.upstream.received.length;
    const socket = connect(Number(new URL(place.url).port), '127.0.0.1');
    socket.write('POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"model":');
    await new Promise(resolve => setTimeout(resolve, 50));
    socket.destroy();
    await expect.poll(() => place.gateway.counts.get('client_closed')).toBeGreaterThan(0);
    expect(place.upstream.received).toHaveLength(before);
  });

  test('reads slowly: the upstream is slowed down, memory is not filled', async () => {
    let sent = 0;
    const big = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      const more = () => {
        while (sent < 256 << 20 && response.write(Buffer.alloc(1 << 16))) sent += 1 << 16;
        if (sent >= 256 << 20) response.end();
      };
      response.on('drain', more);
      more();
    });
    big.listen(0, '127.0.0.1');
    await once(big, 'listening');
    const other = await gatewayPlace({ upstream: `http://127.0.0.1:${(big.address() as AddressInfo).port}` });
    const socket = connect(Number(new URL(other.url).port), '127.0.0.1');
    socket.write('GET /big HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'readable');
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(sent).toBeLessThan(64 << 20);
    socket.destroy();
    await other.close();
    big.closeAllConnections();
    big.close();
  });
});

test('the first byte of an answer goes out when it comes', async () => {
  // An upstream that sends one event and then waits for ever.
  const upstream = createSocketServer(socket => {
    socket.on('error', () => {});
    socket.once('data', () =>
      socket.write(
        'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: {}\n\r\n',
      ),
    );
  });
  upstream.listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const other = await gatewayPlace({
    upstream: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`,
  });
  const response = await fetch(`${other.url}/v1/chat/completions`, {
    method: 'POST',
    body: JSON.stringify(chat('m', { stream: true })),
  });
  const reader = response.body!.getReader();
  expect(Buffer.from((await reader.read()).value!).toString()).toBe('data: {}\n');
  await reader.cancel();
  await other.close();
  upstream.close();
});
