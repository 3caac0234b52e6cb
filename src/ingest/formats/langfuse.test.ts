import { describe, expect, test } from 'vitest';
import { langfuse } from './langfuse.ts';
import { exchanges, refusals } from './testing/read-all.ts';

const generation = (input: unknown, output: unknown, rest: object = {}) => ({
  id: 'o-1',
  traceId: 't-1',
  type: 'GENERATION',
  startTime: '2025-06-11T14:01:34.290Z',
  model: 'gpt-4o',
  modelParameters: { temperature: 0, max_tokens: 'null', stream: 'false' },
  usageDetails: { input: 10, output: 5, total: 15 },
  input,
  output,
  ...rest,
});
const document = (...observations: object[]) => ({
  trace: { id: 't-1', userId: 'user_123', sessionId: 's-1' },
  observations,
});

describe('inputs and outputs of frameworks', () => {
  const cases: [string, unknown, unknown, object, object][] = [
    [
      'a JSON string of messages',
      '[{"role":"user","content":"Hi"}]',
      '{"role":"assistant","content":"Hello"}',
      { messages: [{ role: 'user', content: 'Hi' }] },
      { text: 'Hello' },
    ],
    [
      'parts',
      [{ role: 'user', parts: [{ type: 'text', content: 'Hi' }] }],
      [{ role: 'assistant', parts: [{ type: 'text', content: 'Hello' }], finish_reason: 'stop' }],
      { messages: [{ content: 'Hi' }] },
      { text: 'Hello', stop_reason: 'stop' },
    ],
    ['plain text', "user: Say 'Hello'", 'Hello', { prompt: "user: Say 'Hello'" }, { text: 'Hello' }],
    ['arguments', '{"args": ["Hi"]}', 'Hello', { prompt: 'Hi' }, { text: 'Hello' }],
    ['a prompt', '{"prompt":"Hi"}', null, { prompt: 'Hi' }, {}],
    [
      'a body of Gemini',
      '{"model":"g","contents":"Hi"}',
      '{"candidates":[{"content":{"parts":[{"text":"Hello"}]}}]}',
      { messages: [{ role: 'user', content: 'Hi' }] },
      { text: 'Hello' },
    ],
    [
      'what Python printed',
      {
        messages: [
          "role='user' content='It\\'s\\nme' name=None x=1",
          "role='assistant' content=None name=None",
        ],
      },
      'Hello',
      {
        messages: [
          { role: 'user', content: "It's\nme" },
          { role: 'assistant', content: '' },
        ],
      },
      { text: 'Hello' },
    ],
    [
      'a body of OpenAI',
      '{"messages":[{"role":"user","content":"Hi"}]}',
      '{"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]}',
      { messages: [{ content: 'Hi' }] },
      { text: 'Hello', stop_reason: 'stop' },
    ],
    [
      'a conversation as output',
      'Hi',
      [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello' },
      ],
      { prompt: 'Hi' },
      { text: 'Hello' },
    ],
  ];
  test.each(cases)('%s', (_, input, output, request, response) => {
    expect(exchanges(langfuse, [document(generation(input, output))])).toMatchObject([
      {
        id: 'o-1',
        account: 'user_123',
        conversation: 's-1',
        model: 'gpt-4o',
        request: { temperature: 0, stream: false, ...request },
        response: { input_tokens: 10, output_tokens: 5, ...response },
      },
    ]);
  });
});

test('spans are refused, and a generation that wraps another', () => {
  const inner = { ...generation('Hi', 'Hello'), id: 'o-2', parentObservationId: 'o-1' };
  const results = [document(generation('Hi', 'Hello'), inner, { id: 's', type: 'SPAN' })];
  expect(exchanges(langfuse, results).map(exchange => exchange.id)).toEqual(['o-2']);
  expect(refusals(langfuse, results)).toEqual([
    'not-an-exchange: a generation that wraps another one, which is the call',
    'not-an-exchange: an observation of type SPAN, not GENERATION',
  ]);
});

test('rows of an observation export', () => {
  const row = {
    id: 'o-9',
    trace_id: 't',
    type: 'GENERATION',
    start_time: '2025-06-11 14:01:34.290',
    provided_model_name: 'projects/p/locations/l/publishers/google/models/gemini-2.5-flash',
    model_parameters: '{"temperature":0.7,"maxTokens":100}',
    usage_details: '{"input":1,"output":2}',
    user_id: 'u-9',
    session_id: 's-9',
    input: 'Hi',
    output: 'Hello',
  };
  expect(langfuse.detect(row)).toBe(true);
  expect(exchanges(langfuse, [row])).toMatchObject([
    {
      id: 'o-9',
      time: '2025-06-11T14:01:34.290Z',
      account: 'u-9',
      conversation: 's-9',
      model: 'gemini-2.5-flash',
      request: { temperature: 0.7, max_tokens: 100 },
      response: { input_tokens: 1, output_tokens: 2 },
    },
  ]);
});

test('without a user, what the instrumentation left; parse results are no log', () => {
  const anonymous = {
    trace: {},
    observations: [generation('Hi', 'Hello', { metadata: '{"attributes":{"user.id":"otel-1"}}' })],
  };
  expect(exchanges(langfuse, [anonymous])[0]?.account).toBe('otel-1');
  expect(refusals(langfuse, [{ observations: [generation('Hi', 'x')] }])[0]).toMatch(/^no-account/);
  expect(refusals(langfuse, [document(generation(null, 'x'))])[0]).toMatch(/^no-content/);
  const parseResult = { e44e: { input: { success: true, data: [] } }, f55f: { output: { success: false } } };
  expect(langfuse.detect(parseResult)).toBe(true);
  expect(refusals(langfuse, [parseResult])[0]).toMatch(/^not-an-exchange: parse results/);
});
