import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assembleSse } from '../ingest/index.ts';
import { Gathering } from './gather.ts';
import { type Answer, streamFor } from './testing/answers.ts';

test('what is gathered as it passes is what the whole stream adds up to, also of one that was cut', () => {
  const answers: fc.Arbitrary<Answer> = fc.record({
    api: fc.constantFrom<Answer['api']>('chat', 'completions', 'responses', 'messages'),
    model: fc.constant('m'),
    traits: fc.subarray(['thinks', 'tools', 'twice', 'mid']),
  });
  fc.assert(
    fc.property(
      answers,
      fc.constantFrom('\n', '\r\n'),
      fc.nat(),
      fc.integer({ min: 1, max: 300 }),
      (answer, eol, end, size) => {
        const whole = Buffer.from(streamFor(answer).join('').replaceAll('\n', eol));
        const bytes = whole.subarray(0, end % 3 ? whole.length : end % whole.length);
        const gathering = new Gathering();
        for (let at = 0; at < bytes.length; at += size) gathering.add(bytes.subarray(at, at + size));
        expect(gathering.body()).toEqual(assembleSse(bytes.toString()));
      },
    ),
    { numRuns: 300 },
  );
});

test('little is kept of a long stream', () => {
  const gathering = new Gathering();
  const { heapUsed } = process.memoryUsage();
  const chunk = (content: string) =>
    Buffer.from(
      `data: ${JSON.stringify({ id: 'x', object: 'c', choices: [{ index: 0, delta: { content }, logprobs: null, finish_reason: null }] })}\n\n`,
    );
  for (let i = 0; i < 100_000; i++) gathering.add(chunk(`word${i % 10} `));
  expect(gathering.body()).toMatchObject({
    choices: [{ message: { content: expect.stringMatching(/^(word\d ){100000}$/) } }],
  });
  expect(process.memoryUsage().heapUsed - heapUsed).toBeLessThan(60e6);
});
