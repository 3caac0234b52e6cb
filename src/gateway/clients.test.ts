import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readExchange } from '../exchange/index.ts';
import { THOUGHT, WORDS } from './testing/answers.ts';
import { allowed, gatewayPlace, type Place } from './testing/place.ts';

// The real clients through the gateway to a server that answers in the shapes of the two APIs.

const text = WORDS.join('');
const messages = [{ role: 'user' as const, content: 'What is the capital of France?' }];
const tool = { type: 'object' as const, properties: { city: { type: 'string' } } };
let place: Place;
let openai: OpenAI;
let anthropic: Anthropic;

beforeAll(async () => {
  place = await gatewayPlace({ channel: 'test' });
  openai = new OpenAI({ apiKey: 'sk-test-1', baseURL: `${place.url}/v1`, maxRetries: 0 });
  anthropic = new Anthropic({ apiKey: 'sk-ant-test-1', baseURL: place.url, maxRetries: 0 });
});
afterAll(() => place.close());
beforeEach(async () => {
  await place.gateway.settled();
  place.decision = allowed;
  place.recorded.length = 0;
  place.asked.length = 0;
});

async function recorded() {
  await place.gateway.settled();
  expect(place.recorded).toHaveLength(1);
  const reading = readExchange(place.recorded[0]);
  if (!reading.ok) throw new Error(reading.refusal.reason);
  return reading.exchange;
}

describe('openai', () => {
  test('chat, whole', async () => {
    const answer = await openai.chat.completions.create({
      model: 'm-thinks',
      messages,
      max_tokens: 50,
      user: 'u1',
    });
    expect(answer.choices[0]?.message.content).toBe(text);
    const exchange = await recorded();
    expect(exchange).toMatchObject({
      id: answer.id,
      model: 'm-thinks',
      channel: 'test',
      account: expect.stringMatching(/^key_[0-9a-f]{32}$/),
      conversation: expect.stringMatching(/^user_[0-9a-f]{32}$/),
      client: { ip: '127.0.0.1', user_agent: expect.stringContaining('OpenAI/JS') },
      request: { messages, max_tokens: 50 },
      response: {
        text,
        reasoning: THOUGHT.join(''),
        stop_reason: 'stop',
        input_tokens: 11,
        output_tokens: 7,
      },
    });
    expect(exchange.api_key).toBe(exchange.account);
    expect(place.asked).toMatchObject([{ account: exchange.account, model: 'm-thinks', channel: 'test' }]);
  });

  test('chat, streamed, with a tool call', async () => {
    const stream = await openai.chat.completions.create({
      model: 'm-tools',
      messages,
      stream: true,
      tools: [{ type: 'function', function: { name: 'weather', parameters: tool } }],
    });
    let said = '';
    let args = '';
    for await (const chunk of stream) {
      said += chunk.choices[0]?.delta.content ?? '';
      args += chunk.choices[0]?.delta.tool_calls?.[0]?.function?.arguments ?? '';
    }
    expect(said).toBe(text);
    expect(args).toBe('{"city":"Oslo"}');
    expect(await recorded()).toMatchObject({
      request: { stream: true, tools: [{ function: { name: 'weather' } }] },
      response: { text, stop_reason: 'tool_calls', output_tokens: 7 },
    });
  });

  test('two choices', async () => {
    await openai.chat.completions.create({ model: 'm-twice', messages, n: 2 });
    expect((await recorded()).response?.text).toBe(`${text}\n${text}`);
  });

  test('completions and responses, whole and streamed', async () => {
    await openai.completions.create({ model: 'm', prompt: 'Say' });
    expect(await recorded()).toMatchObject({ request: { prompt: 'Say' }, response: { text } });
    place.recorded.length = 0;
    const answer = await openai.responses.create({
      model: 'm-thinks',
      input: 'Say',
      instructions: 'Be brief',
    });
    expect(answer.output_text).toBe(text);
    expect(await recorded()).toMatchObject({
      request: { system: 'Be brief', prompt: 'Say' },
      response: { text, reasoning: THOUGHT.join(''), stop_reason: 'completed' },
    });
    place.recorded.length = 0;
    const final = await openai.responses.stream({ model: 'm-thinks', input: 'Say' }).finalResponse();
    expect(final.output_text).toBe(text);
    expect(await recorded()).toMatchObject({ response: { text } });
  });

  test('an error of the upstream is the client’s error, and no exchange', async () => {
    const error = await openai.chat.completions.create({ model: 'm-refuses', messages }).catch(e => e);
    expect(error).toBeInstanceOf(OpenAI.RateLimitError);
    expect(error.code).toBe('rate_limit_exceeded');
    await place.gateway.settled();
    expect(place.recorded).toHaveLength(0);
    expect(place.gateway.counts.get('not_recorded', 'upstream_error')).toBe(1);
  });

  test('an error in mid-stream reaches the client and the record', async () => {
    const stream = await openai.chat.completions.create({ model: 'm-mid', messages, stream: true });
    await expect(
      (async () => {
        for await (const _ of stream);
      })(),
    ).rejects.toThrow();
    expect((await recorded()).response).toMatchObject({ text, stop_reason: 'error:server_error' });
  });

  test('a stream that the upstream cuts is cut for the client, and recorded as far as it came', async () => {
    const stream = await openai.chat.completions.create({ model: 'm-cut', messages, stream: true });
    let said = '';
    await expect(
      (async () => {
        for await (const chunk of stream) said += chunk.choices[0]?.delta.content ?? '';
      })(),
    ).rejects.toThrow();
    const { response } = await recorded();
    expect(response).toMatchObject({ text: said, stop_reason: 'upstream_cut' });
    expect(text.startsWith(said) && said.length > 0).toBe(true);
  });

  test('a client that goes away ends the call of the upstream', async () => {
    const stream = await openai.chat.completions.create({ model: 'm-slow', messages, stream: true });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break; // aborts
    const seen = place.upstream.received.at(-1)!;
    await expect.poll(() => seen.aborted).toBe(true);
    const { response } = await recorded();
    expect(response?.stop_reason).toBe('client_closed');
    expect(text.startsWith(response?.text ?? '-')).toBe(true);
  });

  test('lists models, without a decision', async () => {
    const models = await openai.models.list();
    expect(models.data).toEqual([]);
    expect(place.asked).toHaveLength(0);
  });
});

describe('anthropic', () => {
  const ask = { model: 'c', max_tokens: 100, messages };

  test('whole', async () => {
    const answer = await anthropic.messages.create({ ...ask, model: 'c-thinks-tools', system: 'Be brief' });
    expect(answer.content.map(block => block.type)).toEqual([
      'thinking',
      'redacted_thinking',
      'text',
      'tool_use',
    ]);
    expect(await recorded()).toMatchObject({
      id: answer.id,
      account: expect.stringMatching(/^key_/),
      request: { system: 'Be brief', max_tokens: 100 },
      response: { text, reasoning: THOUGHT.join(''), stop_reason: 'tool_use', input_tokens: 11 },
    });
  });

  test('streamed', async () => {
    const answer = await anthropic.messages.stream({ ...ask, model: 'c-thinks-tools' }).finalMessage();
    expect(answer.content.at(-1)).toMatchObject({ type: 'tool_use', input: { city: 'Oslo' } });
    expect(await recorded()).toMatchObject({
      response: { text, reasoning: THOUGHT.join(''), stop_reason: 'tool_use', output_tokens: 7 },
    });
  });

  test('an error in mid-stream', async () => {
    await expect(anthropic.messages.stream({ ...ask, model: 'c-mid' }).finalMessage()).rejects.toThrow(
      /Overloaded/,
    );
    expect((await recorded()).response).toMatchObject({ text, stop_reason: 'error:overloaded_error' });
  });

  test('an abort', async () => {
    const stream = anthropic.messages.stream({ ...ask, model: 'c-slow' });
    stream.on('text', () => stream.abort());
    await expect(stream.finalMessage()).rejects.toThrow(/abort/i);
    await expect.poll(() => place.upstream.received.at(-1)!.aborted).toBe(true);
    expect((await recorded()).response?.stop_reason).toBe('client_closed');
  });
});
