import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readExchange } from '../exchange/index.ts';
import { ask, post } from './testing/ask.ts';
import { gatewayPlace, type Place } from './testing/place.ts';

// What a client could send so that its request is answered and not recorded, or recorded as another.

let place: Place;
beforeAll(async () => {
  place = await gatewayPlace();
});
afterAll(() => place.close());
beforeEach(async () => {
  await place.gateway.settled();
  place.recorded.length = 0;
});
const recorded = async () => {
  await place.gateway.settled();
  expect(place.recorded).toHaveLength(1);
  const reading = readExchange(place.recorded[0]);
  if (!reading.ok) throw new Error(reading.refusal.reason);
  return reading.exchange;
};
const messages = [{ role: 'user', content: 'the real words' }];
const deep = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as unknown;

describe('a request is recorded as its API reads it', () => {
  test.each([
    ['a parameter of embeddings', 'chat/completions', { messages, input: 'x', encoding_format: 'float' }],
    [
      'the fields of another API',
      'chat/completions',
      { messages, contents: [{ parts: [{ text: 'decoy' }] }], prompt: 'decoy' },
    ],
    [
      'messages beside the input',
      'responses',
      { input: 'the real words', messages: [{ role: 'user', content: 'decoy' }] },
    ],
    [
      'deep JSON in a tool',
      'chat/completions',
      { messages, tools: [{ type: 'function', function: { name: 'f', parameters: deep(900) } }] },
    ],
    [
      'deep JSON in a message',
      'chat/completions',
      { messages: [...messages, { role: 'assistant', content: null, tool_calls: deep(900) }] },
    ],
    ['an account of its own', 'chat/completions', { messages, account: 'other', safety_identifier: 'other' }],
  ])('%s', async (_, path, body) => {
    await post(`${place.url}/v1/${path}`, { model: 'm', ...body });
    const exchange = await recorded();
    expect(JSON.stringify(exchange.request)).toContain('the real words');
    expect(JSON.stringify(exchange)).not.toContain('decoy');
    expect(exchange.account).toMatch(/^key_/);
  });

  test('JSON beside it that is deeper than a stack is high', async () => {
    const [open, close] = ['['.repeat(100_000), ']'.repeat(100_000)];
    await post(
      `${place.url}/v1/chat/completions`,
      `{"model":"m","messages":${JSON.stringify(messages)},"x":${open}${close},"user":{"y":${open}${close}}}`,
    );
    expect((await recorded()).request.messages).toEqual(messages);
  });

  test('token ids', async () => {
    await post(`${place.url}/v1/completions`, { model: 'm', prompt: [1, 2, 3] });
    expect((await recorded()).request.prompt).toBe('[1,2,3]');
  });

  test('a path that looks like another call', async () => {
    await ask(`${place.url}/v1/images/../chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'm', messages }),
    });
    await recorded();
  });

  test('a user agent that is too long to be stored', async () => {
    await post(
      `${place.url}/v1/chat/completions`,
      { model: 'm', messages },
      { 'user-agent': 'x'.repeat(9000) },
    );
    expect((await recorded()).client?.user_agent).toHaveLength(4096);
  });
});

test('whatever else is in a request, the store takes its record', async () => {
  const anything = fc.anything({ maxDepth: 3, withNullPrototype: false });
  const fields = [
    'system',
    'tools',
    'max_tokens',
    'temperature',
    'top_p',
    'n',
    'user',
    'metadata',
    'conversation',
    'stop',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.constantFrom(...fields), anything, { maxKeys: 6 }),
      fc.array(
        fc.record(
          { role: anything, content: anything, name: anything, tool_calls: anything },
          { requiredKeys: [] },
        ),
        { maxLength: 3 },
      ),
      fc.constantFrom('chat/completions', 'messages'),
      async (more, others, path) => {
        place.recorded.length = 0;
        await post(`${place.url}/v1/${path}`, { ...more, model: 'm', messages: [...others, ...messages] });
        expect((await recorded()).request.messages?.at(-1)?.content).toBe('the real words');
      },
    ),
    { numRuns: 200 },
  );
});
