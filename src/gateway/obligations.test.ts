import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Decision, Kind } from '../policy/index.ts';
import { Buckets } from './buckets.ts';
import { Undecidable } from './decide.ts';
import { obligationsOf } from './obligations.ts';
import { WORDS } from './testing/answers.ts';
import { ask, post } from './testing/ask.ts';
import { allowed, gatewayPlace, type Place } from './testing/place.ts';

// Every decision, carried out on both APIs as their own clients see it.

const text = WORDS.join('');
const messages = [{ role: 'user' as const, content: 'Hi' }];
let place: Place;
let openai: OpenAI;
let anthropic: Anthropic;
beforeAll(async () => {
  place = await gatewayPlace({ limit: 1 << 20 });
  openai = new OpenAI({ apiKey: 'sk-test-1', baseURL: `${place.url}/v1`, maxRetries: 0 });
  anthropic = new Anthropic({ apiKey: 'sk-ant-test-1', baseURL: place.url, maxRetries: 0 });
});
afterAll(() => place.close());
beforeEach(async () => {
  await place.gateway.settled();
  place.decision = allowed;
  place.recorded.length = 0;
});

const decide = (decision: Kind, ...obligations: string[]) => {
  place.decision = { decision, obligations, reasons: [], reference: 'REF-7Q' } satisfies Decision;
};
const chat = (model = 'm', rest = {}) => openai.chat.completions.create({ model, messages, ...rest });
const claude = (model = 'c', rest = {}) =>
  anthropic.messages.create({ model, messages, max_tokens: 9, ...rest });
const failed = (work: Promise<unknown>) =>
  work.then(
    () => {
      throw new Error('it went through');
    },
    error => error,
  );
const sent = () => JSON.parse(Buffer.from(place.upstream.received.at(-1)!.body, 'latin1').toString());

describe('refused', () => {
  test.each([
    [
      'verify',
      OpenAI.PermissionDeniedError,
      'verification_required',
      Anthropic.PermissionDeniedError,
      /verification/,
    ],
    [
      'suspend',
      OpenAI.PermissionDeniedError,
      'account_suspended',
      Anthropic.PermissionDeniedError,
      /suspended/,
    ],
    ['hold', OpenAI.NotFoundError, 'model_not_found', Anthropic.NotFoundError, /not available/],
  ] as const)('%s', async (kind, openaiError, code, anthropicError, words) => {
    decide(kind);
    const before = place.upstream.received.length;
    for (const stream of [false, true]) {
      const a = await failed(chat('m', { stream }));
      expect(a).toBeInstanceOf(openaiError);
      expect(a.code).toBe(code);
      const b = await failed(claude('c', { stream }));
      expect(b).toBeInstanceOf(anthropicError);
      for (const error of [a, b]) {
        expect(error.message).toMatch(words);
        expect(error.message).toContain('REF-7Q');
        expect(error.headers.get('x-stillwatch-reference')).toBe('REF-7Q');
      }
    }
    expect(place.upstream.received).toHaveLength(before);
    expect(place.recorded).toHaveLength(0);
  });

  test('so is what is no request to a model, but may lead to one; what only reads is not', async () => {
    decide('suspend');
    expect((await post(`${place.url}/v1/batches`, {})).status).toBe(403);
    expect((await ask(`${place.url}/v1/models`)).status).toBe(200);
  });
});

test('slow: a token bucket an account', async () => {
  decide('slow', 'rate:2/1h');
  const other = new OpenAI({ apiKey: 'sk-other', baseURL: `${place.url}/v1`, maxRetries: 0 });
  await chat();
  await chat();
  const error = await failed(chat());
  expect(error).toBeInstanceOf(OpenAI.RateLimitError);
  expect(Number(error.headers.get('retry-after'))).toBeGreaterThan(1700);
  expect(error.message).toContain('REF-7Q');
  await other.chat.completions.create({ model: 'm', messages });
  await claude(); // another key is another account
  expect(
    await failed(other.chat.completions.create({ model: 'm', messages }).then(() => chat())),
  ).toBeInstanceOf(OpenAI.RateLimitError);
});

test('a bucket fills again, and is forgotten when it is full', () => {
  let now = 0;
  const buckets = new Buckets(() => now);
  const rate = { requests: 2, period: 1000 };
  expect([buckets.take('a', rate), buckets.take('a', rate), buckets.take('a', rate)]).toEqual([0, 0, 500]);
  now = 500;
  expect([buckets.take('a', rate), buckets.take('a', rate)]).toEqual([0, 500]);
  now = 120_000;
  buckets.take('b', rate);
  expect(buckets.size).toBe(1);
});

describe('thin: reasoning is omitted', () => {
  beforeEach(() => decide('thin', 'omit-reasoning'));

  test('openai, whole', async () => {
    const answer = await chat('m-thinks');
    expect(answer.choices[0]!.message).toEqual({ role: 'assistant', content: text, refusal: null });
    await place.gateway.settled();
    expect(place.recorded[0]?.response).toMatchObject({ text });
    expect(place.recorded[0]?.response?.reasoning).toBeUndefined();
    expect(place.upstream.received.at(-1)!.headers['accept-encoding']).toBe('identity');
  });

  test('openai, streamed', async () => {
    const stream = await openai.chat.completions.create({ model: 'm-thinks-tools', messages, stream: true });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks.map(chunk => chunk.choices[0]?.delta.content ?? '').join('')).toBe(text);
    expect(JSON.stringify(chunks)).not.toContain('reasoning');
    expect(chunks.at(-1)?.usage?.completion_tokens).toBe(7);
  });

  test('openai responses, whole, streamed and fetched again', async () => {
    const answer = await openai.responses.create({
      model: 'm-thinks',
      input: 'x',
      reasoning: { effort: 'high', summary: 'auto' },
      include: ['reasoning.encrypted_content'],
    });
    expect(answer.output.map(item => item.type)).toEqual(['message']);
    expect(sent()).toMatchObject({ reasoning: { effort: 'high' }, include: [] });
    expect(sent().reasoning.summary).toBeUndefined();
    const stream = openai.responses.stream({ model: 'm-thinks', input: 'x' });
    const events: { type: string; sequence_number: number }[] = [];
    stream.on('event', event => events.push(event));
    const final = await stream.finalResponse();
    expect(final.output_text).toBe(text);
    expect(final.output.map(item => item.type)).toEqual(['message']);
    expect(events.some(event => event.type.includes('reasoning'))).toBe(false);
    expect(events.map(event => event.sequence_number)).toEqual(events.map((_, i) => i));
    const again = await ask(`${place.url}/v1/fetched/responses/resp_1`);
    expect(again.status).toBe(418); // the test upstream has none; it was asked about all the same
    expect(place.asked.at(-1)!.model).toBe('unspecified');
  });

  test('anthropic, whole and streamed: the blocks that are left are counted anew', async () => {
    const answer = await claude('c-thinks-tools', { thinking: { type: 'enabled', budget_tokens: 1024 } });
    expect(answer.content.map((block: { type: string }) => block.type)).toEqual(['text', 'tool_use']);
    expect(sent().thinking).toBeUndefined();
    const stream = anthropic.messages.stream({ model: 'c-thinks-tools', messages, max_tokens: 9 });
    const indices: number[] = [];
    stream.on('streamEvent', event => 'index' in event && indices.push(event.index));
    const final = await stream.finalMessage();
    expect(final.content.map(block => block.type)).toEqual(['text', 'tool_use']);
    expect(final.content[0]).toMatchObject({ text });
    expect(new Set(indices)).toEqual(new Set([0, 1]));
  });

  test('an upstream that compresses in spite of being asked not to', async () => {
    const got = await post(`${place.url}/v1/chat/completions`, { model: 'm-thinks-gzip', messages });
    expect(got.headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(got.body.toString()).choices[0].message.content).toBe(text);
    expect(got.body.toString()).not.toContain('reasoning_content');
  });

  test('an answer without reasoning passes byte for byte', async () => {
    const got = await post(`${place.url}/v1/chat/completions`, { model: 'm', messages, stream: true });
    place.decision = allowed;
    const plain = await post(`${place.url}/v1/chat/completions`, { model: 'm', messages, stream: true });
    const anonymous = (body: Buffer) => body.toString().replaceAll(/chatcmpl-[0-9a-f]{32}/g, 'ID');
    expect(anonymous(got.body)).toBe(anonymous(plain.body));
    expect(got.headers['x-stillwatch-reference']).toBe('REF-7Q');
  });

  test('a request that cannot be read is not let through unread', async () => {
    const got = await post(
      `${place.url}/v1/chat/completions`,
      `{"model":"m","padding":"${'x'.repeat(2 << 20)}"}`,
    );
    expect(got.status).toBe(413);
  });
});

describe('thin: the output is capped', () => {
  beforeEach(() => decide('thin', 'cap-output:100'));

  test.each([
    [{}, { max_completion_tokens: 100 }],
    [{ max_tokens: 50 }, { max_tokens: 50 }],
    [{ max_tokens: 5000 }, { max_tokens: 100 }],
    [{ max_completion_tokens: 5000, max_tokens: null }, { max_completion_tokens: 100 }],
    [{ max_tokens: '5000' }, { max_tokens: 100 }],
    [{ max_tokens: '50' }, { max_tokens: 100 }],
    [{ max_tokens: -1 }, { max_tokens: 100 }],
    [{ max_tokens: 0 }, { max_tokens: 100 }],
    [{ max_tokens: null }, { max_tokens: 100 }],
    [
      { max_tokens: 50, n: 128, best_of: 200 },
      { max_tokens: 50, n: 1, best_of: 1 },
    ],
  ])('chat: %j is sent as %j', async (given, expected) => {
    await chat('m', given);
    expect(sent()).toEqual({ model: 'm', messages, ...expected });
  });

  test('anthropic, with thinking that would be all of it; responses; the record has what was asked for', async () => {
    await claude('c', { max_tokens: 5000, thinking: { type: 'enabled', budget_tokens: 2000 } });
    expect(sent()).toEqual({ model: 'c', messages, max_tokens: 100 });
    await place.gateway.settled();
    expect(place.recorded[0]?.request.max_tokens).toBe(5000);
    await openai.responses.create({ model: 'm', input: 'x' });
    expect(sent().max_output_tokens).toBe(100);
    await openai.completions.create({ model: 'm', prompt: 'x', max_tokens: 4000 });
    expect(sent().max_tokens).toBe(100);
  });
});

describe('thin: where the terms cannot be carried out', () => {
  test.each([
    ['POST', 'batches'],
    ['POST', 'invocations'],
    ['POST', 'v1/chat/completions-x'],
    ['PUT', 'v1/chat/completions'],
    ['POST', 'v1/responses/resp_1/cancel'],
    ['GET', 'v1/messages/batches/b_1/results'],
    ['GET', 'v1/files/f_1/content'],
    ['GET', 'v1/conversations/c_1/items'],
  ])('%s /%s is refused', async (method, path) => {
    for (const obligation of ['omit-reasoning', 'cap-output:100']) {
      decide('thin', obligation);
      const before = place.upstream.received.length;
      const got = await ask(`${place.url}/${path}`, { method });
      expect(got.status).toBe(403);
      expect(got.headers['x-stillwatch-reference']).toBe('REF-7Q');
      expect(JSON.parse(got.body.toString()).error.message).toContain('terms');
      expect(place.upstream.received).toHaveLength(before);
    }
    place.decision = allowed;
    expect((await ask(`${place.url}/${path}`, { method })).status).not.toBe(403);
  });

  test('what only reads is not', async () => {
    decide('thin', 'omit-reasoning');
    expect((await ask(`${place.url}/v1/models`)).status).toBe(200);
  });
});

describe('without a decision', () => {
  const never = () => new Promise<Decision>(() => {});
  const broken = () => Promise.reject(new Error('down'));

  test.each([
    ['too late', never],
    ['a failure', broken],
  ])('%s: open by default', async (_, decision) => {
    place.decision = decision;
    const before = place.gateway.counts.get('undecided', 'open');
    expect((await chat()).choices[0]!.message.content).toBe(text);
    expect(place.gateway.counts.get('undecided', 'open')).toBe(before + 1);
    expect(place.logged.join()).toContain('undecided');
  });

  test('what the service will not decide about is refused, however it is set', async () => {
    place.decision = () => Promise.reject(new Undecidable('the service answers 413'));
    const before = place.upstream.received.length;
    const got = await post(`${place.url}/v1/chat/completions`, { model: 'm', messages });
    expect(got.status).toBe(503);
    expect(place.upstream.received).toHaveLength(before);
  });

  test('nothing that a client sends makes the question large', async () => {
    await post(
      `${place.url}/v1/chat/completions`,
      { model: 'm'.repeat(90_000), messages },
      { 'user-agent': 'x'.repeat(50_000) },
    );
    expect(JSON.stringify(place.asked.at(-1)).length).toBeLessThan(2000);
  });

  test('closed where it is set so', async () => {
    const other = await gatewayPlace({ fail: 'closed', decideWithin: 20 });
    other.decision = never;
    const got = await post(`${other.url}/v1/messages`, { model: 'm', messages });
    await other.close();
    expect(got.status).toBe(503);
    expect(got.headers['retry-after']).toBe('5');
    expect(JSON.parse(got.body.toString()).error.type).toBe('api_error');
    expect(other.upstream.received).toHaveLength(0);
  });
});

test('what obligations say', () => {
  const of = (decision: Kind, ...obligations: string[]) =>
    obligationsOf({ decision, obligations, reasons: [] });
  expect(of('slow', 'rate:10/1m', 'rate:1/30s')).toMatchObject({ rate: { requests: 1, period: 30_000 } });
  expect(of('slow')).toMatchObject({ rate: { requests: 10, period: 60_000 } });
  expect(of('thin', 'cap-output:9', 'cap-output:5')).toMatchObject({ cap: 5, omitReasoning: false });
  expect(of('thin')).toMatchObject({ omitReasoning: true });
  expect(of('allow', 'dance', 'rate:x/1m').unknown).toEqual(['dance', 'rate:x/1m']);
});
