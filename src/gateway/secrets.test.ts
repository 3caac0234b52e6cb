import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Service, serviceAt } from './service/service.ts';
import { ask, post } from './testing/ask.ts';
import { gatewayPlace, type Place } from './testing/place.ts';

// Secrets wherever a client or an upstream may put one; then every byte that was recorded, spooled, logged or counted.

const folder = mkdtempSync(join(tmpdir(), 'stillwatch-secrets-'));
const logged: string[] = [];
let service: Service;
let place: Place;
beforeAll(async () => {
  const log = (event: string, facts?: object) => logged.push(JSON.stringify({ event, ...facts }));
  // Nobody listens there: all goes to the spool.
  service = serviceAt({ url: 'http://127.0.0.1:9', token: 'tok-sekrit-service', spool: folder, log });
  place = await gatewayPlace({ record: service.record, log });
});
afterAll(async () => {
  await place.close();
  rmSync(folder, { recursive: true, force: true });
});

test('no key, cookie or authorisation is stored, spooled, logged or counted', async () => {
  const headers = {
    authorization: 'Bearer sk-sekrit-1',
    'x-api-key': 'sekrit-2',
    'api-key': 'sekrit-3',
    cookie: 'session=sekrit-4',
    'proxy-authorization': 'Basic sekrit-5',
    'x-amz-security-token': 'sekrit-6',
    'openai-organization': 'sk-sekrit-7',
  };
  const body = (model: string, more: object = {}) => ({
    model,
    messages: [{ role: 'user', content: 'plain words' }],
    user: 'sekrit-user@example.com',
    tools: [
      { type: 'function', function: { name: 'f', parameters: {} } },
      {
        type: 'mcp',
        server_label: 's',
        authorization: 'sekrit-8',
        headers: { Authorization: 'Bearer sekrit-9' },
      },
      { type: 'mcp', server_url: 'https://u:sekrit-10@example.com/?key=sekrit-11' },
    ],
    mcp_servers: [{ authorization_token: 'sekrit-12' }],
    ...more,
  });
  for (const path of ['/v1/chat/completions', '/v1/messages', '/v1/responses'])
    for (const model of ['m', 'm-gzip', 'm-cut', 'm-refuses', 'm-mid'])
      for (const stream of [false, true])
        await post(`${place.url}${path}?key=sekrit-13`, body(model, { stream }), headers);
  await post(`${place.url}/v1/chat/completions`, '{"broken":"sekrit-14', headers);
  await ask(`${place.url}/v1/files?key=sekrit-15`, { method: 'POST', headers, body: 'sekrit-16' });
  place.decision = () => Promise.reject(new Error('down'));
  await post(`${place.url}/v1/chat/completions`, body('m'), headers);
  await place.gateway.settled();
  await place.gateway.close(100);
  await service.close();

  const spooled = readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8'));
  const all = [...spooled, ...logged, place.gateway.counts.text(), JSON.stringify(place.asked)].join('\n');
  expect(spooled.join('').split('\n').length).toBeGreaterThan(15);
  expect(all).toContain('plain words');
  expect(all).toContain('"server_label":"s"');
  expect(logged.length).toBeGreaterThan(1);
  expect(all).not.toContain('sekrit');
  // Nor as hashes that anybody could make: pseudonyms are keyed.
  expect(all).toMatch(/key_[0-9a-f]{32}/);
});
