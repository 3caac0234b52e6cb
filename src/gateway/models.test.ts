import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { modelsOf } from './models.ts';
import { ask, post } from './testing/ask.ts';
import { allowed, gatewayPlace, type Place } from './testing/place.ts';
import { saysModelTwice } from './twice.ts';

// Which model a request is decided about: the one that answers it, however it is named.

let place: Place;
beforeAll(async () => {
  place = await gatewayPlace({
    decide(request) {
      place.asked.push(request);
      return request.model === 'held' ? { ...allowed, decision: 'hold' } : allowed;
    },
  });
});
afterAll(() => place.close());
beforeEach(() => {
  place.asked.length = 0;
  place.upstream.received.length = 0;
});
const held = async (
  method: string,
  path: string,
  body: unknown,
  type: string | undefined = 'application/json',
) => {
  const got = await ask(place.url + path, {
    method,
    headers: type ? { 'content-type': type } : {},
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return got.status === 404 && place.upstream.received.length === 0;
};
const messages = [{ role: 'user', content: 'Hi' }];

describe('a model that is held is refused', () => {
  test.each([
    ['POST', '/openai/deployments/held/chat/completions?api-version=1', { model: 'm', messages }],
    ['POST', '/openai/deployments/h%65ld/chat/completions', { model: 'm', messages }],
    ['POST', '/openai/deployments/held/embeddings', { model: 'm', input: 'x' }],
    ['POST', '/model/held/converse', { messages }],
    ['POST', '/v1/embeddings', { model: 'held', input: 'x' }],
    ['POST', '/v1/images/generations', { model: 'held', prompt: 'x' }],
    ['PUT', '/v1/chat/completions', { model: 'held', messages }],
    ['POST', '/invocations', { model: 'held', messages }],
    [
      'POST',
      '/v1/messages/batches',
      { requests: [{ params: { model: 'm' } }, { params: { model: 'held' } }] },
    ],
    ['POST', '/v1/chat/completions', { model: 'm', models: ['n', 'held'], messages }],
    ['POST', '/v1/chat/completions', { models: ['held'], messages }],
    ['POST', '/v1/chat/completions', { model: 'm', fallbacks: [{ model: 'held' }], messages }],
    ['POST', '/v1/chat/completions', { Model: 'held', messages }],
  ])('%s %s %j', async (method, path, body) => {
    expect(await held(method, path, body)).toBe(true);
  });

  test.each([undefined, 'text/plain', 'application/vnd.x+json'])('in a body of the type %s', async type => {
    expect(await held('POST', '/v1/embeddings', { model: 'held' }, type)).toBe(true);
  });
});

test('the deployment is the model, whatever the body says', async () => {
  const path = '/openai/deployments/gpt/chat/completions?api-version=1';
  await post(place.url + path, { model: 'held', messages });
  expect(place.asked.map(({ model }) => model)).toEqual(['gpt']);
  await place.gateway.settled();
  expect(place.recorded.at(-1)?.model).toBe('gpt');
  expect(modelsOf(undefined, '/openai/deployments/azure/gpt/chat/completions')).toEqual(['azure/gpt']);
  expect(modelsOf({ model: 'm' }, '/v1/x?y=/deployments/z')).toEqual(['m']);
});

test.each([
  ['twice', '{"model":"m","messages":[],"model":"held"}'],
  ['in another spelling', '{"model":"m","mod\\u0065l":"held"}'],
  ['in another case', '{"model":"m","Model" : "held"}'],
  ['as too many', JSON.stringify({ models: Array.from({ length: 17 }, (_, i) => `m${i}`) })],
])('a model that is named %s: 400', async (_, body) => {
  for (const path of ['/v1/chat/completions', '/v1/embeddings', '/v1/messages'])
    expect((await post(place.url + path, body)).status).toBe(400);
  expect(place.upstream.received).toEqual([]);
});

test('what is no JSON passes where no model is asked, but not as JSON', async () => {
  expect((await post(`${place.url}/v1/embeddings`, '{"model":"held","x":NaN}')).status).toBe(400);
  for (const type of ['application/x-ndjson', 'multipart/form-data; boundary=x', 'application/octet-stream'])
    expect((await post(`${place.url}/v1/files`, '{}\n{}', { 'content-type': type })).status).toBe(418);
  expect((await post(`${place.url}/v1/batches/b/cancel`, '')).status).toBe(418);
});

test('a name that is given twice is found in any JSON, and no other', () => {
  const name = fc.constantFrom('model', 'Model', 'models', 'x', 'mo"del', 'model\\', 'm\u00e9');
  const value = fc.jsonValue({ maxDepth: 3 });
  const spaced = fc.constantFrom('', ' ', ' '.repeat(3000), '\n');
  fc.assert(
    fc.property(
      fc.array(fc.tuple(name, fc.oneof(value, fc.record({ model: value }), name), spaced)),
      fields => {
        const json = `{${fields.map(([key, said, gap]) => `${JSON.stringify(key)}${gap}:${JSON.stringify(said)}`).join()}}`;
        const names = fields.map(([key]) => key.toLowerCase()).filter(key => /^models?$/.test(key));
        expect(saysModelTwice(json)).toBe(new Set(names).size < names.length);
      },
    ),
  );
});
