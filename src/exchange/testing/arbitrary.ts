import fc from 'fast-check';
import type { ExchangeInput } from '../schema.ts';

/** An identifier as logs have them, now and then with letters of the world or quotes; none that needs a second look. */
export const identifier = fc.oneof(
  fc.stringMatching(/^[a-z]{1,6}_[0-9a-f]{4,12}$/),
  fc
    .string({ unit: fc.constantFrom(...'aZ09 -_./:#"\'\\{}[]<>%é漢𝄞'), minLength: 1, maxLength: 20 })
    .filter(s => s.trim() !== '' && !/^\s*\+|@|^\{/.test(s)),
);

export const prose = fc.oneof(
  fc.lorem({ maxCount: 60 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(fc.constantFrom('请', '一步', '一步地', '解释', '函数', '。', 'how', ' '), { maxLength: 60 })
    .map(a => a.join('')),
  fc.constantFrom(
    '',
    '{"not": "an object"',
    '{"a": [1, "é\\/"]}',
    '[[Rate]] the `def` \\ "x"',
    '\ud83d\ude00 \u2028',
  ),
);

const flat = fc.oneof(prose, fc.nat(), fc.boolean(), fc.constant(null));
/** JSON objects such as tools: no numbers that JavaScript and the engine spell differently. */
const tool = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,8}$/),
  fc.oneof(
    flat,
    fc.array(flat, { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), flat, { maxKeys: 3 }),
  ),
  { maxKeys: 4 },
);

const pad = (n: number, width = 2) => String(n).padStart(width, '0');
/** Every spelling of a time that the format takes, within the years that it takes. */
export const time = fc
  .record({
    at: fc.date({ min: new Date('2015-01-03'), max: new Date('2026-06-01'), noInvalidDate: true }),
    between: fc.constantFrom('T', ' '),
    seconds: fc.boolean(),
    fraction: fc.option(fc.stringMatching(/^\d{1,9}$/)),
    zone: fc.constantFrom('', 'Z', '+00:00', '-08:00', '+0530', '+14:00', '-12:00'),
  })
  .map(({ at, between, seconds, fraction, zone }) => {
    const day = `${at.getUTCFullYear()}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())}`;
    const second = seconds ? `:${pad(at.getUTCSeconds())}${fraction === null ? '' : `.${fraction}`}` : '';
    return `${day}${between}${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}${second}${zone}`;
  });

const given = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(fc.option(value, { nil: null }), { nil: undefined });
const count = (most: number) => fc.oneof(fc.nat({ max: most }), fc.nat({ max: most }).map(String));
const fraction = fc.oneof(
  fc.integer({ min: 0, max: 8 }).map(n => n / 4),
  fc.constantFrom('0.7', '1', 1e-3),
);
const address = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.ipV4().map(ip => `::ffff:${ip}`),
  fc.constantFrom('', 'unknown', '10.0.0.1:443', '1.2.3', '999.1.1.1', '::', '[::1]', '2001:DB8:1::A'),
);

const message = fc.record(
  {
    role: fc.constantFrom('user', 'user', 'user', 'assistant', 'system', 'developer', 'tool', 'User'),
    content: fc.oneof({ weight: 4, arbitrary: given(prose) }, { weight: 1, arbitrary: tool }),
    name: given(identifier),
    tool_calls: given(fc.array(tool, { maxLength: 2 })),
  },
  { requiredKeys: ['role'] },
);

/** Valid native exchanges, in every shape that the schema takes and the engine alone can read. */
export const exchangeInput = fc.record(
  {
    id: identifier,
    time,
    account: identifier,
    model: identifier,
    org: maybe(identifier),
    api_key: maybe(identifier),
    channel: maybe(fc.constantFrom('api', 'chat', '')),
    conversation: maybe(identifier),
    client: maybe(
      fc.record(
        {
          ip: given(address),
          asn: given(count(400_000)),
          country: given(fc.constantFrom('US', 'CN', '')),
          user_agent: given(identifier),
          ja4: given(identifier),
        },
        { requiredKeys: [] },
      ),
    ),
    request: fc.oneof(
      requestOf({ messages: fc.array(message, { minLength: 1, maxLength: 5 }), prompt: given(prose) }),
      requestOf({ prompt: prose, messages: fc.constantFrom(null, []) }),
    ),
    response: maybe(
      fc.record(
        {
          text: given(prose),
          reasoning: given(prose),
          stop_reason: given(fc.constantFrom('end_turn', 'max_tokens')),
          input_tokens: given(count(1e9)),
          output_tokens: given(count(1e6)),
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: ['id', 'time', 'account', 'model', 'request'] },
) as fc.Arbitrary<ExchangeInput>;

function requestOf(said: Record<string, fc.Arbitrary<unknown>>) {
  return fc.record(
    {
      ...said,
      system: given(prose),
      max_tokens: given(count(200_000)),
      temperature: given(fraction),
      top_p: given(fraction),
      n: given(count(100_000)),
      stream: given(fc.oneof(fc.boolean(), fc.constantFrom(0, 1))),
      tools: given(
        fc.array(fc.oneof({ weight: 4, arbitrary: tool }, { weight: 1, arbitrary: prose }), { maxLength: 3 }),
      ),
    },
    { requiredKeys: Object.keys(said) as never[] },
  );
}
