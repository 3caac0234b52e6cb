import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type QueryError, type Store } from '../store/index.ts';
import {
  asksLookedAt,
  capabilities,
  exchangeStructure,
  sketchChecked,
  sketchColumns,
  sketchSelect,
} from './index.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-sketch-'));
const file = join(scratch, 'lines.jsonl');
let store: Store;
beforeAll(async () => {
  store = await openStore({ data: join(scratch, 'data') });
});
afterAll(async () => {
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** Everything as text, 64-bit hashes whole. */
type Row = Record<string, string> & { shingles: string[] };
interface Options {
  key?: [bigint, bigint];
  select?: typeof sketchSelect;
}

/** The rows that the engine makes of lines, in their order; hashes as text. */
async function rowsOf(lines: readonly string[], { key = [1n, 2n], select = sketchSelect }: Options = {}) {
  writeFileSync(file, lines.map(line => `${line}\n`).join(''));
  await store.command('CREATE OR REPLACE TABLE stage AS exchanges ENGINE = Memory');
  await store.insertBatch(
    { into: 'stage', columns: sketchColumns, file, structure: exchangeStructure, select },
    { params: { key0: key[0], key1: key[1] }, settings: { max_threads: 1 } },
  );
  const rows = await store.query<Record<string, unknown>>('SELECT * FROM stage', {
    settings: { output_format_json_quote_64bit_integers: 1 },
  });
  return rows.map(
    row =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]),
      ) as Row,
  );
}

let serial = 0;
/** A line that asks for something; `more` is laid over the record. */
const line = (request: object, more: object = {}) =>
  JSON.stringify({
    id: `ex_${serial++}`,
    time: '2026-04-22T03:14:07.123Z',
    account: 'a',
    model: 'm',
    request,
    ...more,
  });
const says = (text: string | null, more?: object) =>
  line({ messages: [{ role: 'user', content: text }] }, more);
const rowOf = async (text: string, options?: Options) => (await rowsOf([text], options))[0]!;
const common = (a: Row, b: Row) => a.shingles.filter(hash => b.shingles.includes(hash));

const opening =
  'You are a careful expert in the field. Solve the following problem and show every step of your reasoning. ';
const tails = [
  'A train leaves the station at noon, travelling at eighty kilometres an hour towards the coast.',
  'Let f be a continuous function on the closed unit interval with values in the rationals.',
];

describe('the sketch of a prompt', () => {
  test('shares the opening of a template, whatever follows it', async () => {
    const [a, b, c] = await rowsOf([
      says(opening + tails[0]),
      says(opening.toUpperCase() + tails[1]),
      says(tails[0]!),
    ]);
    expect(a!.opening).toBe(b!.opening);
    expect(a!.opening).not.toBe('0');
    expect(c!.opening).not.toBe(a!.opening);
    expect(a!.closing).toBe(c!.closing);
    expect(a!.closing).not.toBe(b!.closing);
    expect(new Set([a!.body, b!.body, c!.body]).size).toBe(3);
  });

  test('shares shingles where words are shared, and none where none are', async () => {
    const [a, b, moved, other] = await rowsOf([
      says(opening + tails[0]),
      says(opening + tails[1]),
      says(`Hello! ${opening}`),
      says(
        'Bitte fasse mir den Bericht von gestern in drei kurzen Absätzen für den Vorstand zusammen, danke schön.',
      ),
    ]);
    expect(common(a!, b!).length).toBeGreaterThan(0);
    expect(common(a!, moved!).length).toBeGreaterThan(0);
    expect(common(a!, other!)).toEqual([]);
    for (const row of [a!, b!, moved!, other!]) {
      expect(row.shingles.length).toBeLessThanOrEqual(8);
      expect(new Set(row.shingles).size).toBe(row.shingles.length);
    }
  });

  test('shares shingles of a text without spaces', async () => {
    const template = '请你作为一名专业的数学老师,一步一步地解释下面的问题,并给出详细的推理过程和最终答案:';
    const [a, b, other] = await rowsOf([
      says(`${template}一列火车以每小时八十公里的速度离开车站。`),
      says(`${template}设函数在闭区间上连续且取有理数值。`),
      says('今天的天气非常好,我们打算带孩子们去公园野餐然后放风筝晚上回家看电影。'),
    ]);
    expect(common(a!, b!).length).toBeGreaterThan(0);
    expect(common(a!, other!).length).toBe(0);
  });

  test('knows the very same body again, and its length', async () => {
    const [a, b, c] = await rowsOf([
      says('Same words, é'),
      line({ prompt: 'Same words, é' }),
      says('Same words, e'),
    ]);
    expect([a!.body, a!.body_bytes]).toEqual([b!.body, '14']);
    expect(c!.body).not.toBe(a!.body);
  });

  test('of nothing is nothing', async () => {
    for (const row of await rowsOf([says(''), says(null), line({ prompt: '' })]))
      expect([
        row.body,
        row.body_bytes,
        row.opening,
        row.closing,
        row.shingles,
        row.turns,
        row.messages,
      ]).toEqual(['0', '0', '0', '0', [], '1', '1']);
  });

  test('is of the last message of the user', async () => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'the first question' },
      { role: 'assistant', content: 'an answer' },
      { role: 'user', content: 'the second question' },
      { role: 'assistant', content: 'so' },
      { role: 'tool', content: '{"x": 1}' },
    ];
    const [many, one, none, both] = await rowsOf([
      line({ messages }),
      says('the second question'),
      line({
        messages: [
          { role: 'assistant', content: 'x' },
          { role: 'tool', content: 'the second question' },
        ],
      }),
      line({ messages, prompt: 'something else' }),
    ]);
    expect([many!.body, many!.turns, many!.messages]).toEqual([one!.body, '2', '6']);
    // Where the user said nothing, it is of the last message.
    expect([none!.body, none!.turns, none!.messages]).toEqual([one!.body, '0', '2']);
    expect(both!.body).toBe(many!.body);
  });

  test("takes the system's words from their field, or from the first message", async () => {
    const user = { role: 'user', content: 'x' };
    const [field, first, developer, late, none] = await rowsOf([
      line({ system: 'Be brief.', messages: [user] }),
      line({ messages: [{ role: 'system', content: 'Be brief.' }, user] }),
      line({ messages: [{ role: 'developer', content: 'Be brief.' }, user] }),
      line({ messages: [user, { role: 'system', content: 'Be brief.' }] }),
      line({ prompt: 'x' }),
    ]);
    expect([first!.system, developer!.system]).toEqual([field!.system, field!.system]);
    expect(field!.system).not.toBe('0');
    expect([late!.system, none!.system]).toEqual(['0', '0']);
  });

  test('takes JSON in place of text for its text', async () => {
    const [object, text, broken] = await rowsOf([
      says('X').replace('"X"', '{"task":"gräde","n":[1,2]}'),
      says('{"task":"gräde","n":[1,2]}'),
      says('{"a": not JSON'),
    ]);
    expect([object!.body, object!.shingles]).toEqual([text!.body, text!.shingles]);
    expect(broken!.body_bytes).toBe('14');
  });

  test('knows tools again, however their JSON is spelled', async () => {
    const spelled = (json: string) => line({ prompt: 'y', tools: ['X'] }).replace('"X"', json);
    const [a, b, c] = await rowsOf([
      spelled('{ "name" : "gr\\u00e4de\\/", "n": [1, 2.0] }'),
      spelled('{"name":"gräde/","n":[1,2]}'),
      spelled('{"name":"gräde/","n":[1,3]}'),
    ]);
    expect(a!.tools).toBe(b!.tools);
    expect(c!.tools).not.toBe(a!.tools);
  });
});

describe('the sketch of an exchange', () => {
  test('is keyed: it means nothing in another installation, and nothing is in the clear', async () => {
    const text = says(opening, {
      api_key: 'sk-very-secret',
      conversation: 'c81',
      client: { ip: '203.0.113.7' },
    });
    const [one, same, other] = [await rowOf(text), await rowOf(text), await rowOf(text, { key: [1n, 3n] })];
    expect(same).toEqual(one);
    for (const name of ['id_hash', 'api_key', 'conversation', 'address', 'body', 'opening', 'closing'])
      expect([name, one[name] === other[name], one[name] === '0']).toEqual([name, false, false]);
    expect(common(one, other)).toEqual([]);
    expect(JSON.stringify(one)).not.toMatch(/secret|c81|113\.7|careful/);
  });

  test.each([
    ['203.0.113.7', '203.0.113.0/24'],
    ['203.0.113.255', '203.0.113.0/24'],
    ['::ffff:203.0.113.7', '203.0.113.0/24'],
    ['::FFFF:203.0.113.7', '203.0.113.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:DB8:1::9', '2001:db8:1::/48'],
    ['::1', '::/48'],
    ['', ''],
    [null, ''],
    ['unknown', ''],
    ['1.2.3', ''],
    ['1.2.3.4:443', ''],
    ['999.1.1.1', ''],
    ['[::1]', ''],
    ['1.2.3.4, 5.6.7.8', ''],
  ])('keeps of the address %j the network %j', async (ip, network) => {
    const row = await rowOf(says('x', { client: { ip } }));
    expect(row.network).toBe(network);
    expect(row.address === '0').toBe(!ip);
  });

  test('knows an address again that is written as mapped', async () => {
    const [a, b, c] = await rowsOf(
      ['203.0.113.7', '::ffff:203.0.113.7', '203.0.113.8'].map(ip => says('x', { client: { ip } })),
    );
    expect(a!.address).toBe(b!.address);
    expect(a!.address).not.toBe(c!.address);
  });

  test('reads numbers that are written as text, and fills in what is not there', async () => {
    const [texts, bare] = await rowsOf([
      line(
        {
          prompt: 'x',
          max_tokens: '4096',
          temperature: '0.5',
          top_p: '1',
          n: '2',
          stream: 1,
          tools: [{ type: 'function' }],
        },
        { client: { asn: '64500' }, response: { input_tokens: '31', output_tokens: 402.0, reasoning: 'so' } },
      ),
      line({ prompt: 'x' }),
    ]);
    expect(texts).toMatchObject({
      max_tokens: '4096',
      temperature: '0.5',
      top_p: '1',
      n: '2',
      stream: '1',
      asn: '64500',
      input_tokens: '31',
      output_tokens: '402',
      reasoning: '1',
    });
    expect(texts!.tools).not.toBe('0');
    expect(bare).toMatchObject({
      org: '',
      api_key: '0',
      channel: '',
      conversation: '0',
      network: '',
      address: '0',
      asn: '0',
      user_agent: '',
      ja4: '',
      max_tokens: '0',
      temperature: '-1',
      top_p: '-1',
      n: '1',
      stream: '0',
      tools: '0',
      stop_reason: '',
      input_tokens: '0',
      output_tokens: '0',
      reasoning: '0',
      time: '2026-04-22 03:14:07.123',
    });
  });
});

describe('a doubtful line', () => {
  const good = () => ({
    id: 'ex',
    time: '2026-04-22T03:14:07.123Z',
    account: 'a',
    model: 'm',
    org: 'o',
    client: { ip: '1.2.3.4' },
    request: { prompt: 'x', messages: [{ role: 'user', content: 'x' }] },
    response: {},
  });
  const doubts: [string, string, unknown][] = [
    ...['id', 'account', 'model'].flatMap((name): [string, string, unknown][] => [
      ['empty', name, ''],
      ['an object', name, { a: 1 }],
      ['a line feed', name, 'a\nb'],
      ['a control character', name, 'a\u0001'],
      ['DEL', name, 'a\u007f'],
      ['NUL', name, 'a\u0000'],
      ['overlong', name, 'x'.repeat(513)],
    ]),
    ['an address of a person', 'account', 'bob@example.com'],
    ['a number of a person', 'account', '+15551234567'],
    ['a number behind a space', 'account', ' +15551234567'],
    ...[
      '',
      'now',
      '2014-12-31T23:59:59Z',
      '2199-01-01T00:00:00Z',
      '2026-02-30T00:00:00Z',
      '2026-04-22',
      '2026-04-22T03:14:60Z',
      '2026-04-22T24:00:00Z',
      '22/04/2026 03:14:07',
      '1760000000',
    ].map((time): [string, string, unknown] => ['odd', 'time', time]),
    ['no content', 'request', {}],
    ['no content', 'request', { messages: [], prompt: null }],
    ['half a character', 'request.messages', [{ role: 'user', content: 'x\ude00' }]],
    ['no role', 'request.messages', [{ content: 'x' }]],
    ['null', 'request.messages', [null]],
    ['an odd role', 'request.messages', [{ role: 'x'.repeat(65) }]],
    ['an object for role', 'request.messages', [{ role: {} }]],
    ...[
      'client.asn',
      'request.max_tokens',
      'request.n',
      'response.input_tokens',
      'response.output_tokens',
    ].flatMap((name): [string, string, unknown][] => [
      ['negative', name, -1],
      ['too large', name, 1e10],
      ['a fraction', name, 1.5],
      ['no number', name, 'nan'],
    ]),
    ['no number', 'request.temperature', 'inf'],
    ['no number', 'request.top_p', 'nan'],
    ['overlong', 'client.ip', 'x'.repeat(65)],
    ['overlong', 'client.user_agent', 'x'.repeat(4097)],
    ['overlong', 'client.ja4', 'x'.repeat(257)],
    ...[
      'org',
      'api_key',
      'channel',
      'conversation',
      'client.ip',
      'client.country',
      'client.user_agent',
      'client.ja4',
      'response.stop_reason',
    ].map((name): [string, string, unknown] => ['an object', name, { a: 1 }]),
  ];

  test.each(doubts)('(%s: %s = %j) is not vouched for by the engine', async (_, path, value) => {
    const record = good() as Record<string, unknown>;
    const names = path.split('.');
    let at = record;
    for (const name of names.slice(0, -1)) at = at[name] as Record<string, unknown>;
    at[names.at(-1)!] = value;
    const error = await rowOf(JSON.stringify(record)).catch((error: QueryError) => error);
    expect((error as QueryError).engineCode).toBe(395);
  });

  test('takes the lines around it along, until the schema has seen them', async () => {
    const lines = [
      says('x'),
      says('x', { account: '@team' }),
      says('x', { org: '{x', model: 'claude@2026' }),
    ];
    await expect(rowsOf(lines)).rejects.toThrow(/doubtful/);
    expect((await rowsOf(lines, { select: sketchChecked })).map(row => row.account)).toEqual([
      'a',
      '@team',
      'a',
    ]);
  });

  test('is none for what is merely unusual', async () => {
    const odd = { id: 'a@b:{}/é "q" \\', account: 'x +1 (ü)', model: 'claude@2026+', user_agent: 'a\tb' };
    const [row] = await rowsOf([
      says('{"a":1}', { ...odd, user_agent: undefined, client: { user_agent: 'a\tb' } }),
    ]);
    expect([row!.id, row!.account, row!.model, row!.user_agent]).toEqual([
      odd.id,
      odd.account,
      odd.model,
      'a\tb',
    ]);
  });
});

describe('what an exchange asks for', () => {
  test('is looked at in one of four', async () => {
    const rows = await rowsOf(Array.from({ length: 4000 }, () => says(`Explain step by step. ${opening}`)));
    const looked = rows.filter(row => (Number(row.asks) >> asksLookedAt) & 1);
    expect(looked.length).toBeGreaterThan(850);
    expect(looked.length).toBeLessThan(1150);
    expect(rows.filter(row => !looked.includes(row)).every(row => row.asks === '0')).toBe(true);
    expect(looked.every(row => (Number(row.asks) >> capabilities.indexOf('chain_of_thought')) & 1)).toBe(
      true,
    );
  });

  test.each([
    ['chain_of_thought', 'Lass uns Schritt für schritt vorgehen, bitte'],
    ['chain_of_thought', '请一步一步地解释'],
    ['grading', 'Output your verdict as [[A]] or [[B]]'],
    ['code', 'Write a Python function'],
    ['code', '#include <stdio.h>'],
    ['structured_data', 'Return JSON only'],
    ['rewriting', 'Please rewrite this'],
    ['translation', '翻译成英文'],
  ])('is %s in %j', async (capability, text) => {
    const rows = await rowsOf(Array.from({ length: 40 }, () => says(text)));
    const bits = Math.max(...rows.map(row => Number(row.asks)));
    expect((bits >> capabilities.indexOf(capability as (typeof capabilities)[number])) & 1).toBe(1);
  });

  test('is nothing in small talk, and tools where there are tools', async () => {
    const plain = await rowsOf(Array.from({ length: 40 }, () => says('good morning, how are you?')));
    expect(Math.max(...plain.map(row => Number(row.asks)))).toBe(1 << asksLookedAt);
    const tools = await rowsOf(
      Array.from({ length: 40 }, () => line({ prompt: 'good morning', tools: [{ name: 'x' }] })),
    );
    expect(Math.max(...tools.map(row => Number(row.asks)))).toBe(
      (1 << asksLookedAt) + (1 << capabilities.indexOf('tool_use')),
    );
  });
});
