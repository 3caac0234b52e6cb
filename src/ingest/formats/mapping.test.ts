import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { StillwatchError } from '../../errors.ts';
import { detectFormat, mappingFormat, unknownFormat } from './index.ts';
import { exchanges, refusals } from './testing/read-all.ts';

const example = readFileSync(new URL('../../../examples/mapping-flat-gateway.json', import.meta.url), 'utf8');
const flat = {
  account_id: 'acct_1',
  timestamp: 1776827647.123,
  model: 'opus-4.6',
  prompt: 'Explain entropy',
  system_prompt: 'Be brief',
  token_count: 402,
  max_tokens: 4096,
  client_ip: '203.0.113.7',
  asn_number: 'AS64500',
  user_agent: 'python-requests/2.32.3',
};

describe('the example for flat gateway logs', () => {
  const format = mappingFormat(example, 'examples/mapping-flat-gateway.json');

  test('reads one, with an id derived from its content', () => {
    const [exchange] = exchanges(format, [flat]);
    expect(exchange).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      time: '2026-04-22T03:14:07.123Z',
      account: 'acct_1',
      model: 'opus-4.6',
      channel: 'api',
      client: { ip: '203.0.113.7', asn: 64500, user_agent: 'python-requests/2.32.3' },
      request: { prompt: 'Explain entropy', system: 'Be brief', max_tokens: 4096 },
      response: { output_tokens: 402 },
    });
    const reordered = Object.fromEntries(Object.entries(flat).reverse());
    expect(exchanges(format, [reordered])[0]?.id).toBe(exchange?.id);
    expect(exchanges(format, [{ ...flat, prompt: 'Explain enthalpy' }])[0]?.id).not.toBe(exchange?.id);
  });

  test('such logs are not recognised by themselves; the refusal says what to do', () => {
    expect(detectFormat([flat])).toBeUndefined();
    expect(unknownFormat).toMatchObject({
      refusal: { code: 'unknown-format', reason: expect.stringContaining('--mapping') },
    });
  });

  test('no account, no prompt', () => {
    expect(refusals(format, [{ ...flat, account_id: '' }])[0]).toMatch(/^no-account: none of account_id/);
    expect(refusals(format, [{ ...flat, prompt: null }])[0]).toBe('no-content: no text at prompt');
    expect(exchanges(format, [{ ...flat, org: 'o-1' }], { accountField: ['org'] })[0]?.account).toBe('o-1');
  });
});

test('the example for epoch times reads what is native but for them', () => {
  const file = readFileSync(new URL('../../../examples/mapping-epoch-times.json', import.meta.url), 'utf8');
  const format = mappingFormat(file, 'examples/mapping-epoch-times.json');
  const native = {
    id: 'ex_1',
    account: 'acct_1',
    model: 'opus-4.6',
    org: 'o',
    client: { ip: '203.0.113.7', asn: 64500 },
    request: { messages: [{ role: 'user', content: 'Hi' }], max_tokens: 7, stream: true },
    response: { text: 'Hello', stop_reason: 'end_turn', output_tokens: 2 },
  };
  for (const time of [1776827647, '1776827647', 1776827647000, '2026-04-22T03:14:07Z'])
    expect(exchanges(format, [{ ...native, time }])).toEqual([
      { ...native, time: '2026-04-22T03:14:07.000Z' },
    ]);
});

test('nested paths, alternatives, units, messages, defaults', () => {
  const format = mappingFormat(
    {
      fields: {
        id: 'meta.ids[0]',
        time: 'at',
        account: ['who.key', 'who.user'],
        'request.messages': 'in.turns',
        'request.stream': 'in.stream',
        'response.text': 'out.parts',
      },
      time_unit: 'us',
      defaults: { model: 'house-model', 'request.n': 1 },
    },
    'm.json',
  );
  const row = {
    meta: '{"ids":["x-1"]}',
    at: '1776827647123000',
    who: { user: 7 },
    in: { turns: [{ role: 'human', content: 'Hi' }], stream: 'true' },
    out: { parts: [{ text: 'Hello' }] },
  };
  expect(exchanges(format, [row])).toMatchObject([
    {
      id: 'x-1',
      time: '2026-04-22T03:14:07.123Z',
      account: '7',
      model: 'house-model',
      request: { messages: [{ role: 'user', content: 'Hi' }], stream: true, n: 1 },
      response: { text: 'Hello' },
    },
  ]);
});

describe('a bad mapping file says what is wrong and how to mend it', () => {
  const fields = { time: 't', model: 'm', 'request.prompt': 'p' };
  test.each([
    ['{"fields":', /is not JSON/],
    [{}, /fields/],
    [{ fields: { ...fields, 'request.promt': 'p' } }, /fields.*request\.promt/],
    [{ fields: { model: 'm', 'request.prompt': 'p' } }, /does not say where `time` is/],
    [{ fields: { time: 't', model: 'm' } }, /request\.prompt/],
    [{ fields, time_unit: 'weeks' }, /time_unit/],
    [{ fields, extra: 1 }, /extra/],
    [[], /the file/],
  ])('%j', (json, message) => {
    try {
      mappingFormat(json, 'm.json');
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(StillwatchError);
      expect(error).toMatchObject({
        code: 'MAPPING_INVALID',
        message: expect.stringMatching(message),
        mend: expect.stringMatching(/./),
      });
    }
  });
});
