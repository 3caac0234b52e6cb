import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assembleSse } from '../../ingest/index.ts';
import { type Answer, streamFor } from '../testing/answers.ts';
import { EventCutter } from './events.ts';
import { eventFilter } from './filter.ts';

const pieces = (bytes: Buffer, cuts: number[]) => {
  const at = [0, ...cuts.map(cut => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, i) => bytes.subarray(at[i], end));
};
const cuts = fc.array(fc.nat(), { maxLength: 12 });
const newline = fc.constantFrom('\n', '\r\n', '\r');
const answers: fc.Arbitrary<Answer> = fc.record({
  api: fc.constantFrom<Answer['api']>('chat', 'completions', 'responses', 'messages'),
  model: fc.constant('m'),
  traits: fc.subarray(['thinks', 'tools', 'twice']),
});

describe('a stream of events, however it is cut on the way', () => {
  test('comes out as it went in, event by event', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('data: x', ':', '\n', '\r', '\r\n', 'é'), { maxLength: 40 }),
        cuts,
        (parts, at) => {
          const bytes = Buffer.from(parts.join(''));
          const cutter = new EventCutter();
          const events = pieces(bytes, at).flatMap(piece => cutter.take(piece));
          expect(Buffer.concat([...events, ...[cutter.rest() ?? []].flat()] as Buffer[]).equals(bytes)).toBe(
            true,
          );
        },
      ),
    );
  });

  test('is left the same by the filter, and without reasoning of the same meaning', () => {
    fc.assert(
      fc.property(answers, newline, cuts, (answer, eol, at) => {
        const bytes = Buffer.from(streamFor(answer).join('').replaceAll('\n', eol));
        const run = (parts: Buffer[]) => {
          const filter = eventFilter(answer.api);
          return Buffer.concat(
            [...parts.map(part => filter.take(part)), filter.end()].filter(p => p !== undefined),
          );
        };
        const [whole, inPieces] = [run([bytes]), run(pieces(bytes, at))];
        const lines = (bytes: Buffer) => bytes.toString().split(/[\r\n]+/);
        expect(lines(inPieces)).toEqual(lines(whole));
        expect(assembleSse(inPieces.toString())).toEqual(assembleSse(whole.toString()));
        if (!answer.traits.includes('thinks') || answer.api === 'completions')
          expect(inPieces.equals(bytes)).toBe(true);
        else expect(whole.toString()).not.toMatch(/The user|thinking|reasoning/);
      }),
    );
  });

  test('cut off in the middle, it shows no half of a thought', () => {
    fc.assert(
      fc.property(answers, fc.nat(), (answer, at) => {
        const bytes = Buffer.from(streamFor({ ...answer, traits: ['thinks'] }).join(''));
        const filter = eventFilter(answer.api);
        const parts = [filter.take(bytes.subarray(0, at % bytes.length)), filter.end()];
        const said = Buffer.concat(parts.filter(part => part !== undefined)).toString();
        if (answer.api !== 'completions') expect(said).not.toMatch(/The user| asks for| a capital\./);
      }),
    );
  });
});
