import { describe, expect, test } from 'vitest';
import { anthropic } from './anthropic.ts';
import { detectFormat } from './index.ts';
import { openai } from './openai.ts';
import { exchanges, refusals } from './testing/read-all.ts';

const chat = {
  model: 'gpt-5-nano',
  user: 'u-1',
  messages: [{ role: 'user', content: 'Hello!' }],
  max_completion_tokens: 50,
  n: 2,
};
const completion = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1755137933,
  model: 'gpt-5-nano-2025-08-07',
  choices: [
    { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Hi', refusal: null } },
  ],
  usage: { prompt_tokens: 8, completion_tokens: 2 },
};
const read = {
  id: 'chatcmpl-1',
  time: '2025-08-14T02:18:53.000Z',
  account: 'u-1',
  model: 'gpt-5-nano',
  request: { messages: [{ role: 'user', content: 'Hello!' }], max_tokens: 50, n: 2 },
  response: { text: 'Hi', stop_reason: 'stop', input_tokens: 8, output_tokens: 2 },
};
const http = (body: unknown, got: unknown, url = 'https://api.openai.com/v1/chat/completions') => ({
  request: {
    method: 'POST',
    uri: url,
    body: JSON.stringify(body),
    headers: { Authorization: ['Bearer sk-secret'], 'User-Agent': ['Go/1'], Cookie: 'sid=secret' },
  },
  response: {
    status: { code: 200, message: 'OK' },
    headers: { Date: ['Thu, 14 Aug 2025 02:18:59 GMT'], 'X-Request-Id': ['req_1'], 'set-cookie': ['secret'] },
    body: { string: typeof got === 'string' ? got : JSON.stringify(got) },
  },
});

describe('shapes', () => {
  const shapes: [string, object][] = [
    ['the two bodies', { request: chat, response: completion }],
    [
      'request_body and response_body, as strings',
      { request_body: JSON.stringify(chat), response_body: JSON.stringify(completion) },
    ],
    ['VCR', http(chat, completion)],
    [
      'go-vcr',
      {
        request: { url: 'https://x/v1/chat/completions', method: 'POST', body: JSON.stringify(chat) },
        response: { status: '200 OK', code: 200, body: JSON.stringify(completion) },
      },
    ],
    [
      'HAR',
      {
        startedDateTime: '2025-08-14T02:18:53Z',
        request: {
          method: 'POST',
          url: 'https://x/v1/chat/completions',
          postData: { text: JSON.stringify(chat) },
        },
        response: { status: 200, content: { text: JSON.stringify(completion) } },
      },
    ],
    [
      'a line of a batch with its request',
      {
        custom_id: 'c-1',
        request: { method: 'POST', url: '/v1/chat/completions', body: chat },
        response: { status_code: 200, request_id: 'r', body: completion },
        error: null,
      },
    ],
  ];
  test.each(shapes)('%s', (_, row) => {
    expect(detectFormat([row as Record<string, unknown>])?.name).toBe('openai');
    expect(exchanges(openai, [row])).toMatchObject([read]);
  });

  test('a cassette holds several', () => {
    expect(
      exchanges(openai, [
        { interactions: [http(chat, completion), http(chat, { ...completion, id: 'chatcmpl-2' })] },
      ]),
    ).toHaveLength(2);
  });

  test('no credential is stored', () => {
    const [exchange] = exchanges(openai, [
      {
        ...http({ ...chat, user: undefined }, completion),
        api_key: 'sk-secret',
        api_key_id: 'key_7',
        account_id: 'a-1',
      },
    ]);
    expect(exchange).toMatchObject({ account: 'a-1', api_key: 'key_7', client: { user_agent: 'Go/1' } });
    expect(JSON.stringify(exchange)).not.toContain('secret');
  });

  test('time from the record, then the response, then the Date header', () => {
    const { created: _, ...undated } = completion;
    expect(exchanges(openai, [{ ...http(chat, completion), timestamp: 1755000000 }])[0]?.time).toBe(
      '2025-08-12T12:00:00.000Z',
    );
    expect(exchanges(openai, [http(chat, undated)])[0]?.time).toBe('2025-08-14T02:18:59.000Z');
  });

  test('the output of a batch alone has no prompt', () => {
    expect(
      refusals(openai, [{ id: 'b', custom_id: 'c', response: { status_code: 200, body: completion } }]),
    ).toEqual(['no-content: there is no request body, or it is not JSON']);
  });
});

describe('APIs', () => {
  test('safety_identifier before user', () => {
    expect(
      exchanges(openai, [{ request: { ...chat, safety_identifier: 's-1' }, response: completion }])[0]
        ?.account,
    ).toBe('s-1');
  });

  test('a streamed answer', () => {
    const stream = ['Hel', 'lo']
      .map(
        content =>
          `data: ${JSON.stringify({ ...completion, object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content } }] })}\n\n`,
      )
      .join('');
    expect(exchanges(openai, [http({ ...chat, stream: true }, `${stream}data: [DONE]\n\n`)])).toMatchObject([
      { request: { stream: true }, response: { text: 'Hello' } },
    ]);
  });

  test('Responses: instructions, input items, tools', () => {
    const request = {
      model: 'gpt-5',
      user: 'u',
      instructions: 'Be kind',
      max_output_tokens: 9,
      conversation: { id: 'conv_1' },
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'Weather?' },
            { type: 'input_image', image_url: 'x' },
          ],
        },
        { type: 'reasoning', summary: [] },
        { type: 'function_call', call_id: 'c1', name: 'weather', arguments: '{}' },
        { type: 'function_call_output', call_id: 'c1', output: 'sunny' },
      ],
      tools: [{ type: 'function', name: 'weather' }],
    };
    const response = {
      id: 'resp_1',
      object: 'response',
      created_at: 1755137933,
      status: 'completed',
      error: null,
      output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Sunny.' }] }],
    };
    expect(exchanges(openai, [{ request, response }])).toMatchObject([
      {
        id: 'resp_1',
        conversation: 'conv_1',
        request: {
          system: 'Be kind',
          max_tokens: 9,
          messages: [
            { role: 'user', content: 'Weather?' },
            { role: 'assistant', tool_calls: [{ id: 'c1', function: { name: 'weather' } }] },
            { role: 'tool', content: 'sunny', tool_call_id: 'c1' },
          ],
          tools: [{ name: 'weather' }],
        },
        response: { text: 'Sunny.', stop_reason: 'completed' },
      },
    ]);
    expect(exchanges(openai, [{ request: { ...request, input: 'Hi' }, response }])[0]?.request.prompt).toBe(
      'Hi',
    );
  });

  test('legacy completions: one prompt, several, and token ids that cannot be read', () => {
    const read = (prompt: unknown) => ({
      request: { model: 'davinci-002', user: 'u', prompt },
      response: { created: 1755137933, choices: [{ text: 'x', finish_reason: 'length' }] },
    });
    expect(exchanges(openai, [read('Once')])).toMatchObject([
      { request: { prompt: 'Once' }, response: { text: 'x' } },
    ]);
    expect(exchanges(openai, [read(['a', 'b'])])[0]?.request.prompt).toBe('a\nb');
    expect(refusals(openai, [read([1, 2])])).toEqual(['no-content: the request body holds no text']);
  });

  test('Anthropic messages: blocks, tool results, the refusal category', () => {
    const row = {
      time: '2026-02-01T00:00:00Z',
      request: {
        model: 'claude-opus-4-6',
        max_tokens: 1024,
        system: [{ type: 'text', text: 'Be kind', cache_control: { type: 'ephemeral' } }],
        metadata: { user_id: 'u-1' },
        messages: [
          { role: 'user', content: 'Weather?' },
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: 'hm' },
              { type: 'tool_use', id: 't1', name: 'f', input: { a: 1 } },
            ],
          },
          {
            role: 'user',
            content: [
              { type: 'tool_result', tool_use_id: 't1', content: [{ type: 'text', text: 'sunny' }] },
              { type: 'text', text: 'So?' },
            ],
          },
        ],
      },
      response: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        content: [],
        stop_reason: 'refusal',
        stop_details: { category: 'reasoning_extraction' },
        usage: { input_tokens: 5, output_tokens: 0 },
      },
    };
    expect(detectFormat([row])?.name).toBe('anthropic');
    expect(exchanges(anthropic, [row])).toMatchObject([
      {
        id: 'msg_1',
        account: 'u-1',
        request: {
          system: 'Be kind',
          messages: [
            { role: 'user', content: 'Weather?' },
            {
              role: 'assistant',
              content: '',
              tool_calls: [{ id: 't1', function: { name: 'f', arguments: '{"a":1}' } }],
            },
            { role: 'tool', content: 'sunny', tool_call_id: 't1' },
            { role: 'user', content: 'So?' },
          ],
        },
        response: { stop_reason: 'refusal:reasoning_extraction', input_tokens: 5, output_tokens: 0 },
      },
    ]);
  });

  test("Claude Code's user is its account without the session", () => {
    const session = '0b7a3f0e-1c2d-4e5f-8a9b-0c1d2e3f4a5b';
    const request = {
      model: 'claude-opus-4-6',
      messages: [{ role: 'user', content: 'Hi' }],
      metadata: { user_id: `user_ab12_account_cd34_session_${session}` },
    };
    expect(exchanges(anthropic, [{ time: 1776827647, request, response: {} }])).toMatchObject([
      { account: 'user_ab12_account_cd34', conversation: session },
    ]);
  });
});

describe('what is no exchange', () => {
  test.each([
    ['embeddings', 'https://api.openai.com/v1/embeddings'],
    ['images', 'https://api.openai.com/v1/images/generations'],
    ['audio', '/v1/audio/transcriptions?x=1'],
    ['count_tokens', 'https://api.anthropic.com/v1/messages/count_tokens'],
    ['models', 'https://api.openai.com/v1/models/gpt-4o'],
  ])('%s', (endpoint, url) => {
    expect(refusals(openai, [http(chat, completion, url)])).toEqual([
      `not-an-exchange: a call of the ${endpoint} endpoint`,
    ]);
  });

  test('embeddings without an address, errors, GET', () => {
    const vectors = { object: 'list', data: [{ object: 'embedding', embedding: [0.1] }] };
    expect(refusals(openai, [{ request: { model: 'e', input: 'x' }, response: vectors }])[0]).toMatch(
      /embeddings/,
    );
    expect(refusals(openai, [{ ...http(chat, {}), response: { status: 429, body: '{}' } }])[0]).toMatch(
      /status 429/,
    );
    expect(refusals(openai, [{ request: chat, response: { error: { message: 'no' } } }])[0]).toMatch(
      /the call failed/,
    );
    expect(
      refusals(openai, [
        { request: { method: 'GET', url: '/v1/responses/resp_1' }, response: { status: 200, body: {} } },
      ])[0],
    ).toMatch(/GET/);
  });

  test('Gemini and Azure name the model in the address', () => {
    const gemini = http(
      { contents: 'Hi' },
      { candidates: [] },
      'https://g/v1beta/models/gemini-2.5-pro:generateContent',
    );
    expect(exchanges(openai, [gemini], { defaultAccount: 'u' })[0]?.model).toBe('gemini-2.5-pro');
  });
});
