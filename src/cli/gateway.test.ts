import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from './program.ts';
import { fakeIo } from './testing/fixture.ts';

// The command as it is typed, before an upstream and beside a service.

const folder = mkdtempSync(join(tmpdir(), 'stillwatch-gateway-'));
const taken: { account: string; channel: string; response: { text: string } }[] = [];
const service = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  if (request.headers.authorization !== 'Bearer t1') return void response.writeHead(401).end('{}');
  if (request.url === '/v1/exchanges') taken.push(...body.split('\n').map(line => JSON.parse(line)));
  const decision = body.includes('mallory') ? 'suspend' : 'allow';
  response.end(JSON.stringify({ decision, obligations: [], reasons: [] }));
});
const upstream = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  setTimeout(() => response.end('{"choices":[{"message":{"content":"Hello"}}]}'), 50);
});
const urlOf = (server: typeof service) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
beforeAll(async () => {
  for (const server of [service, upstream]) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
});
afterAll(() => {
  for (const server of [service, upstream]) server.closeAllConnections();
  service.close();
  upstream.close();
  rmSync(folder, { recursive: true, force: true });
});

it('decides, passes on, records, serves hooks, and stops without losing what is under way', async () => {
  const io = fakeIo();
  io.env['STILLWATCH_TOKEN'] = 't1';
  const running = run(
    [
      ...['gateway', '--upstream', urlOf(upstream), '--service', urlOf(service), '--port', '0'],
      ...['--state', folder, '--account-header', 'X-Account', '--channel', 'edge', '--hooks-port', '0'],
    ],
    io,
  );
  await expect.poll(() => io.stdout, { timeout: 10_000 }).toContain('Stop with Ctrl-C');
  const [hooks, gateway] = io.stdout.match(/http:\/\/127\.0\.0\.1:\d+/g)!;
  const ask = (account: string) =>
    fetch(`${gateway}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'x-account': account },
      body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] }),
    });
  expect((await ask('alice')).status).toBe(200);
  expect((await ask('mallory')).status).toBe(403);
  const hooked = await fetch(`${hooks}/hooks/portkey`, {
    method: 'POST',
    body: '{"metadata":{"_user":"mallory"}}',
  });
  expect(await hooked.json()).toMatchObject({ verdict: false });
  expect(await (await fetch(`${hooks}/metrics`)).text()).toContain('decisions_total{decision="suspend"} 1');

  const last = ask('bob');
  await new Promise(resolve => setTimeout(resolve, 20));
  process.emit('SIGTERM');
  expect((await last).status).toBe(200);
  expect(await running).toBe(0);
  expect(taken).toMatchObject([
    { account: 'alice', channel: 'edge', response: { text: 'Hello' } },
    { account: 'bob' },
  ]);
  expect(io.stderr).toBe('Recorded 2 of 3 requests.\n');
  expect(readdirSync(join(folder, 'gateway'))).toEqual([]);
});

it.each([
  [['gateway'], /--upstream/],
  [['gateway', '--upstream', 'http://x', '--service', 'http://y'], /no token/],
  [['gateway', '--upstream', 'x', '--service', 'http://y', '--token', 't', '--state', folder], /no.* http/],
  [
    ['gateway', '--upstream', 'http://u:p@x', '--service', 'http://y', '--token', 't', '--state', folder],
    /password/,
  ],
  [['gateway', '--upstream', 'http://x', '--fail', 'maybe'], /open, closed/],
])('%j is wrong usage', async (argv, message) => {
  const io = fakeIo();
  expect(await run(argv, io)).toBe(2);
  expect(io.stderr).toMatch(message);
});
