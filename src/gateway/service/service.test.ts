import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ExchangeInput } from '../../exchange/index.ts';
import { Undecidable } from '../decide.ts';
import { type Service, serviceAt } from './service.ts';
import { Spool } from './spool.ts';

/** What a service does as far as a gateway sees it: takes lines, answers decisions, is away at times. */
class Taker {
  readonly ids: string[] = [];
  readonly tokens = new Set<string>();
  batches = 0;
  status = 202;
  port = 0;
  #server: Server | undefined;

  async start(): Promise<void> {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks).toString();
      this.tokens.add(request.headers.authorization ?? '');
      if (request.url === '/v1/decisions') {
        const { account } = JSON.parse(body) as { account: string };
        if (/^\d+$/.test(account)) return void response.writeHead(Number(account)).end('{}');
        return void response.end(
          JSON.stringify({ decision: 'allow', obligations: [], reasons: [], campaign: account }),
        );
      }
      this.batches++;
      const lines = body.split('\n').map(line => JSON.parse(line) as { id: string });
      const wrong = lines.some(({ id }) => id.startsWith('wrong'));
      if (this.status < 300 && !wrong) this.ids.push(...lines.map(({ id }) => id));
      response.writeHead(wrong ? 400 : this.status).end('{}');
    });
    this.#server.listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    this.#server?.close();
    await once(this.#server!, 'close').catch(() => {});
  }
}

const exchange = (id: string): ExchangeInput => ({
  id,
  time: '2026-04-22T03:14:07Z',
  account: 'a',
  model: 'm',
  request: { prompt: 'x'.repeat(100) },
});
const ids = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `ex_${from + i}`);
let folder: string;
let taker: Taker;
let logged: string[];
const open = (): Service =>
  serviceAt({
    url: `http://127.0.0.1:${taker.port}`,
    token: 't1',
    spool: folder,
    log: event => logged.push(event),
  });
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-spool-'));
  logged = [];
  taker = new Taker();
  await taker.start();
});
afterEach(async () => {
  await taker.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('exchanges', () => {
  test('go in batches, with the token', async () => {
    const service = open();
    await Promise.all(ids(2000).map(id => service.record(exchange(id))));
    expect(taker.ids.sort()).toEqual(ids(2000).sort());
    expect(taker.batches).toBeLessThan(20);
    expect([...taker.tokens]).toEqual(['Bearer t1']);
    await service.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('wait on disk while the service is away, and go when it is back', async () => {
    const service = open();
    await service.record(exchange('ex_0'));
    await taker.stop();
    await Promise.all(ids(300, 1).map(id => service.record(exchange(id))));
    expect(service.waiting).toBeGreaterThan(300 * 100);
    await taker.start();
    await expect.poll(() => new Set(taker.ids).size, { timeout: 10_000 }).toBe(301);
    await expect.poll(() => service.waiting).toBe(0);
    await service.record(exchange('ex_301'));
    await service.close();
    expect(new Set(taker.ids).size).toBe(302);
  });

  test.each([429, 500, 503, 401])('wait while it answers %i', async status => {
    taker.status = status;
    const service = open();
    await service.record(exchange('ex_0'));
    taker.status = 200;
    await expect.poll(() => taker.ids, { timeout: 5000 }).toEqual(['ex_0']);
    await service.close();
  });

  test('wait for another life of the gateway, of one that was killed too', async () => {
    await taker.stop();
    const service = open();
    await Promise.all(ids(10).map(id => service.record(exchange(id))));
    await service.close();
    writeFileSync(join(folder, '1-99999999-0.open'), `${JSON.stringify(exchange('ex_10'))}\n{"id":"torn`);
    await taker.start();
    const next = open();
    await expect.poll(() => taker.ids.length, { timeout: 5000 }).toBe(11);
    await next.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that the service never takes do not hold up others', async () => {
    const service = open();
    await Promise.all([...ids(9), 'wrong_1', ...ids(9, 9)].map(id => service.record(exchange(id))));
    expect(taker.ids.sort()).toEqual(ids(18).sort());
    expect(logged).toContain('exchange refused by the service');
    await service.close();
  });

  test('are refused when the spool is full', async () => {
    const spool = new Spool(folder, 100);
    await spool.append(['x'.repeat(50)]);
    await expect(spool.append(['x'.repeat(60)])).rejects.toThrow('full');
    const oldest = await spool.oldest();
    await oldest!.forget();
    await spool.append(['x'.repeat(60)]);
    await spool.close();
  });
});

test('decisions are asked for, also over a connection that was closed meanwhile', async () => {
  const service = open();
  const ask = () => service.decide({ account: 'a1', model: 'm' }, AbortSignal.timeout(1000));
  expect(await ask()).toMatchObject({ decision: 'allow', campaign: 'a1' });
  await taker.stop();
  await expect(ask()).rejects.toThrow();
  await taker.start();
  expect(await ask()).toMatchObject({ decision: 'allow' });
  await service.close();
});

test('a question that the service refuses is told from a service that is away', async () => {
  const service = open();
  const ask = (status: number) =>
    service.decide({ account: String(status), model: 'm' }, AbortSignal.timeout(1000)).catch(error => error);
  for (const status of [400, 413, 415, 422]) expect(await ask(status)).toBeInstanceOf(Undecidable);
  for (const status of [401, 429, 500, 503]) expect(await ask(status)).not.toBeInstanceOf(Undecidable);
  await service.close();
});
