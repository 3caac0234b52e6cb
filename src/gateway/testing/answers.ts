import { randomUUID } from 'node:crypto';

/** What an answer is to look like. */
export interface Answer {
  api: 'chat' | 'completions' | 'responses' | 'messages';
  model: string;
  traits: string[];
}

export const WORDS = ['Paris', ' is', ' the', ' capital', ' – é', ' 中文.'];
export const THOUGHT = ['The user', ' asks for', ' a capital.'];
/** With places where a key may choose, cut where it hurts. */
export const PROSE =
  'We often| |go there|. For| example|, i|t is best| to ask every|one.| Do no|t say “it is best”.\n\n```\ndo not often\n```\n|You are| going to lear|n a lot of| things, especial|ly if they do not| often'.split(
    '|',
  );
const wordsOf = (traits: string[]) => (traits.includes('prose') ? PROSE : WORDS);
const thought = THOUGHT.join('');
const usage = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };
const args = '{"city":"Oslo"}';
const id = (prefix: string) => `${prefix}${randomUUID().replaceAll('-', '')}`;

/** A whole answer, as without streaming. */
export function answerFor({ api, model, traits }: Answer): object {
  const thinks = traits.includes('thinks');
  const tools = traits.includes('tools');
  const twice = traits.includes('twice');
  if (api === 'messages')
    return {
      id: id('msg_'),
      type: 'message',
      role: 'assistant',
      model,
      content: [
        ...(thinks
          ? [
              { type: 'thinking', thinking: thought, signature: 'sig' },
              { type: 'redacted_thinking', data: 'xyz' },
            ]
          : []),
        { type: 'text', text: wordsOf(traits).join('') },
        ...(tools ? [{ type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Oslo' } }] : []),
      ],
      stop_reason: tools ? 'tool_use' : 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 11, output_tokens: 7 },
    };
  if (api === 'responses') return responseOf(id('resp_'), model, traits, 'completed');
  if (api === 'completions')
    return {
      id: id('cmpl-'),
      object: 'text_completion',
      created: 1_770_000_000,
      model,
      choices: [{ index: 0, text: wordsOf(traits).join(''), finish_reason: 'stop', logprobs: null }],
      usage,
    };
  const message = {
    role: 'assistant',
    content: wordsOf(traits).join(''),
    refusal: null,
    ...(thinks ? { reasoning_content: thought } : {}),
    ...(tools
      ? { tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: args } }] }
      : {}),
  };
  return {
    id: id('chatcmpl-'),
    object: 'chat.completion',
    created: 1_770_000_000,
    model,
    choices: (twice ? [0, 1] : [0]).map(index => ({
      index,
      message,
      finish_reason: tools ? 'tool_calls' : 'stop',
    })),
    usage,
  };
}

function responseOf(responseId: string, model: string, traits: string[], status: string) {
  const thinks = traits.includes('thinks');
  const done = status === 'completed';
  return {
    id: responseId,
    object: 'response',
    created_at: 1_770_000_000,
    status,
    model,
    error: null,
    incomplete_details: null,
    output: done
      ? [
          ...(thinks
            ? [{ id: 'rs_1', type: 'reasoning', summary: [{ type: 'summary_text', text: thought }] }]
            : []),
          {
            id: 'msg_1',
            type: 'message',
            role: 'assistant',
            status,
            content: [{ type: 'output_text', text: wordsOf(traits).join(''), annotations: [] }],
          },
        ]
      : [],
    usage: done ? { input_tokens: 11, output_tokens: 7, total_tokens: 18 } : null,
  };
}

const data = (event: object) => `data: ${JSON.stringify(event)}\n\n`;
const typed = (event: { type: string }) => `event: ${event.type}\n${data(event)}`;

/** The same answer as the events of a stream. */
export function streamFor(answer: Answer): string[] {
  if (answer.api === 'messages') return messageEvents(answer);
  if (answer.api === 'responses') return responseEvents(answer);
  return chunkEvents(answer);
}

function chunkEvents({ api, model, traits }: Answer): string[] {
  const chat = api === 'chat';
  const base = {
    id: id(chat ? 'chatcmpl-' : 'cmpl-'),
    object: chat ? 'chat.completion.chunk' : 'text_completion',
    created: 1_770_000_000,
    model,
  };
  const choice = (index: number, delta: object, finish_reason: string | null = null) =>
    data({ ...base, choices: [{ index, ...(chat ? { delta } : delta), finish_reason }] });
  const tools = traits.includes('tools');
  const events: string[] = [];
  for (const index of traits.includes('twice') ? [0, 1] : [0]) {
    if (chat) events.push(choice(index, { role: 'assistant', content: '' }));
    if (chat && traits.includes('thinks'))
      events.push(...THOUGHT.map(piece => choice(index, { reasoning_content: piece })));
    events.push(...wordsOf(traits).map(piece => choice(index, chat ? { content: piece } : { text: piece })));
    if (traits.includes('mid'))
      return [...events, data({ error: { type: 'server_error', message: 'broke' } })];
    if (tools)
      events.push(
        choice(index, {
          tool_calls: [
            { index: 0, id: 'call_1', type: 'function', function: { name: 'weather', arguments: '' } },
          ],
        }),
        ...['{"city":', '"Oslo"}'].map(piece =>
          choice(index, { tool_calls: [{ index: 0, function: { arguments: piece } }] }),
        ),
      );
    events.push(choice(index, chat ? {} : { text: '' }, tools ? 'tool_calls' : 'stop'));
  }
  return [...events, data({ ...base, choices: [], usage }), 'data: [DONE]\n\n'];
}

function messageEvents({ model, traits }: Answer): string[] {
  const events: { type: string; [field: string]: unknown }[] = [
    {
      type: 'message_start',
      message: {
        id: id('msg_'),
        type: 'message',
        role: 'assistant',
        model,
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 11, output_tokens: 1 },
      },
    },
    { type: 'ping' },
  ];
  let index = 0;
  const block = (content_block: object, deltas: object[]) => {
    events.push({ type: 'content_block_start', index, content_block });
    events.push(...deltas.map(delta => ({ type: 'content_block_delta', index, delta })));
    events.push({ type: 'content_block_stop', index });
    index++;
  };
  if (traits.includes('thinks')) {
    block({ type: 'thinking', thinking: '', signature: '' }, [
      ...THOUGHT.map(thinking => ({ type: 'thinking_delta', thinking })),
      { type: 'signature_delta', signature: 'sig' },
    ]);
    block({ type: 'redacted_thinking', data: 'xyz' }, []);
  }
  block(
    { type: 'text', text: '' },
    wordsOf(traits).map(piece => ({ type: 'text_delta', text: piece })),
  );
  if (traits.includes('mid'))
    return [...events, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }].map(
      typed,
    );
  const tools = traits.includes('tools');
  if (tools)
    block(
      { type: 'tool_use', id: 'toolu_1', name: 'weather', input: {} },
      ['{"city":', '"Oslo"}'].map(partial_json => ({ type: 'input_json_delta', partial_json })),
    );
  events.push(
    {
      type: 'message_delta',
      delta: { stop_reason: tools ? 'tool_use' : 'end_turn', stop_sequence: null },
      usage: { output_tokens: 7 },
    },
    { type: 'message_stop' },
  );
  return events.map(typed);
}

function responseEvents({ model, traits }: Answer): string[] {
  const responseId = id('resp_');
  const text = wordsOf(traits).join('');
  let sequence = 0;
  const event = (type: string, fields: object) =>
    typed({ type, sequence_number: sequence++, ...fields } as never);
  const events = [
    event('response.created', { response: responseOf(responseId, model, traits, 'in_progress') }),
  ];
  let output_index = 0;
  if (traits.includes('thinks')) {
    const item = { id: 'rs_1', type: 'reasoning', summary: [] };
    const at = { output_index, item_id: 'rs_1', summary_index: 0 };
    events.push(
      event('response.output_item.added', { output_index, item }),
      event('response.reasoning_summary_part.added', { ...at, part: { type: 'summary_text', text: '' } }),
      ...THOUGHT.map(delta => event('response.reasoning_summary_text.delta', { ...at, delta })),
      event('response.output_item.done', { output_index, item }),
    );
    output_index++;
  }
  const item = { id: 'msg_1', type: 'message', role: 'assistant', status: 'in_progress', content: [] };
  const at = { output_index, item_id: 'msg_1', content_index: 0 };
  const part = { type: 'output_text', text: '', annotations: [] };
  events.push(
    event('response.output_item.added', { output_index, item }),
    event('response.content_part.added', { ...at, part }),
    ...wordsOf(traits).map(delta => event('response.output_text.delta', { ...at, delta })),
    event('response.output_text.done', { ...at, text }),
    event('response.content_part.done', { ...at, part: { ...part, text } }),
    event('response.output_item.done', {
      output_index,
      item: { ...item, status: 'completed', content: [{ ...part, text }] },
    }),
    event('response.completed', { response: responseOf(responseId, model, traits, 'completed') }),
  );
  return events;
}
