import { describe, expect, test } from 'vitest';
import { otlp } from './otlp.ts';
import { exchanges, readAll, refusals } from './testing/read-all.ts';

type Plain = string | number | boolean | Plain[] | { [key: string]: Plain };
const value = (v: Plain): object => {
  if (typeof v === 'string') return { stringValue: v };
  if (typeof v === 'boolean') return { boolValue: v };
  if (typeof v === 'number') return Number.isInteger(v) ? { intValue: String(v) } : { doubleValue: v };
  if (Array.isArray(v)) return { arrayValue: { values: v.map(value) } };
  return { kvlistValue: { values: pairs(v) } };
};
const pairs = (plain: Record<string, Plain>) =>
  Object.entries(plain).map(([key, v]) => ({ key, value: value(v) }));

const ids = { traceId: '5B8EFFF798038103D269B633813FC60C', spanId: 'EEE19B7EC3C1B174' };
const span = (attributes: Record<string, Plain>, rest: object = {}) => ({
  ...ids,
  name: 'chat gpt-4o',
  kind: 3,
  startTimeUnixNano: '1776827647123000000',
  endTimeUnixNano: '1776827648123000000',
  attributes: pairs(attributes),
  ...rest,
});
const traces = (spans: object[], resource: Record<string, Plain> = {}) => ({
  resourceSpans: [
    { resource: { attributes: pairs(resource) }, scopeSpans: [{ scope: { name: 's' }, spans }] },
  ],
});
const logs = (logRecords: object[], resource: Record<string, Plain> = {}) => ({
  resourceLogs: [{ resource: { attributes: pairs(resource) }, scopeLogs: [{ logRecords }] }],
});

const generationB = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4o',
  'gen_ai.request.max_tokens': 200,
  'gen_ai.request.temperature': 0.5,
  'gen_ai.request.top_p': 1,
  'gen_ai.request.choice.count': 2,
  'gen_ai.conversation.id': 'conv_5',
  'gen_ai.usage.input_tokens': 97,
  'gen_ai.usage.output_tokens': 52,
  'gen_ai.usage.cache_write.input_tokens': 25,
  'gen_ai.response.finish_reasons': ['stop'],
  'gen_ai.system_instructions': [{ type: 'text', content: 'Be kind' }],
  'gen_ai.input.messages': [
    { role: 'user', parts: [{ type: 'text', content: 'Weather in Paris?' }] },
    {
      role: 'assistant',
      parts: [{ type: 'tool_call', id: 'call_1', name: 'weather', arguments: { city: 'Paris' } }],
    },
    { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_1', response: 'rainy, 57°F' }] },
  ],
  'gen_ai.output.messages': [
    {
      role: 'assistant',
      parts: [
        { type: 'reasoning', content: 'Look' },
        { type: 'text', content: 'Rainy.' },
      ],
      finish_reason: 'stop',
    },
  ],
  'user.id': 'u-1',
  'client.address': '203.0.113.7',
  'user_agent.original': 'curl/8',
};

describe('generations', () => {
  const expected = {
    id: '5b8efff798038103d269b633813fc60c:eee19b7ec3c1b174',
    time: '2026-04-22T03:14:07.123Z',
    account: 'u-1',
    model: 'gpt-4o',
    conversation: 'conv_5',
    client: { ip: '203.0.113.7', user_agent: 'curl/8' },
    request: {
      system: 'Be kind',
      messages: [
        { role: 'user', content: 'Weather in Paris?' },
        {
          role: 'assistant',
          content: '',
          tool_calls: [{ id: 'call_1', function: { name: 'weather', arguments: '{"city":"Paris"}' } }],
        },
        { role: 'tool', content: 'rainy, 57°F', tool_call_id: 'call_1' },
      ],
      max_tokens: 200,
      temperature: 0.5,
      top_p: 1,
      n: 2,
    },
    response: { text: 'Rainy.', reasoning: 'Look', stop_reason: 'stop', input_tokens: 97, output_tokens: 52 },
  };

  test('(b), (c) messages as structured attributes', () => {
    expect(exchanges(otlp, [traces([span(generationB)])])).toMatchObject([expected]);
  });

  test('(b) messages as JSON strings; account and address on the resource; snake_case names', () => {
    const { 'user.id': user, 'client.address': address, ...rest } = generationB;
    const strings = Object.fromEntries(
      Object.entries(rest).map(([key, v]) => [
        key,
        /messages$|instructions$/.test(key) ? JSON.stringify(v) : v,
      ]),
    );
    const { startTimeUnixNano, traceId, spanId, ...other } = span(strings);
    const document = {
      resource_spans: [
        {
          resource: { attributes: pairs({ 'enduser.pseudo.id': user, 'client.address': address }) },
          scope_spans: [
            {
              spans: [
                { ...other, start_time_unix_nano: startTimeUnixNano, trace_id: traceId, span_id: spanId },
              ],
            },
          ],
        },
      ],
    };
    expect(otlp.detect(document)).toBe(true);
    expect(exchanges(otlp, [document])).toMatchObject([expected]);
  });

  test('(a) span with span events', () => {
    const event = (name: string, attributes: Record<string, Plain>) => ({
      name,
      timeUnixNano: '1',
      attributes: pairs(attributes),
    });
    const one = span(
      {
        'gen_ai.system': 'openai',
        'gen_ai.request.model': 'gpt-4',
        'gen_ai.usage.prompt_tokens': 5,
        'gen_ai.usage.completion_tokens': 6,
        'enduser.id': 'e-1',
      },
      {
        events: [
          event('gen_ai.system.message', { content: 'Be kind', 'gen_ai.system': 'openai' }),
          event('gen_ai.user.message', { 'gen_ai.event.content': '{"role":"user","content":"Hi"}' }),
          event('gen_ai.choice', {
            'gen_ai.event.content': '{"index":0,"finish_reason":"stop","message":{"content":"Hello"}}',
          }),
        ],
      },
    );
    expect(exchanges(otlp, [traces([one])])).toMatchObject([
      {
        account: 'e-1',
        request: {
          messages: [
            { role: 'system', content: 'Be kind' },
            { role: 'user', content: 'Hi' },
          ],
        },
        response: { text: 'Hello', stop_reason: 'stop', input_tokens: 5, output_tokens: 6 },
      },
    ]);
  });

  test('(a) before that, content events with JSON', () => {
    const one = span(
      { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-4', 'user.id': 'u' },
      {
        events: [
          {
            name: 'gen_ai.content.prompt',
            attributes: pairs({ 'gen_ai.prompt': '[{"role":"user","content":"Hi"}]' }),
          },
          {
            name: 'gen_ai.content.completion',
            attributes: pairs({ 'gen_ai.completion': '[{"role":"assistant","content":"Hello"}]' }),
          },
        ],
      },
    );
    expect(exchanges(otlp, [traces([one])])).toMatchObject([
      { request: { messages: [{ content: 'Hi' }] }, response: { text: 'Hello' } },
    ]);
  });

  const dialects: [string, Record<string, Plain>][] = [
    [
      'OpenLLMetry',
      {
        'llm.request.type': 'chat',
        'gen_ai.request.model': 'm',
        'gen_ai.prompt.0.role': 'system',
        'gen_ai.prompt.0.content': 'S',
        'gen_ai.prompt.10.role': 'user',
        'gen_ai.prompt.10.content': '[{"type":"text","text":"Hi"}]',
        'gen_ai.prompt.2.role': 'assistant',
        'gen_ai.prompt.2.tool_calls.0.id': 'c1',
        'gen_ai.prompt.2.tool_calls.0.name': 'f',
        'gen_ai.prompt.2.tool_calls.0.arguments': '{}',
        'gen_ai.completion.0.role': 'assistant',
        'gen_ai.completion.0.content': 'Hello',
        'gen_ai.completion.0.finish_reason': 'stop',
      },
    ],
    [
      'OpenInference',
      {
        'openinference.span.kind': 'LLM',
        'llm.model_name': 'm',
        'llm.input_messages.0.message.role': 'system',
        'llm.input_messages.0.message.content': 'S',
        'llm.input_messages.1.message.role': 'assistant',
        'llm.input_messages.1.message.tool_calls.0.tool_call.id': 'c1',
        'llm.input_messages.1.message.tool_calls.0.tool_call.function.name': 'f',
        'llm.input_messages.1.message.tool_calls.0.tool_call.function.arguments': '{}',
        'llm.input_messages.2.message.role': 'user',
        'llm.input_messages.2.message.contents.0.message_content.type': 'text',
        'llm.input_messages.2.message.contents.0.message_content.text': 'Hi',
        'llm.output_messages.0.message.role': 'assistant',
        'llm.output_messages.0.message.content': 'Hello',
        'llm.invocation_parameters': '{"temperature":0.1}',
        'llm.token_count.prompt': 3,
        'input.value': 'not this',
      },
    ],
  ];
  test.each(dialects)('(d) %s', (_, attributes) => {
    const [exchange] = exchanges(otlp, [
      traces([span({ ...attributes, 'langfuse.user.id': 'l-1', 'session.id': 's-1' })]),
    ]);
    expect(exchange).toMatchObject({
      account: 'l-1',
      conversation: 's-1',
      model: 'm',
      request: {
        messages: [
          { role: 'system', content: 'S' },
          { role: 'assistant', tool_calls: [{ id: 'c1', function: { name: 'f', arguments: '{}' } }] },
          { role: 'user', content: 'Hi' },
        ],
      },
      response: { text: 'Hello' },
    });
  });

  test('(d) the prompt as one JSON string, or as text', () => {
    const base = { 'gen_ai.operation.name': 'text_completion', 'gen_ai.request.model': 'm', 'user.id': 'u' };
    const read = (prompt: string) =>
      exchanges(otlp, [traces([span({ ...base, 'gen_ai.prompt': prompt })])])[0]?.request;
    expect(read('[{"role":"user","content":"Hi"}]')).toMatchObject({
      messages: [{ role: 'user', content: 'Hi' }],
    });
    expect(read('Once upon')).toMatchObject({ prompt: 'Once upon' });
  });

  test('flattened spans, of an exporter to the console and of a table', () => {
    const flat = {
      name: 'chat m',
      context: { trace_id: '0xabc1', span_id: '0xdef2' },
      start_time: '2026-04-22T03:14:07.123000Z',
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'm',
        'gen_ai.input.messages': '[{"role":"user","parts":[{"type":"text","content":"Hi"}]}]',
      },
      resource: { attributes: { 'user.id': 'u' } },
    };
    expect(otlp.detect(flat)).toBe(true);
    expect(exchanges(otlp, [flat])).toMatchObject([
      { id: 'abc1:def2', account: 'u', request: { messages: [{ content: 'Hi' }] } },
    ]);
    expect(otlp.detect({ trace_id: 'a', span_id: 'b', attributes: { 'http.method': 'GET' } })).toBe(false);
  });
});

describe('log records', () => {
  const log = (eventName: string, body: Plain, rest: object = {}) => ({
    ...ids,
    eventName,
    timeUnixNano: '1776827647200000000',
    attributes: pairs({ 'gen_ai.system': 'openai' }),
    body: value(body),
    ...rest,
  });
  const messages = [
    log('gen_ai.user.message', { content: 'Hi' }),
    log('gen_ai.assistant.message', {
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } }],
    }),
    log('gen_ai.tool.message', { id: 'c1', content: 'ok' }),
    log('gen_ai.choice', { index: 0, finish_reason: 'stop', message: { content: 'Hello' } }),
    log('gen_ai.choice', { index: 1, finish_reason: 'length', message: { content: 'Hey' } }),
  ];
  const bare = span({
    'gen_ai.operation.name': 'chat',
    'gen_ai.system': 'openai',
    'gen_ai.request.model': 'gpt-4',
    'user.id': 'u',
  });

  test.each([
    ['before their span', [logs(messages), traces([bare])]],
    ['after it', [traces([bare]), logs(messages.slice(0, 2)), logs(messages.slice(2))]],
  ])('of one call, %s', (_, documents) => {
    expect(readAll(otlp, documents)).toHaveLength(1);
    expect(exchanges(otlp, documents)).toMatchObject([
      {
        time: '2026-04-22T03:14:07.123Z',
        account: 'u',
        model: 'gpt-4',
        request: {
          messages: [
            { role: 'user', content: 'Hi' },
            { role: 'assistant', tool_calls: [{ id: 'c1' }] },
            { role: 'tool', content: 'ok', tool_call_id: 'c1' },
          ],
        },
        response: { text: 'Hello\nHey', stop_reason: 'stop,length' },
      },
    ]);
  });

  test('an operation-details event has it all; one that repeats its span is not a second exchange', () => {
    const details = {
      ...ids,
      timeUnixNano: '1776827647200000000',
      eventName: 'gen_ai.client.inference.operation.details',
      attributes: pairs(generationB),
    };
    expect(exchanges(otlp, [logs([details])])).toMatchObject([
      { account: 'u-1', model: 'gpt-4o', response: { text: 'Rainy.' } },
    ]);
    expect(readAll(otlp, [traces([span(generationB)]), logs([details])])).toHaveLength(1);
    expect(readAll(otlp, [logs([details]), traces([span(generationB)])])).toHaveLength(1);
  });

  test('open calls are bounded: the oldest goes out first', () => {
    const many = Array.from({ length: 10_001 }, (_, i) => ({
      ...bare,
      spanId: (i + 1).toString(16).padStart(16, '0'),
    }));
    const reader = otlp.open({});
    expect([...reader.read(traces(many))]).toHaveLength(1);
    expect([...reader.end!()]).toHaveLength(10_000);
  });

  test('other logs are refused', () => {
    expect(refusals(otlp, [logs([log('exception', 'oops')])])).toEqual([
      'not-an-exchange: a log record that is no gen_ai message event',
    ]);
  });
});

describe('refusals', () => {
  test.each([
    [
      'embeddings',
      { 'gen_ai.operation.name': 'embeddings', 'gen_ai.request.model': 'e' },
      /^not-an-exchange: operation embeddings/,
    ],
    ['a tool', { 'gen_ai.operation.name': 'execute_tool' }, /^not-an-exchange: operation execute_tool/],
    [
      'an agent that carries its messages',
      { ...generationB, 'gen_ai.operation.name': 'invoke_agent' },
      /^not-an-exchange: operation invoke_agent/,
    ],
    [
      'a chain of a framework',
      { 'openinference.span.kind': 'CHAIN', 'llm.model_name': 'm' },
      /^not-an-exchange: a span of kind chain/,
    ],
    ['another span', { 'http.request.method': 'GET' }, /^not-an-exchange: a span without gen_ai attributes/],
    [
      'no content',
      { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'm', 'user.id': 'u' },
      /^no-content: the span holds no prompt/,
    ],
  ])('%s', (_, attributes, reason) => {
    expect(refusals(otlp, [traces([span(attributes as Record<string, Plain>)])])).toEqual([
      expect.stringMatching(reason),
    ]);
  });

  test('nobody; and the fields and the default that the operator names', () => {
    const { 'user.id': _, ...anonymous } = generationB;
    const document = traces([span({ ...anonymous, 'app.tenant': 't-1' })], { 'service.name': 'shop' });
    expect(refusals(otlp, [document])).toEqual([
      expect.stringMatching(/^no-account: none of user\.id, enduser\.id/),
    ]);
    expect(exchanges(otlp, [document], { accountField: ['app.tenant'] })[0]?.account).toBe('t-1');
    expect(exchanges(otlp, [document], { accountField: ['service.name'] })[0]?.account).toBe('shop');
    expect(exchanges(otlp, [document], { defaultAccount: 'us' })[0]?.account).toBe('us');
  });
});
