import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pseudonyms } from '../../exchange/index.ts';
import { call, logsAsJson, logsAsProtobuf, spansAsJson, spansAsProtobuf } from '../testing/otlp.ts';
import { readExport } from './convert.ts';
import { decodeExport, encodeAnswer, encodeStatus } from './protobuf.ts';

const pseudonyms = new Pseudonyms(Buffer.alloc(32, 7));
const read = (kind: 'traces' | 'logs', body: Uint8Array | object, options = {}) =>
  body instanceof Uint8Array
    ? readExport(kind, Buffer.from(body), true, options, pseudonyms)
    : readExport(kind, Buffer.from(JSON.stringify(body)), false, options, pseudonyms);

describe('an export of traces', () => {
  const spans = [
    call(1),
    call(2, {
      attributes: { 'http.method': 'GET' },
    }),
    call(3, {
      attributes: {
        'gen_ai.system': 'openai',
        'gen_ai.request.model': 'm',
        'enduser.id': 'acct_é漢',
        list: [1, 2.5, true, ['x'], { a: { b: 'c' } }],
      },
      events: [
        {
          name: 'gen_ai.content.prompt',
          attributes: { 'gen_ai.prompt': '[{"role":"user","content":"Hi"}]' },
        },
        { name: 'gen_ai.content.completion', attributes: { 'gen_ai.completion': 'Hello' } },
      ],
    }),
  ];

  it('says the same as protobuf and as JSON', async () => {
    const [binary, text] = await Promise.all([
      read('traces', spansAsProtobuf(spans, { 'service.name': 'a' })),
      read('traces', spansAsJson(spans, { 'service.name': 'a' })),
    ]);
    expect(binary).toEqual(text);
    expect(binary.passedOver).toBe(1);
    expect(binary.reading.lines.map(line => JSON.parse(line))).toMatchObject([
      {
        id: `${spans[0]!.traceId}:${spans[0]!.spanId}`,
        account: 'acct_1',
        model: 'opus-4.6',
        time: '2026-04-12T13:20:01.000Z',
        request: { messages: [{ role: 'user', content: 'Question 1' }], max_tokens: 1001, temperature: 0.5 },
        response: { text: 'An answer', stop_reason: 'stop', input_tokens: 12, output_tokens: 30 },
      },
      { account: 'acct_é漢', response: { text: 'Hello' } },
    ]);
  });

  it('counts what cannot be taken, and why', async () => {
    const { attributes } = call(1);
    const { 'user.id': _, ...nobody } = attributes;
    const { reading } = await read('traces', spansAsProtobuf([call(1, { attributes: nobody })]));
    expect([reading.lines, reading.refused, [...reading.reasons]]).toEqual([[], 1, [['no-account', 1]]]);
    const named = await read('traces', spansAsProtobuf([call(1, { attributes: nobody })]), {
      defaultAccount: 'me',
    });
    expect(named.reading.lines).toHaveLength(1);
  });
});

it('an export of logs says the same as protobuf and as JSON', async () => {
  const ids = { traceId: 'c'.repeat(32), spanId: 'd'.repeat(16) };
  const logs = [
    {
      ...ids,
      time: 1_776_000_000_000_000_000n,
      event: 'gen_ai.client.inference.operation.details',
      attributes: call(1).attributes,
      body: 'nothing',
    },
  ];
  const [binary, text] = await Promise.all([
    read('logs', logsAsProtobuf(logs)),
    read('logs', logsAsJson(logs)),
  ]);
  expect(binary).toEqual(text);
  expect(JSON.parse(binary.reading.lines[0]!)).toMatchObject({
    account: 'acct_1',
    response: { text: 'An answer' },
  });
});

describe('bytes that nobody vouches for', () => {
  it('are decoded or refused, never more', () => {
    const good = spansAsProtobuf([call(1), call(2)]);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc
            .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
            .map(changes => {
              const bytes = good.slice();
              for (const [at, value] of changes) bytes[at] = value;
              return bytes;
            }),
          fc.nat(good.length).map(end => good.slice(0, end)),
        ),
        bytes => {
          try {
            expect(typeof decodeExport('traces', bytes)).toBe('object');
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
            expect(error).not.toBeInstanceOf(TypeError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('nested deep are refused', () => {
    let value: Uint8Array = new BinaryWriter().tag(1, 2).string('x').finish();
    const wrap = (number: number) => (value = new BinaryWriter().tag(number, 2).bytes(value).finish());
    for (let depth = 0; depth < 5000; depth++) [1, 5].forEach(wrap);
    for (const number of [2, 9, 2, 2, 1]) wrap(number);
    expect(() => decodeExport('traces', value)).toThrow(/deep/);
  });
});

it('answers are what OTLP says they are', () => {
  expect(encodeAnswer(0, '').length).toBe(0);
  const reader = new BinaryReader(encodeAnswer(3, 'words'));
  expect(reader.tag()[0]).toBe(1);
  const inner = new BinaryReader(reader.bytes());
  expect([inner.tag()[0], Number(inner.int64()), inner.tag()[0], inner.string()]).toEqual([1, 3, 2, 'words']);
  const status = new BinaryReader(encodeStatus(3, 'no'));
  expect([status.tag()[0], status.int32(), status.tag()[0], status.string()]).toEqual([1, 3, 2, 'no']);
});
