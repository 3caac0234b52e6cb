import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf, parseLine } from './line.ts';

const codeOf = (line: string | Buffer) => {
  const parsed = parseLine(Buffer.from(line as string));
  return parsed && 'refusal' in parsed ? parsed.refusal.code : parsed?.record;
};

test.each([
  ['{"a":', 'not-json'],
  ['{"a":1} x', 'not-json'],
  ['{"a":1}{"b":2}', 'not-json'],
  ["{'a':1}", 'not-json'],
  ['{"a":"\u0000"}', 'not-json'],
  ['7', 'not-object'],
  ['null', 'not-object'],
  ['"x"', 'not-object'],
  ['[{}]', 'not-object'],
  ['true', 'not-object'],
  ['NaN', 'not-json'],
])('%j is refused: %s', (line, code) => {
  expect(codeOf(line)).toBe(code);
});

test.each(['', '   \t', '\r', '\ufeff', ' \u00a0'])('%j is no record', line => {
  expect(codeOf(line)).toBeUndefined();
});

test('bytes that are not UTF-8 are refused', () => {
  expect(codeOf(Buffer.from([0x7b, 0x22, 0xe9, 0x22, 0x7d]))).toBe('not-utf8');
  expect(codeOf(Buffer.from([0xed, 0xa0, 0x80]))).toBe('not-utf8');
});

test.each([
  ['{"a":"x\ty"}', { a: 'x\ty' }],
  ['{"a":\t"x\ty\r",\t"b": 1}', { a: 'x\ty\r', b: 1 }],
  ['{"a\u0001":"\u001f"}', { 'a\u0001': '\u001f' }],
  ['{"a":"\\q \\\\ \\" \\u00e9 \ty"}', { a: 'q \\ " é \ty' }],
  ['\ufeff{"a":1}', { a: 1 }],
  ['{"a":"\\ud800"}', { a: '\ud800' }],
])('%j is read as the engine reads it', (line, record) => {
  expect(codeOf(line)).toEqual(record);
});

test('a reason never quotes the line', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{12,40}$/), fc.nat({ max: 29 }), (secret, cut) => {
      const line = `{"secret":"${secret}","n":1}`;
      const parsed = parseLine(Buffer.from(`${line.slice(0, line.length - 1 - cut)}\n`));
      expect(parsed && 'refusal' in parsed && !parsed.refusal.reason.includes(secret.slice(0, 8))).toBe(true);
    }),
  );
});

test('any bytes are read or refused, never thrown at', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.string({ unit: fc.constantFrom(...'{}[]":,\\u0aé\t\n 1e-') }).map(text => Buffer.from(text)),
      ),
      bytes => {
        parseLine(Buffer.from(bytes));
      },
    ),
    { numRuns: 3000 },
  );
});

test('lines come without their ends, the last one with or without', () => {
  expect([...linesOf(Buffer.from('a\r\n\nb\n\r\nc'))].map(String)).toEqual(['a', '', 'b', '', 'c']);
  expect([...linesOf(Buffer.from('a\n'))].map(String)).toEqual(['a']);
  expect([...linesOf(Buffer.from(''))]).toEqual([]);
});
