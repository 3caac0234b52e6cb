import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endpointOf } from './api.ts';
import { type CollectOptions, collectAnswers } from './collect.ts';
import { retryAfter } from './pace.ts';

type Reply = (body: { model: string }, response: ServerResponse, request: IncomingMessage) => void;

const KEY = 'sekrit-key-0123456789';
const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-collect-'));
const prompts = join(scratch, 'prompts.jsonl');
const out = join(scratch, 'answers.jsonl');
const asked: string[] = [];
let reply: Reply = answer;
let url = '';
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString());
  asked.push(body.messages.at(-1).content);
  reply(body, response, request);
});

function json(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function answer(body: unknown, response: ServerResponse): void {
  const { messages } = body as { messages: { content: string }[] };
  json(response, 200, {
    choices: [{ message: { content: `of ${messages.at(-1)!.content}` }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 3, completion_tokens: 7 },
  });
}

beforeAll(async () => {
  writeFileSync(
    prompts,
    [0, 1, 2, 3].map(p => `${JSON.stringify({ prompt_id: p, prompt: `p${p}` })}\n`).join(''),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close().closeAllConnections();
  rmSync(scratch, { recursive: true, force: true });
});
beforeEach(() => {
  reply = answer;
  asked.length = 0;
  rmSync(out, { force: true });
});

const collect = (options: Partial<CollectOptions> = {}) =>
  collectAnswers({
    endpoint: `${url}/v1`,
    api: undefined,
    model: 'm',
    key: KEY,
    prompts,
    out,
    samples: 1,
    rate: 60_000,
    concurrency: 2,
    budget: undefined,
    system: undefined,
    maxTokens: 50,
    temperature: undefined,
    tries: 3,
    timeout: 5000,
    firstWait: 2,
    ...options,
  });
const lines = () =>
  readFileSync(out, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
const failure = (options?: Partial<CollectOptions>) =>
  collect(options).then(
    () => expect.unreachable(),
    error => `${error.code} ${error.message} ${error.mend}`,
  );

it('keeps several samples of each prompt, and connects to the endpoint alone', async () => {
  const reached = new Set<string>();
  const seen = (message: unknown) => {
    const { socket } = message as {
      socket: { once(name: string, then: () => void): void; remotePort: number };
    };
    socket.once('connect', () => reached.add(String(socket.remotePort)));
  };
  subscribe('net.client.socket', seen);
  const collected = await collect({ samples: 2, temperature: 0.5, key: `${KEY}\n` });
  unsubscribe('net.client.socket', seen);
  expect([...reached]).toEqual([new URL(url).port]);
  expect(collected).toMatchObject({ answers: 8, of: 8, before: 0, requests: 8, tokens: 80, refused: 0 });
  expect(
    lines()
      .map(({ prompt_id, sample, output }) => [prompt_id, sample, output])
      .sort(),
  ).toEqual([0, 1, 2, 3].flatMap(p => [0, 1].map(s => [p, s, `of p${p}`])));
  expect(readFileSync(out, 'utf8')).not.toContain(KEY);
});

it('speaks either API, and finds the name that a limit has', async () => {
  const bodies: Record<string, unknown>[] = [];
  reply = (body, response, { url: path, headers }) => {
    bodies.push({ ...body, path, key: headers['x-api-key'] ?? headers.authorization });
    if (path === '/v1/messages')
      return json(response, 200, {
        content: [{ type: 'thinking' }, { type: 'text', text: 'a' }],
        stop_reason: 'end_turn',
        usage: { input_tokens: 1, output_tokens: 2 },
      });
    if ('max_tokens' in body)
      return json(response, 400, { error: { message: "Use 'max_completion_tokens' instead." } });
    answer(body, response);
  };
  await collect({ api: 'anthropic', system: 'be brief', concurrency: 1 });
  expect(lines()[0]).toMatchObject({ output: 'a', stop_reason: 'end_turn', input_tokens: 1 });
  expect(bodies[0]).toMatchObject({ path: '/v1/messages', key: KEY, system: 'be brief', max_tokens: 50 });
  rmSync(out);
  bodies.length = 0;
  expect(await collect({ system: 'be brief', concurrency: 1 })).toMatchObject({ answers: 4, requests: 5 });
  expect(bodies[1]).toMatchObject({
    path: '/v1/chat/completions',
    key: `Bearer ${KEY}`,
    max_completion_tokens: 50,
    messages: [{ role: 'system' }, { role: 'user' }],
  });
});

it('asks only what is missing, wherever it was cut', async () => {
  await collect();
  const whole = readFileSync(out);
  for (const cut of [0, 1, 50, whole.length >> 1, whole.length - 1]) {
    writeFileSync(out, whole.subarray(0, cut));
    const there = whole.subarray(0, cut).toString().split('\n').length - 1;
    asked.length = 0;
    expect(await collect()).toMatchObject({ answers: 4, before: there });
    expect(asked).toHaveLength(4 - there);
    expect(
      lines()
        .map(({ prompt_id }) => prompt_id)
        .sort(),
    ).toEqual([0, 1, 2, 3]);
  }
  // What isn't its own stays as it was, also where it has no end of a line.
  const mine = '{"models":[]}';
  writeFileSync(out, mine);
  expect(await failure()).toMatch(/^LINEAGE_ANSWERS .*no answer: {"models/);
  expect(readFileSync(out, 'utf8')).toBe(mine);
  writeFileSync(out, whole);
  expect(await failure({ temperature: 1 })).toMatch(/^LINEAGE_ANSWERS .*asked otherwise/);
  appendFileSync(out, 'mine\n');
  expect(await failure()).toMatch(/^LINEAGE_ANSWERS .*no answer: mine/);
});

it('waits as long as it is told, and tries again what may pass', async () => {
  const times: number[] = [];
  reply = (body, response) => {
    times.push(performance.now());
    if (times.length === 1)
      return json(response, 429, { error: { message: 'slow down' } }, { 'retry-after': '1' });
    if (times.length === 2) return void response.destroy();
    if (times.length === 3) return json(response, 503, {});
    answer(body, response);
  };
  expect(await collect({ concurrency: 1, tries: 4 })).toMatchObject({ answers: 4, requests: 7 });
  expect(times[1]! - times[0]!).toBeGreaterThan(950);
  rmSync(out);
  reply = (_, response) => json(response, 500, { error: `broken ${KEY}` });
  expect(await failure()).toMatch(/^LINEAGE_ENDPOINT the endpoint failed 3 times: 500, broken …/);
  reply = (_, response) => json(response, 200, { error: { message: 'overloaded' } });
  expect(await failure()).toMatch(/^LINEAGE_ENDPOINT the endpoint failed 3 times: overloaded/);
  reply = (_, response) => json(response, 429, {}, { 'retry-after': '7200' });
  expect(await failure()).toMatch(/^LINEAGE_ENDPOINT .*again in 120 minutes/);
});

it('keeps to its rate', async () => {
  const begun = performance.now();
  await collect({ rate: 1200 });
  expect(performance.now() - begun).toBeGreaterThan(3 * 50 - 5);
});

it('never spends more than its budget', async () => {
  expect(await failure({ budget: { requests: 3 } })).toMatch(/^LINEAGE_BUDGET .*3 of 4 answers/);
  expect(asked).toHaveLength(3);
  expect(await failure({ budget: { requests: 3 } })).toMatch(/^LINEAGE_BUDGET/);
  expect(asked).toHaveLength(3);
  rmSync(out);
  // An answer costs 10 tokens, and may cost 116.
  expect(await failure({ budget: { tokens: 130 } })).toMatch(
    /^LINEAGE_BUDGET .*2 of 4 answers are there, at 20 tokens/,
  );
  // Of what isn't said there is no budget: neither at once nor in a later run.
  rmSync(out);
  asked.length = 0;
  reply = (_, response) => json(response, 200, { choices: [{ message: { content: 'a' } }] });
  for (const _ of [1, 2])
    expect(await failure({ budget: { tokens: 150 } })).toMatch(
      /^LINEAGE_BUDGET .*1 of 4 answers are there.*Give it in requests/,
    );
  expect(asked).toHaveLength(1);
  expect(await collect({ budget: { requests: 4 } })).toMatchObject({ answers: 4, tokens: 0 });
});

describe('says what is wrong', () => {
  const other = createServer((request, response) => {
    asked.push(`elsewhere ${request.headers.authorization}`);
    response.end();
  });
  afterAll(() => void other.close());
  it('of keys, models, quotas, shapes and redirects', async () => {
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}/v1`;
    const cases: [number, unknown, Record<string, string>, RegExp][] = [
      [
        401,
        { error: { message: `Incorrect key ${KEY}` } },
        {},
        /refuses the key: Incorrect key … Check STILLWATCH_LINEAGE_KEY/,
      ],
      [
        404,
        { error: { message: 'no such model' } },
        {},
        /no model m, or nothing at \/v1\/chat\/completions: no such model/,
      ],
      [429, { error: { message: 'You exceeded your current quota' } }, {}, /own budget is spent/],
      [200, { hello: 1 }, {}, /not in the shape of OpenAI's API/],
      [307, {}, { location: elsewhere }, /sends elsewhere, to .*goes to nobody but 127/],
      [400, { error: { message: 'bad temperature' } }, {}, /refuses what it is asked: bad temperature/],
    ];
    for (const [status, body, headers, said] of cases) {
      reply = (_, response) => json(response, status, body, headers);
      const message = await failure({ concurrency: 1 });
      expect(message).toMatch(/^LINEAGE_ENDPOINT/);
      expect(message).toMatch(said);
      expect(message).not.toContain(KEY);
    }
    expect(asked.join()).not.toContain('elsewhere');
    // After answers, a refusal is the prompt's.
    reply = (body, response) =>
      asked.at(-1) === 'p2'
        ? json(response, 400, { error: { message: 'filtered' } })
        : answer(body, response);
    expect(await collect()).toMatchObject({ answers: 3, refused: 1, reason: 'filtered' });
  });

  it('of addresses and files', async () => {
    expect(await failure({ endpoint: 'http://api.example/v1' })).toMatch(
      /^LINEAGE_ENDPOINT the key would go to api.example in clear/,
    );
    expect(await failure({ endpoint: 'https://me:pw@api.example/v1' })).toMatch(/in the environment/);
    const torn = await failure({ key: `${KEY}\n${KEY}` });
    expect(torn).toMatch(/^LINEAGE_ENDPOINT the key has characters/);
    expect(torn).not.toContain(KEY);
    expect(await failure({ endpoint: 'ftp://x' })).toMatch(/^LINEAGE_ENDPOINT/);
    writeFileSync(join(scratch, 'none.jsonl'), '{"prompt_id":1}\n');
    expect(await failure({ prompts: join(scratch, 'none.jsonl') })).toMatch(
      /^LINEAGE_PROMPTS there is no prompt/,
    );
    writeFileSync(
      join(scratch, 'twice.jsonl'),
      '{"prompt_id":1,"prompt":"a"}\n{"prompt_id":"1","prompt":"b"}\n',
    );
    expect(await failure({ prompts: join(scratch, 'twice.jsonl') })).toMatch(
      /^LINEAGE_PROMPTS .*two prompts with the prompt_id 1/,
    );
    writeFileSync(join(scratch, 'half.jsonl'), '{"prompt_id":1,"prompt":"a"}\n{"prompt_id":2}\n');
    expect(await failure({ prompts: join(scratch, 'half.jsonl') })).toMatch(
      /has 1 lines that are no prompts/,
    );
    expect(asked).toEqual([]);
  });
});

it('knows an API by its address', () => {
  const of = (text: string) => {
    const {
      api,
      url: { href },
    } = endpointOf(text, undefined, true);
    return `${api} ${href}`;
  };
  expect(of('https://a.example')).toBe('openai https://a.example/v1/chat/completions');
  expect(of('https://a.example/x/v1/?v=2')).toBe('openai https://a.example/x/v1/chat/completions?v=2');
  expect(of('https://api.anthropic.com')).toBe('anthropic https://api.anthropic.com/v1/messages');
  expect(of('https://a.example/v1/messages')).toBe('anthropic https://a.example/v1/messages');
  expect(of('http://localhost:8000/v1/chat/completions')).toMatch(/^openai http:/);
});

it('reads Retry-After', () => {
  expect(
    ['3', ' 0 ', 'Sun, 22 Nov 2026 10:00:05 GMT', 'soon', null].map(text =>
      retryAfter(text, Date.UTC(2026, 10, 22, 10)),
    ),
  ).toEqual([3000, 0, 5000, null, null]);
});
