import { describe, expect, test } from 'vitest';
import { answerOf } from './response.ts';
import { assembleSse, looksLikeSse } from './sse.ts';

const sse = (events: unknown[], newline = '\n') =>
  events
    .map(event => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}${newline}${newline}`)
    .join('');
const chunk = (delta: object, rest: object = {}) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1755137933,
  model: 'gpt-5-nano',
  choices: [{ index: 0, delta, finish_reason: null, ...rest }],
});

describe('assembleSse', () => {
  test('OpenAI chat: text, reasoning, two tool calls in pieces, usage of the last chunk', () => {
    const body = assembleSse(
      sse([
        chunk({ role: 'assistant', content: '', reasoning_content: 'Hm. ' }),
        chunk({ reasoning_content: 'Yes.' }),
        chunk({ content: 'Hi' }),
        chunk({ content: ' there\n' }),
        chunk({ tool_calls: [{ index: 1, id: 'call_b', function: { name: 'time', arguments: '{}' } }] }),
        chunk({
          tool_calls: [{ index: 0, id: 'call_a', function: { name: 'weather', arguments: '{"city":' } }],
        }),
        chunk({ tool_calls: [{ index: 0, function: { arguments: '"Oslo"}' } }] }),
        chunk({}, { finish_reason: 'tool_calls' }),
        { ...chunk({}), choices: [], usage: { prompt_tokens: 7, completion_tokens: 3 } },
        '[DONE]',
      ]),
    );
    expect(body).toMatchObject({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1755137933,
      model: 'gpt-5-nano',
      choices: [
        {
          finish_reason: 'tool_calls',
          message: {
            role: 'assistant',
            content: 'Hi there\n',
            tool_calls: [
              { id: 'call_a', function: { name: 'weather', arguments: '{"city":"Oslo"}' } },
              { id: 'call_b', function: { name: 'time', arguments: '{}' } },
            ],
          },
        },
      ],
    });
    expect(answerOf(body)).toEqual({
      text: 'Hi there\n',
      reasoning: 'Hm. Yes.',
      stop_reason: 'tool_calls',
      input_tokens: 7,
      output_tokens: 3,
    });
  });

  test('several choices stay apart', () => {
    const two = [
      chunk({ content: 'B' }, { index: 1 }),
      chunk({ content: 'A' }),
      chunk({ content: 'b' }, { index: 1 }),
    ];
    expect(assembleSse(sse(two))).toMatchObject({
      choices: [{ message: { content: 'A' } }, { message: { content: 'Bb' } }],
    });
  });

  test('OpenAI completions', () => {
    const piece = (text: string, finish_reason: string | null = null) => ({
      object: 'text_completion',
      choices: [{ index: 0, text, finish_reason }],
    });
    expect(answerOf(assembleSse(sse([piece('Once'), piece(' upon', 'length')])))).toMatchObject({
      text: 'Once upon',
      stop_reason: 'length',
    });
  });

  test('OpenAI Responses: the completed event has all; a cut stream what came', () => {
    const start = {
      type: 'response.created',
      response: { id: 'resp_1', object: 'response', model: 'gpt-5', status: 'in_progress' },
    };
    const delta = (text: string) => ({ type: 'response.output_text.delta', output_index: 0, delta: text });
    const end = {
      type: 'response.incomplete',
      response: {
        id: 'resp_1',
        object: 'response',
        status: 'incomplete',
        incomplete_details: { reason: 'max_output_tokens' },
        output: [
          { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Think' }] },
          { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hi all' }] },
        ],
        usage: { input_tokens: 5, output_tokens: 2 },
      },
    };
    expect(answerOf(assembleSse(sse([start, delta('Hi'), delta(' all'), end])))).toEqual({
      text: 'Hi all',
      reasoning: 'Think',
      stop_reason: 'incomplete:max_output_tokens',
      input_tokens: 5,
      output_tokens: 2,
    });
    expect(assembleSse(sse([start, delta('Hi'), delta(' all')]))).toMatchObject({
      id: 'resp_1',
      model: 'gpt-5',
    });
    expect(answerOf(assembleSse(sse([start, delta('Hi'), delta(' all')])))).toMatchObject({ text: 'Hi all' });
  });

  test('Anthropic messages: thinking, text, tool input, the refusal category', () => {
    const stream = [
      'event: message_start',
      'data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-opus-4-6","content":[],"usage":{"input_tokens":11,"output_tokens":1}}}',
      '',
      'event: ping',
      'data: {"type":"ping"}',
      '',
      'data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}',
      '',
      'data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Let me"}}',
      '',
      'data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}',
      '',
      'data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"No"}}',
      '',
      'data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"pe."}}',
      '',
      'data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"f","input":{}}}',
      '',
      'data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\\"a\\":1}"}}',
      '',
      'data: {"type":"message_delta","delta":{"stop_reason":"refusal","stop_details":{"category":"reasoning_extraction"}},"usage":{"output_tokens":9}}',
      '',
      'data: {"type":"message_stop"}',
      '',
    ];
    const body = assembleSse(stream.join('\r\n'));
    expect(body).toMatchObject({
      id: 'msg_1',
      content: [{}, {}, { type: 'tool_use', id: 'toolu_1', input: '{"a":1}' }],
    });
    expect(answerOf(body)).toEqual({
      text: 'Nope.',
      reasoning: 'Let me',
      stop_reason: 'refusal:reasoning_extraction',
      input_tokens: 11,
      output_tokens: 9,
    });
  });

  test('Gemini: parts go on across chunks', () => {
    const part = (text: string, finishReason?: string) => ({
      candidates: [{ content: { parts: [{ text }] }, finishReason }],
    });
    const answer = answerOf(
      assembleSse(
        sse([
          part('Bon'),
          { ...part('jour', 'STOP'), usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2 } },
        ]),
      ),
    );
    expect(answer).toMatchObject({ text: 'Bonjour', stop_reason: 'STOP', input_tokens: 3, output_tokens: 2 });
  });

  test('data over several lines, comments, a byte-order mark, a garbled and a cut event', () => {
    const stream = `\uFEFF: keep-alive\n\ndata: {"choices":[{"index":0,\ndata: "delta":{"content":"a"}}]}\n\ndata: {oops\n\ndata: ${JSON.stringify(chunk({ content: 'b' }))}`;
    expect(answerOf(assembleSse(stream))).toMatchObject({ text: 'ab' });
  });

  test('no events of a provider, no body; a content block cannot name a prototype', () => {
    expect(assembleSse('data: {"hello":"world"}\n\n')).toBeUndefined();
    expect(assembleSse('')).toBeUndefined();
    expect(
      assembleSse(
        'data: {"type":"content_block_start","index":0,"content_block":{"__proto__":{"type":"text","text":"x"}}}\n\n',
      ),
    ).toEqual({
      content: [{ type: 'text', ['__proto__']: { type: 'text', text: 'x' } }],
      usage: {},
    });
    expect(({} as { text?: string }).text).toBeUndefined();
  });

  test('tells a stream from JSON', () => {
    expect(looksLikeSse('event: message_start\ndata: {}')).toBe(true);
    expect(looksLikeSse('{"data": 1}')).toBe(false);
  });
});
