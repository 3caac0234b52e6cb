import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  accountJsonSchema,
  accountSchema,
  canonicalLine,
  exchangeJsonSchema,
  exchangeSchema,
  readExchange,
  textOf,
} from './index.ts';
import { exchangeInput, time } from './testing/arbitrary.ts';

const least = () => ({
  id: 'ex_1',
  time: '2026-04-22T03:14:07.123Z',
  account: 'acct_9f2',
  model: 'opus-4.6',
  request: { prompt: 'hello' } as Record<string, unknown>,
});
const withField = (path: string, value: unknown) => {
  const record = structuredClone({ ...least(), client: {}, response: {} }) as Record<string, unknown>;
  const names = path.split('.');
  let at = record;
  for (const name of names.slice(0, -1)) at = at[name] as Record<string, unknown>;
  at[names.at(-1)!] = value;
  return record;
};
const verdict = (record: unknown) => {
  const reading = readExchange(record);
  return reading.ok ? 'good' : `${reading.refusal.code}: ${reading.refusal.reason}`;
};
const timeOf = (time: string) => {
  const reading = readExchange({ ...least(), time });
  return reading.ok ? reading.exchange.time : reading.refusal.code;
};

describe('an exchange', () => {
  test("as the contract's example has it is good", () => {
    const record = {
      id: 'ex_00001',
      time: '2026-04-22T03:14:07.123Z',
      account: 'acct_9f2',
      org: null,
      api_key: null,
      channel: 'api',
      model: 'opus-4.6',
      conversation: 'c81',
      client: {
        ip: '203.0.113.7',
        asn: 64500,
        country: 'US',
        user_agent: 'python-requests/2.32.3',
        ja4: 't13d',
      },
      request: {
        system: null,
        messages: [{ role: 'user', content: '…' }],
        max_tokens: 4096,
        temperature: 1,
        top_p: null,
        n: 1,
        stream: false,
        tools: null,
      },
      response: {
        text: null,
        reasoning: null,
        stop_reason: 'end_turn',
        input_tokens: 31,
        output_tokens: 402,
      },
    };
    expect(readExchange(record)).toEqual({ ok: true, exchange: record });
  });

  test('needs little', () => {
    expect(verdict(least())).toBe('good');
    expect(verdict({ ...least(), request: { messages: [{ role: 'user' }] } })).toBe('good');
    expect(verdict({ ...least(), request: { prompt: '' } })).toBe('good');
  });

  test.each(['id', 'time', 'account', 'model', 'request'])('without %s is refused', name => {
    const record: Record<string, unknown> = least();
    delete record[name];
    expect(verdict(record)).toBe(`missing-field: ${name}: required, and not there`);
    expect(verdict({ ...least(), [name]: null })).toBe(`missing-field: ${name}: required, and not there`);
  });

  test.each([
    [1776827647, 'epoch seconds, 2026-04-22T03:14:07.000Z'],
    [1776827647.5, 'epoch seconds, 2026-04-22T03:14:07.500Z'],
    ['1776827647', 'epoch seconds, 2026-04-22T03:14:07.000Z'],
    [1776827647123, 'epoch milliseconds, 2026-04-22T03:14:07.123Z'],
    ['1776827647123000', 'epoch microseconds, 2026-04-22T03:14:07.123Z'],
    [1776827647123000000, 'epoch nanoseconds, 2026-04-22T03:14:07.123Z'],
  ])('with the time %j is refused, and told what that looks like and how to mend it', (time, like) => {
    const said = verdict({ ...least(), time });
    expect(said).toMatch(/^(wrong-type|bad-time): time: the number \d/);
    expect(said).toContain(`is no ISO 8601 time; it looks like ${like}. Write 2026-04-22T03:14:07Z`);
    expect(said).toContain('--mapping');
    expect(said.length).toBeLessThan(300);
  });

  test('with a time that is a number of nothing is refused by its number alone', () => {
    for (const time of [0, -5, 7, 1e300]) {
      const said = verdict({ ...least(), time });
      expect(said).toContain(`the number ${time} is no ISO 8601 time. Write`);
    }
  });

  test.each([
    ['id', 7, 'wrong-type'],
    ['id', '', 'bad-value'],
    ['id', 'a\nb', 'bad-value'],
    ['account', 'a\u0000', 'bad-value'],
    ['account', 'x'.repeat(513), 'bad-value'],
    ['account', {}, 'wrong-type'],
    ['model', ['m'], 'wrong-type'],
    ['org', 7, 'wrong-type'],
    ['conversation', {}, 'wrong-type'],
    ['client', 'x', 'wrong-type'],
    ['client.ip', 7, 'wrong-type'],
    ['client.ip', 'x'.repeat(65), 'bad-value'],
    ['client.asn', 'AS64500', 'wrong-type'],
    ['client.country', {}, 'wrong-type'],
    ['request', 'x', 'wrong-type'],
    ['request', {}, 'missing-field'],
    ['request', { messages: [], prompt: null }, 'missing-field'],
    ['request.messages', 'x', 'wrong-type'],
    ['request.messages', [7], 'wrong-type'],
    ['request.messages', [{ content: 'x' }], 'missing-field'],
    ['request.messages', [{ role: 7 }], 'wrong-type'],
    ['request.messages', [{ role: 'user', content: 7 }], 'wrong-type'],
    ['request.messages', [{ role: 'user', content: [7] }], 'wrong-type'],
    ['request.prompt', 7, 'wrong-type'],
    ['request.max_tokens', -1, 'bad-number'],
    ['request.max_tokens', 1.5, 'bad-number'],
    ['request.max_tokens', 1e10, 'bad-number'],
    ['request.max_tokens', 'many', 'wrong-type'],
    ['request.max_tokens', true, 'wrong-type'],
    ['request.temperature', 'nan', 'wrong-type'],
    ['request.temperature', Number.POSITIVE_INFINITY, 'wrong-type'],
    ['request.stream', 'yes', 'wrong-type'],
    ['request.stream', 2, 'wrong-type'],
    ['request.tools', {}, 'wrong-type'],
    ['response', [], 'wrong-type'],
    ['response.text', 7, 'wrong-type'],
    ['response.output_tokens', -5, 'bad-number'],
    ['response.output_tokens', '-5', 'bad-number'],
    ['request.n', '1.5', 'bad-number'],
  ])('with %s = %j is refused: %s', (path, value, code) => {
    expect(verdict(withField(path, value))).toMatch(
      new RegExp(`^${code}: ${path === 'request' ? 'request' : path.split('.')[0]}`),
    );
  });

  test.each([
    ['request.max_tokens', '4096', 4096],
    ['request.max_tokens', '4.096e3', 4096],
    ['request.temperature', '0.7', 0.7],
    ['request.temperature', '+.5', 0.5],
    ['response.input_tokens', 4096.0, 4096],
    ['request.stream', 1, true],
    ['request.stream', 0, false],
    ['request.system', { cache: true }, '{"cache":true}'],
    ['request.prompt', { a: 'é' }, '{"a":"é"}'],
    ['response.text', { answer: [1, 2] }, '{"answer":[1,2]}'],
    ['response.reasoning', {}, '{}'],
  ])('with %s = %j is taken for what it says', (path, value, read) => {
    const reading = readExchange(withField(path, value));
    const [group, name] = path.split('.') as ['request', 'max_tokens'];
    expect(reading.ok && reading.exchange[group][name]).toEqual(read);
  });

  test.each([null, undefined, 7, 'x', true, [], [least()]])('that is %j is refused', record => {
    expect(verdict(record)).toMatch(/^not-object/);
  });

  test.each(['__proto__', 'constructor', 'prototype'])('with a key %s is refused, at every level', key => {
    for (const at of ['', 'client', 'request', 'response']) {
      const text = JSON.stringify({
        ...least(),
        client: {},
        response: {},
        ...(at ? { [at]: { ...least().request, KEY: 1 } } : { KEY: 1 }),
      });
      expect(verdict(JSON.parse(text.replace('KEY', key)))).toBe(`unsafe-key: a key is named ${key}`);
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('keeps unknown fields out, and names each', () => {
    const seen: string[] = [];
    const reading = readExchange(
      { ...least(), extra: 1, request: { prompt: 'x', seed: 7 }, client: { port: 1 }, response: { cost: 2 } },
      path => seen.push(path),
    );
    expect(seen.sort()).toEqual(['client.port', 'extra', 'request.seed', 'response.cost']);
    expect(reading).toMatchObject({ ok: true, exchange: { request: { prompt: 'x' } } });
    expect(JSON.stringify(reading)).not.toMatch(/extra|seed|port|cost/);
  });

  test('is read or refused, whatever the JSON, and never throws', () => {
    const broken = fc.tuple(exchangeInput, fc.string(), fc.jsonValue()).chain(([good, key, value]) =>
      fc.constantFrom<unknown>(
        value,
        { ...good, [key]: value },
        ...Object.keys(good).map(name => ({ ...good, [name]: value })),
        ...Object.keys(good.request).map(name => ({
          ...good,
          request: { ...good.request, [name]: value },
        })),
      ),
    );
    fc.assert(
      fc.property(broken, record => {
        const reading = readExchange(record);
        if (reading.ok) canonicalLine(reading.exchange);
        else expect(reading.refusal.reason.length).toBeLessThan(400);
      }),
      { numRuns: 2000 },
    );
  });

  test("doesn't quote the record in a reason", () => {
    const secret = 'sk-secret-in-the-log';
    for (const path of ['request.max_tokens', 'time', 'request.temperature', 'client.ip', 'request.tools'])
      expect(verdict(withField(path, secret.repeat(5)))).not.toContain(secret);
  });
});

describe('the canonical line', () => {
  test('of any valid exchange is one line that reads as the same exchange', () => {
    fc.assert(
      fc.property(exchangeInput, input => {
        const first = readExchange(input);
        if (!first.ok) throw new Error(`${first.refusal.reason}`);
        const line = canonicalLine(first.exchange);
        expect(line).not.toMatch(/[\n\r\0]/);
        const second = readExchange(JSON.parse(line));
        if (!second.ok) throw new Error(`${second.refusal.reason}`);
        expect(canonicalLine(second.exchange)).toBe(line);
      }),
      { numRuns: 500 },
    );
  });

  test('flattens content to text', () => {
    const content = [
      'one',
      { type: 'text', text: 'two' },
      { type: 'image_url', image_url: 'x' },
      { type: 'text', text: '' },
      'three',
    ];
    const reading = readExchange({
      ...least(),
      request: {
        messages: [
          { role: 'user', content },
          { role: 'user', content: { type: 'text', text: 'x' } },
          { role: 'tool', content: null },
        ],
      },
    });
    if (!reading.ok) throw new Error(reading.refusal.reason);
    const { messages } = JSON.parse(canonicalLine(reading.exchange)).request;
    expect(messages.map((m: { content: string }) => m.content)).toEqual([
      'one\ntwo\nthree',
      '{"type":"text","text":"x"}',
      '',
    ]);
    expect([textOf(null), textOf(undefined), textOf([])]).toEqual(['', '', '']);
  });

  test('keeps tools, and gives what is none a name', () => {
    const tools = [{ type: 'function' }, 'search', null, 7, ['x']];
    const reading = readExchange({ ...least(), request: { prompt: 'x', tools } });
    if (!reading.ok) throw new Error(reading.refusal.reason);
    expect(JSON.parse(canonicalLine(reading.exchange)).request.tools).toEqual([
      { type: 'function' },
      'search',
      null,
      { value: 7 },
      { value: ['x'] },
    ]);
  });
});

describe('a time', () => {
  test.each([
    ['2026-04-22T03:14:07.123Z', '2026-04-22T03:14:07.123Z'],
    ['2026-04-22T03:14:07Z', '2026-04-22T03:14:07.000Z'],
    ['2026-04-22T03:14Z', '2026-04-22T03:14:00.000Z'],
    ['2026-04-22 03:14:07', '2026-04-22T03:14:07.000Z'],
    ['2026-04-22T03:14:07', '2026-04-22T03:14:07.000Z'],
    ['2026-04-22T03:14', '2026-04-22T03:14:00.000Z'],
    ['2026-04-22T03:14:07.123999999Z', '2026-04-22T03:14:07.123Z'],
    ['2026-04-22T03:14:07+05:30', '2026-04-21T21:44:07.000Z'],
    ['2026-04-22T03:14:07-0800', '2026-04-22T11:14:07.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2015-01-01T00:00:00Z', '2015-01-01T00:00:00.000Z'],
  ])('%s is %s', (given, read) => {
    expect(timeOf(given)).toBe(read);
  });

  test.each([
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-04-31T12:00:00+02:00',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-04-22T24:00:00Z',
    '2026-04-22T25:00:00Z',
    '2026-04-22T03:60:00Z',
    '2026-04-22T03:14:60Z',
    '2026-04-22T03:14:07+24:00',
    '2026-04-22T03:14:07+14:60',
    '2026-04-22',
    '2026-04-22T03',
    '2026-04-22T03:14:07.Z',
    '2026-04-22T03:14:07.1234567890Z',
    '2026-04-22T03:14:07 UTC',
    '2026-04-22t03:14:07z',
    '22/04/2026 03:14',
    '1760000000',
    'yesterday',
    '',
    ' 2026-04-22T03:14:07Z',
    '2026-04-22T03:14:07Z\n',
    '+002026-04-22T03:14:07Z',
    '٢026-04-22T03:14:07Z',
    '2014-12-31T23:59:59.999Z',
    '1970-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '2015-01-01T00:30:00+01:00',
  ])('%j is refused', given => {
    expect(timeOf(given)).toBe('bad-time');
  });

  test('may be up to a year ahead of the clock', () => {
    const day = 24 * 3600 * 1000;
    expect(timeOf(new Date(Date.now() + 365 * day).toISOString())).toMatch(/^20/);
    expect(timeOf(new Date(Date.now() + 367 * day).toISOString())).toBe('bad-time');
  });

  test('in any spelling is one instant', () => {
    fc.assert(
      fc.property(time, given => {
        const read = timeOf(given);
        expect(read).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        expect(timeOf(read)).toBe(read);
      }),
    );
  });
});

describe('the JSON Schema', () => {
  const exchange = z.fromJSONSchema(exchangeJsonSchema() as never);
  const account = z.fromJSONSchema(accountJsonSchema() as never);

  test('takes what the schema takes', () => {
    fc.assert(
      fc.property(exchangeInput, input => {
        expect(exchange.safeParse(input).success).toBe(exchangeSchema.safeParse(input).success);
      }),
    );
    for (const record of [{ account: 'a' }, { account: 'a', created: '2026-01-01T00:00:00Z', email: null }])
      expect([account.safeParse(record).success, accountSchema.safeParse(record).success]).toEqual([
        true,
        true,
      ]);
  });

  test.each([
    ['id', 7],
    ['id', ''],
    ['account', {}],
    ['time', 7],
    ['client', 'x'],
    ['client.asn', true],
    ['request', []],
    ['request.messages', 'x'],
    ['request.messages', [{}]],
    ['request.messages', [{ role: 'user', content: 7 }]],
    ['request.max_tokens', []],
    ['request.stream', 'x'],
    ['response.text', 7],
  ])('refuses %s = %j as the schema does', (path, value) => {
    const record = withField(path, value);
    expect([exchange.safeParse(record).success, exchangeSchema.safeParse(record).success]).toEqual([
      false,
      false,
    ]);
  });

  test('refuses a record without what is required', () => {
    for (const name of Object.keys(least())) {
      const record: Record<string, unknown> = least();
      delete record[name];
      expect(exchange.safeParse(record).success).toBe(false);
    }
    expect([account.safeParse({}).success, accountSchema.safeParse({}).success]).toEqual([false, false]);
  });
});
