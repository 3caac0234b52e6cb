import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readExchange, refusalCodes } from '../../exchange/index.ts';
import { detectFormat, formatNamed, formats, mappingFormat } from './index.ts';
import { exchanges, readAll } from './testing/read-all.ts';

const nativeRecord = {
  id: 'ex_1',
  time: '2026-04-22T03:14:07.123Z',
  account: 'acct_1',
  model: 'opus-4.6',
  request: { messages: [{ role: 'user', content: 'Hi' }] },
  response: { text: 'Hello' },
};

describe('native', () => {
  test('passes through, the operator choosing another account', () => {
    const native = formatNamed('native')!;
    expect(detectFormat([nativeRecord])).toBe(native);
    expect(exchanges(native, [nativeRecord])).toMatchObject([nativeRecord]);
    const record = { ...nativeRecord, org: 'o-1' };
    expect(exchanges(native, [record], { accountField: ['org'] })[0]?.account).toBe('o-1');
    expect(exchanges(native, [{ ...record, account: undefined }], { defaultAccount: 'us' })[0]?.account).toBe(
      'us',
    );
  });
});

describe('detection', () => {
  test('goes by most of the records, and knows nothing of others', () => {
    const pair = { request: { model: 'm', messages: [] }, response: { choices: [] } };
    expect(detectFormat([pair, nativeRecord, nativeRecord])?.name).toBe('native');
    expect(
      detectFormat([
        {
          id: '1',
          time: 't',
          account: 'a',
          model: 'm',
          request: { messages: [] },
          response: { choices: [] },
        },
      ])?.name,
    ).toBe('openai');
    expect(detectFormat([{ message: 'GET /', level: 'info' }])).toBeUndefined();
    expect(detectFormat([])).toBeUndefined();
    expect(formatNamed('nonsense')).toBeUndefined();
  });
});

describe('nothing throws', () => {
  const mapping = mappingFormat(
    { fields: { time: 'a', model: 'b.c[0]', 'request.messages': 'request' } },
    'm.json',
  );
  const all = [...formats, mapping];
  // Arbitrary JSON hardly ever has the keys that lead anywhere: give it those.
  const keys = fc.constantFrom(
    ...'id time account model request response messages prompt input output content parts role type text body headers status url choices message delta tool_calls function usage candidates contents metadata call_type startTime resourceSpans scopeSpans spans resourceLogs scopeLogs logRecords attributes key value stringValue arrayValue kvlistValue values events name traceId spanId gen_ai.input.messages gen_ai.prompt gen_ai.prompt.0.role gen_ai.operation.name input.inputBodyJson inputBodyJson outputBodyJson identity arn modelId schemaType full_request full_response CorrelationId RequestMessages SequenceNumber observations trace interactions request_body response_body request_created_at __proto__ constructor toString'.split(
      ' ',
    ),
  );
  const words = fc.constantFrom(
    'user',
    'assistant',
    'GENERATION',
    'chat',
    'text',
    'gen_ai.choice',
    '{"a":[1]}',
    '[{"role":"user","content":"x"}]',
    '{',
    'data: {"choices":[{"delta":1}]}\n\n',
  );
  const json = fc.letrec(tie => ({
    value: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      words,
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('value'), { maxLength: 4 }),
      tie('object'),
    ),
    object: fc.dictionary(keys, tie('value'), { maxKeys: 8, noNullPrototype: true }),
  }));

  test.each(all.map(format => [format.name, format] as const))(
    '%s reads or refuses whatever comes',
    (_, format) => {
      fc.assert(
        fc.property(fc.array(json.object, { maxLength: 3 }), fc.boolean(), (records, anonymous) => {
          // As ingest gets them: parsed, so that __proto__ is an own key.
          const parsed = JSON.parse(JSON.stringify(records)) as Record<string, unknown>[];
          for (const record of parsed) format.detect(record);
          for (const result of readAll(
            format,
            parsed,
            anonymous ? {} : { defaultAccount: 'me', accountField: ['a.b[0]'] },
          ))
            if ('refusal' in result) {
              expect(refusalCodes).toHaveProperty([result.refusal.code]);
              expect(result.refusal.reason).not.toBe('');
            } else readExchange(result.exchange);
          expect(Object.keys(Object.prototype)).toEqual([]);
        }),
        { numRuns: 150 },
      );
    },
  );

  test.each(all.map(format => [format.name, format] as const))(
    '%s withstands nesting deeper than the stack',
    (_, format) => {
      const deep = (prefix: string, suffix: string) =>
        JSON.parse(`${prefix}${'[{"content":'.repeat(30_000)}1${'}]'.repeat(30_000)}${suffix}`);
      const wrappings = [
        ['{"request":{"messages":', '},"response":{}}'],
        [
          '{"attributes":{"gen_ai.operation.name":"chat","gen_ai.input.messages":',
          '},"traceId":"a1","spanId":"b1"}',
        ],
        ['{"type":"GENERATION","startTime":1,"input":{"x":', '}}'],
        ['{"call_type":"completion","startTime":1,"messages":', '}'],
        ['{"full_request":{"x":', '}}'],
      ] as const;
      for (const [prefix, suffix] of wrappings) {
        const record = deep(prefix, suffix);
        expect(() => format.detect(record)).not.toThrow();
        expect(() => readAll(format, [record], { defaultAccount: 'me' })).not.toThrow();
      }
    },
  );
});

const samples = fileURLToPath(new URL('../../../../shared/data/formats/', import.meta.url));
describe.skipIf(!existsSync(samples))('real exports', () => {
  const files = existsSync(samples)
    ? readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.json'))
    : [];

  test.each(files)('%s is read or refused with a reason', name => {
    const record = JSON.parse(readFileSync(`${samples}${name}`, 'utf8')) as Record<string, unknown>;
    const format = detectFormat([record]);
    expect(format).toBeDefined();
    const results = readAll(format!, [record], { defaultAccount: 'me' });
    expect(results.length).toBeGreaterThan(0);
    let read = 0;
    for (const result of results)
      if ('refusal' in result) expect(result.refusal.reason).not.toBe('');
      else {
        expect(readExchange(result.exchange)).toMatchObject({ ok: true });
        read++;
      }
    // What should be read is: every trace has generations; parse results and a log without its content have none.
    expect(read > 0).toBe(!/\.chatml\.json$|spend_log/.test(name));
  });
});
