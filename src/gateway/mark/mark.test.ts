import Anthropic from '@anthropic-ai/sdk';
import fc from 'fast-check';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chosenBy, count, keyTester, Reader } from '../../canary/index.ts';
import { assembleSse } from '../../ingest/index.ts';
import { changing } from '../changing.ts';
import { type Answer, PROSE, streamFor } from '../testing/answers.ts';
import { post } from '../testing/ask.ts';
import { allowed, gatewayPlace, type Place } from '../testing/place.ts';
import { copiedFrom } from './copied.ts';
import { isProse } from './prose.ts';

// Marks as the APIs' own clients see them.

const key = Buffer.alloc(32, 9);
const plain = PROSE.join('');
const choose = chosenBy(key);
const reader = new Reader(choose);
const marked = reader.take(plain) + reader.end();
const messages = [{ role: 'user' as const, content: 'Hi' }];
let place: Place;
let openai: OpenAI;
let anthropic: Anthropic;
let given: Buffer | undefined;
beforeAll(async () => {
  place = await gatewayPlace({
    limit: 1 << 20,
    canaryKey: async id => (id === 'K-7Q2F9XKD' ? given : undefined),
  });
  openai = new OpenAI({ apiKey: 'sk-test-1', baseURL: `${place.url}/v1`, maxRetries: 0 });
  anthropic = new Anthropic({ apiKey: 'sk-ant-test-1', baseURL: place.url, maxRetries: 0 });
});
afterAll(() => place.close());
beforeEach(async () => {
  await place.gateway.settled();
  given = key;
  place.decision = { ...allowed, obligations: ['mark:K-7Q2F9XKD'] };
  place.recorded.length = 0;
});
const chat = async (model: string, rest = {}) =>
  (await openai.chat.completions.create({ model, messages, ...rest })).choices[0]!.message.content;

test('the prose has choices, and the key makes some of them otherwise', () => {
  expect(marked).not.toBe(plain);
  expect(marked).toContain('“it is best”.\n\n```\ndo not often\n```');
  expect(keyTester(count(marked))(key)).toMatchObject({ choices: keyTester(count(plain))(key).choices });
});

describe('a marked answer', () => {
  test('openai, whole and streamed, and compressed in spite of being asked not to; usage is as it was', async () => {
    expect(await chat('m-prose')).toBe(marked);
    expect(await chat('m-prose-gzip')).toBe(marked);
    const stream = await openai.chat.completions.create({ model: 'm-prose-twice', messages, stream: true });
    const said = ['', ''];
    const ends: unknown[] = [];
    let usage: unknown;
    for await (const { choices, usage: told } of stream) {
      for (const { index, delta, finish_reason } of choices) {
        said[index] += delta.content ?? '';
        if (finish_reason) ends.push([index, finish_reason, said[index]!.length]);
      }
      usage = told ?? usage;
    }
    expect(said).toEqual([marked, marked]);
    expect(ends).toEqual([0, 1].map(index => [index, 'stop', marked.length]));
    expect(usage).toMatchObject({ completion_tokens: 7 });
    await place.gateway.settled();
    const twice = `${marked}\n${marked}`;
    expect(place.recorded.map(({ response }) => response?.text)).toEqual([marked, marked, twice]);
    expect(place.upstream.received.at(-1)!.headers['accept-encoding']).toBe('identity');
    expect(place.gateway.counts.get('marked')).toBeGreaterThanOrEqual(3);
    expect(place.logged.join()).not.toContain(key.toString('base64'));
  });

  test('openai responses, whole and streamed', async () => {
    const answer = await openai.responses.create({ model: 'm-prose', input: 'x' });
    expect(answer.output_text).toBe(marked);
    const stream = openai.responses.stream({ model: 'm-prose-thinks', input: 'x' });
    const numbers: number[] = [];
    let said = '';
    stream.on('event', event => {
      numbers.push(event.sequence_number);
      if (event.type === 'response.output_text.delta') said += event.delta;
      if (event.type === 'response.output_text.done') expect(event.text).toBe(said);
    });
    expect((await stream.finalResponse()).output_text).toBe(marked);
    expect(said).toBe(marked);
    expect(numbers).toEqual(numbers.map((_, i) => i));
  });

  test('anthropic, whole and streamed, thinned beside, with a tool call', async () => {
    const ask = { messages, max_tokens: 9, model: 'c-prose-thinks-tools' };
    place.decision = { ...allowed, decision: 'thin', obligations: ['omit-reasoning', 'mark:K-7Q2F9XKD'] };
    const answer = await anthropic.messages.create(ask);
    expect(answer.content).toMatchObject([{ text: marked }, { type: 'tool_use', input: { city: 'Oslo' } }]);
    const final = await anthropic.messages.stream(ask).finalMessage();
    expect(final.content).toMatchObject([{ text: marked }, { type: 'tool_use', input: { city: 'Oslo' } }]);
    expect(final.usage.output_tokens).toBe(7);
  });
});

test('what is unclear passes as it is: no key, a format that is asked for, an answer that cannot be read', async () => {
  expect(await chat('m-prose', { response_format: { type: 'json_object' } })).toBe(plain);
  expect(await chat('m-prose', { logprobs: true })).toBe(plain);
  given = undefined;
  expect(await chat('m-prose')).toBe(plain);
  expect(place.gateway.counts.get('not_marked', 'no_key')).toBeGreaterThan(0);
  given = key;
  const old = await post(`${place.url}/v1/completions`, { model: 'm-prose', prompt: 'x' });
  expect(JSON.parse(old.body.toString()).choices[0].text).toBe(plain);
  const before = place.gateway.counts.get('requests');
  expect((await post(`${place.url}/v1/batches`, {})).status).not.toBe(403);
  expect(place.gateway.counts.get('requests')).toBe(before + 1);
});

test('what the client wrote itself is left as it is: a text to be corrected, a question about the words', async () => {
  const text = 'Correct this: We often go. For example, it is best.';
  const said = await chat('m-prose', { messages: [{ role: 'user', content: text }] });
  expect(said).toMatch(/^We often go there\. For example,/);
  expect(said).not.toBe(plain);
  const isCopied = copiedFrom({ messages: [{ role: 'assistant', content: text }] });
  expect(
    isCopied({ pair: { name: 'often', wordings: ['often', 'frequently'] }, context: 'we', side: 0 }),
  ).toBe(false);
  const inTemplate = copiedFrom({ prompt: { id: 'pmpt_1', variables: { text } } });
  expect(
    inTemplate({ pair: { name: 'often', wordings: ['often', 'frequently'] }, context: 'we', side: 0 }),
  ).toBe(true);
});

test.each([
  [{ tools: [{ type: 'web_search' }] }, false],
  [
    {
      tools: [
        { type: 'function', function: {} },
        { name: 'f', input_schema: {} },
      ],
    },
    true,
  ],
  [
    {
      messages: [
        { role: 'user', content: 'x' },
        { role: 'assistant', content: '{' },
      ],
    },
    false,
  ],
  [{ messages: [{ role: 'user', content: [{ type: 'document', citations: { enabled: true } }] }] }, false],
  [{ response_format: { type: 'text' }, text: { format: { type: 'text' } }, logprobs: false }, true],
  [{ text: { format: { type: 'json_schema' } } }, false],
  [{ modalities: ['text', 'audio'] }, false],
])('%j is prose: %s', (request, expected) => {
  expect(isProse({ model: 'm', ...request } as never, 'chat')).toBe(expected);
});

test('a stream, however it is cut and whatever its line ends, says what the whole does', () => {
  const answers: fc.Arbitrary<Answer> = fc.record({
    api: fc.constantFrom<Answer['api']>('chat', 'responses', 'messages'),
    model: fc.constant('m'),
    traits: fc.subarray(['prose', 'thinks', 'tools', 'twice', 'mid']),
  });
  fc.assert(
    fc.property(
      answers,
      fc.constantFrom('\n', '\r\n'),
      fc.array(fc.nat(), { maxLength: 12 }),
      (answer, eol, cuts) => {
        const bytes = Buffer.from(
          streamFor(answer)
            .join('')
            .replaceAll('\n\n', eol + eol),
        );
        const at = [0, ...cuts.map(cut => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        const filter = changing(undefined, { api: answer.api as never, choose, chose: false })!.filter();
        const pieces = at.slice(1).map((end, i) => filter.take(bytes.subarray(at[i], end)));
        const all = Buffer.concat([...pieces, filter.end()].filter(piece => piece !== undefined)).toString();
        const said = JSON.stringify(assembleSse(all)) ?? '';
        const before = JSON.stringify(assembleSse(bytes.toString())) ?? '';
        const [from, to] = [plain, marked].map(text => JSON.stringify(text).slice(1, -1));
        expect(said.replace(/"sequence_number":\d+/g, '')).toBe(
          before.replaceAll(from!, to!).replace(/"sequence_number":\d+/g, ''),
        );
      },
    ),
    { numRuns: 200 },
  );
});
