import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Pseudonyms } from '../../exchange/index.ts';
import type { Decision, DecisionRequest, Kind } from '../../policy/index.ts';
import { ask, post } from '../testing/ask.ts';
import { hookServer, hooks } from './index.ts';

// Each hook in the words of the gateway that asks.

const asked: DecisionRequest[] = [];
let decision: Decision;
const pseudonyms = new Pseudonyms(Buffer.alloc(32, 7));
const server = hookServer(
  hooks({ pseudonyms, channel: 'c' }),
  request => {
    asked.push(request);
    if (request.account === 'broken') throw new Error('down');
    return decision;
  },
  () => 'metrics\n',
);
let url: string;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
const decide = (kind: Kind, ...obligations: string[]) => {
  decision = {
    decision: kind,
    obligations,
    reasons: [{ policy: 'p', text: 'not for clients' }],
    reference: 'R1',
  };
};
beforeEach(() => {
  asked.length = 0;
  decide('allow');
});
const json = async (path: string, body: unknown) => {
  const got = await post(`${url}/hooks/${path}`, body);
  expect(got.status).toBe(200);
  expect(got.body.toString()).not.toContain('not for clients');
  return JSON.parse(got.body.toString());
};

describe('litellm', () => {
  const path = 'litellm/beta/litellm_basic_guardrail_api';
  const body = (more: object = {}) => ({
    texts: ['Hi'],
    structured_messages: null,
    request_data: { user_api_key_hash: 'hash1', user_api_key_user_id: 'u1', user_api_key_team_id: null },
    input_type: 'request',
    litellm_call_id: 'x',
    additional_provider_specific_params: { model: 'm' },
    ...more,
  });

  test('lets through and blocks', async () => {
    expect(await json(path, body())).toEqual({ action: 'NONE' });
    expect(asked).toEqual([{ account: 'u1', model: 'm', channel: 'c' }]);
    for (const kind of ['verify', 'suspend', 'hold'] as const) {
      decide(kind);
      expect(await json(path, body())).toEqual({
        action: 'BLOCKED',
        blocked_reason: expect.stringContaining('R1'),
      });
    }
  });

  test('keeps the pace of who is slowed down; refuses what it cannot thin, where it is told so', async () => {
    decide('slow', 'rate:1/1h');
    const actions = [await json(path, body()), await json(path, body())].map(({ action }) => action);
    expect(actions).toEqual(['NONE', 'BLOCKED']);
    decide('thin', 'omit-reasoning');
    expect(await json(path, body())).toEqual({ action: 'NONE' });
    const strict = body({ additional_provider_specific_params: { thin: 'block' } });
    expect((await json(path, strict)).action).toBe('BLOCKED');
  });

  test('asks nothing about answers; who names nobody is anonymous', async () => {
    decide('suspend');
    expect(await json(path, body({ input_type: 'response' }))).toEqual({ action: 'NONE' });
    expect(asked).toEqual([]);
    expect((await json(path, body({ request_data: {} }))).action).toBe('BLOCKED');
    expect(asked).toEqual([{ account: 'anonymous', model: 'm', channel: 'c' }]);
  });
});

describe('portkey', () => {
  const body = (more: object = {}) => ({
    request: { json: { model: 'm', messages: [], max_tokens: 900 }, text: 'Hi', isStreamingRequest: false },
    response: { json: null, text: '', statusCode: null },
    provider: 'openai',
    requestType: 'chatComplete',
    metadata: { _user: 'u1' },
    eventType: 'beforeRequestHook',
    ...more,
  });

  test('gives a verdict', async () => {
    expect(await json('portkey', body())).toMatchObject({ verdict: true, data: { decision: 'allow' } });
    expect(asked).toEqual([{ account: 'u1', model: 'm', channel: 'c' }]);
    decide('suspend');
    expect(await json('portkey', body())).toMatchObject({ verdict: false, data: { reference: 'R1' } });
    expect(await json('portkey', body({ eventType: 'afterRequestHook' }))).toEqual({ verdict: true });
  });

  test('who names nobody is anonymous, and every model that is named counts', async () => {
    decide('hold');
    expect(await json('portkey', body({ metadata: {} }))).toMatchObject({ verdict: false });
    expect(asked).toEqual([{ account: 'anonymous', model: 'm', channel: 'c' }]);
    asked.length = 0;
    await json('portkey', body({ request: { json: { model: 'a', models: ['b', 'a', 'c'] } } }));
    expect(asked.map(({ model }) => model)).toEqual(['a', 'b', 'c']);
    decide('allow');
    const many = Array.from({ length: 17 }, (_, i) => `m${i}`);
    expect(await json('portkey', body({ request: { json: { models: many } } }))).toMatchObject({
      verdict: false,
    });
  });

  test('caps by the request that it sends back', async () => {
    decide('thin', 'cap-output:100');
    expect(await json('portkey', body())).toMatchObject({
      verdict: true,
      transformedData: { request: { json: { model: 'm', messages: [], max_tokens: 100 } } },
    });
  });
});

describe('envoy', () => {
  const check = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
    post(`${url}/hooks/envoy${path}`, body ?? '', headers);

  test('lets through, with obligations as headers', async () => {
    decide('thin', 'omit-reasoning', 'cap-output:9');
    const got = await check('/v1/chat/completions', { model: 'm' });
    expect(got.status).toBe(200);
    expect(got.headers).toMatchObject({
      'x-stillwatch-decision': 'thin',
      'x-stillwatch-obligations': 'omit-reasoning,cap-output:9',
    });
    expect(asked).toEqual([{ account: expect.stringMatching(/^key_/), model: 'm', channel: 'c' }]);
  });

  test('says nothing of marks, neither to who is let through nor to who is refused', async () => {
    for (const kind of ['allow', 'verify'] as const) {
      decide(kind, 'mark:K-7Q2F9XKD');
      const { headers, body } = await check('/v1/chat/completions', { model: 'm' });
      expect(headers['x-stillwatch-decision']).toBe(kind);
      expect(`${JSON.stringify(headers)}${body}`).not.toContain('K-7Q2F9XKD');
    }
  });

  test('refuses in the words of the API', async () => {
    decide('hold');
    const openai = await check('/v1/chat/completions', { model: 'm' });
    const anthropic = await check('/v1/messages', { model: 'm' });
    expect([openai.status, anthropic.status]).toEqual([404, 404]);
    expect(JSON.parse(openai.body.toString()).error.code).toBe('model_not_found');
    expect(JSON.parse(anthropic.body.toString()).error.type).toBe('not_found_error');
    decide('slow', 'rate:1/1h');
    await check('/v1/chat/completions');
    expect((await check('/v1/chat/completions')).headers['retry-after']).toBe('3600');
  });

  test('finds the model of a body that came in part, or in a header', async () => {
    await check('/v1/chat/completions', '{"model": "m1", "messages": [{"content": "cut h');
    await check('/v1/chat/completions', '', { 'x-stillwatch-model': 'm2' });
    await check('/v1/chat/completions');
    expect(asked.map(({ model }) => model)).toEqual(['m1', 'm2', 'unspecified']);
  });

  test('does not ask about what only reads', async () => {
    expect((await ask(`${url}/hooks/envoy/v1/models`)).status).toBe(200);
    expect(asked).toEqual([]);
  });
});

test('without a decision it says so, and what is not there is not', async () => {
  expect((await post(`${url}/hooks/portkey`, { metadata: { _user: 'broken' } })).status).toBe(503);
  expect((await post(`${url}/hooks/portkey`, 'not json')).status).toBe(200);
  expect((await ask(`${url}/hooks/other`)).status).toBe(404);
  expect((await ask(`${url}/metrics`)).body.toString()).toBe('metrics\n');
  expect((await ask(`${url}/health`)).status).toBe(200);
});
