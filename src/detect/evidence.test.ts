import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eOf } from './evalue.ts';
import { sharedEvidence, testEvidence } from './evidence.ts';
import { type StreamInput, worldOf } from './testing/world.ts';
import { tests } from './tests/index.ts';

const times = <T>(n: number, of: (i: number) => T) => Array.from({ length: n }, (_, i) => of(i));

/** What the first so many accounts share and others don't; or those of their streams that are asked for. */
function shared(
  accounts: readonly (readonly StreamInput[])[],
  members: number,
  which: (streamOfAccount: number) => boolean = () => true,
) {
  const { streams, sharing } = worldOf(accounts);
  const group = Uint32Array.from(times(streams.count, s => s)).filter(s => {
    const account = streams.account[s]!;
    return account < members && which(s - streams.account.indexOf(account));
  });
  return sharedEvidence(group, streams, sharing);
}
const showing = (...shows: string[]): StreamInput => ({ shows });

describe('shared evidence', () => {
  const values = ['a', 'b', 'c'];

  test('says how many of the accounts share a value, and how many others do', () => {
    const accounts = times(110, i => [
      showing(...(i < 9 ? ['shared-payment:card'] : []), ...(i >= 108 ? ['shared-payment:card'] : [])),
    ]);
    expect(shared(accounts, 10)).toEqual([
      {
        signal: 'shared-payment',
        family: 'identity',
        log_likelihood_ratio: Math.log(9.5 / 11 / (2.5 / 101)),
        p_value: null,
        summary: '9 of the 10 accounts pay with the same instrument; of all other accounts 2 do (2.0%)',
        against: expect.stringContaining('convicts nobody'),
      },
    ]);
  });

  test('is said of words with what words are shared by', () => {
    const accounts = times(60, i => [showing(...(i < 10 ? ['shared-opening:a', 'shared-tls:a'] : []))]);
    const [content, client] = ['shared-opening', 'shared-tls'].map(
      signal => shared(accounts, 10).find(evidence => evidence.signal === signal)!,
    );
    expect(content!.against).toMatch(/viral prompt/);
    expect(content!.summary).toBe(
      '10 of the 10 accounts start prompts with the same words; of all other accounts 0 do (0.0%)',
    );
    expect(client!.against).toMatch(/campus/);
  });

  test('counts an account once, in however many streams it shows a value', () => {
    const card = showing('shared-network:a');
    const accounts = times(60, i => (i < 10 ? [card, card, card] : [showing()]));
    expect(shared(accounts, 10)[0]!.summary).toMatch(/^10 of the 10 accounts .* 0 do/);
  });

  test('is of the streams that belong; what members do beside counts neither for them nor as others', () => {
    const accounts = times(60, i =>
      i < 10
        ? [showing(...(i < 4 ? ['shared-network:a'] : [])), showing('shared-network:a')]
        : [showing(...(i < 12 ? ['shared-network:a'] : []))],
    );
    const [evidence] = shared(accounts, 10, stream => stream === 0);
    expect(evidence!.summary).toMatch(/^4 of the 10 accounts .* of all other accounts 2 do \(4\.0%\)$/);
    // Also where the members are all there are.
    const [all] = shared(accounts.slice(0, 10), 10, stream => stream === 0);
    expect(all?.summary ?? 'nothing').not.toMatch(/other accounts [1-9]/);
  });

  test('is of each trait the value that weighs most: not the rarest, nor the most common', () => {
    const accounts = times(210, i => [
      showing(
        ...(i < 3 ? ['shared-client:rare'] : []),
        ...(i < 19 || i >= 208 ? ['shared-client:theirs'] : []),
        ...(i < 20 || i % 3 === 0 ? ['shared-client:popular'] : []),
        ...(i < 20 ? ['shared-opening:a'] : []),
      ),
    ]);
    expect(shared(accounts, 20).map(({ signal, summary }) => [signal, summary.split(' of ')[0]])).toEqual([
      ['shared-opening', '20'],
      ['shared-client', '19'],
    ]);
  });

  test('is nothing that fewer than a tenth of the accounts share, however rare it is elsewhere', () => {
    const accounts = times(400, i => [
      showing(...(i < 3 ? ['sign-up-burst:hour'] : []), ...(i < 4 ? ['shared-payment:card'] : [])),
    ]);
    expect(shared(accounts, 40).map(({ signal }) => signal)).toEqual(['shared-payment']);
    expect(shared(accounts, 41)).toEqual([]);
    // A value that enough of them show stands in for a rarer one that too few do.
    const both = times(400, i => [
      showing(...(i < 3 ? ['shared-payment:a'] : []), ...(i < 50 && i % 2 ? ['shared-payment:b'] : [])),
    ]);
    expect(shared(both, 50)[0]!.summary).toMatch(/^25 of the 50/);
  });

  test('is nothing that fewer than three share, or that others share nearly as much', () => {
    const accounts = times(100, i => [
      showing(
        ...(i < 2 || i > 98 ? ['shared-payment:card'] : []),
        ...(i % 2 === 0 ? ['shared-client:popular'] : []),
      ),
    ]);
    expect(shared(accounts, 20)).toEqual([]);
  });

  test('counts right in any traffic', () => {
    const [stream, rarely] = [
      fc.subarray(values),
      fc.constantFrom([], [], [], [], [], ...values.map(v => [v])),
    ];
    const members = fc.array(fc.array(stream, { minLength: 1, maxLength: 3 }), {
      minLength: 3,
      maxLength: 12,
    });
    const others = fc.array(fc.array(rarely, { minLength: 1, maxLength: 2 }), {
      minLength: 30,
      maxLength: 50,
    });
    let said = 0;
    fc.assert(
      fc.property(members, others, (own, rest) => {
        const accounts = [...own, ...rest].map(streams =>
          streams.map(list => showing(...list.map(v => `shared-network:${v}`))),
        );
        for (const { summary } of shared(accounts, own.length, s => s === 0)) {
          const [users, of, elsewhere] = summary.match(/\d+(?= )/g)!.map(Number);
          expect(of).toBe(own.length);
          const counts = values.map(v => [
            own.filter(([first]) => first!.includes(v)).length,
            rest.filter(streams => streams.some(list => list.includes(v))).length,
          ]);
          expect(counts).toContainEqual([users, elsewhere]);
          said++;
        }
      }),
    );
    expect(said).toBeGreaterThan(20);
  });
});

describe('the evidence of a test', () => {
  test('is the logarithm of the e-value that its p-value is worth, in words with both figures', () => {
    for (const test of tests) {
      const [evidence] = testEvidence([{ test, p: 0.001, figure: 0.11, ordinary: 0.55 }]);
      expect(evidence).toEqual({
        signal: test.signal,
        family: test.family,
        log_likelihood_ratio: Math.log(eOf(0.001)),
        p_value: 0.001,
        summary: test.summary(test.show(0.11), test.show(0.55)),
        against: test.against,
      });
      for (const figure of [0.11, 0.55]) expect(evidence!.summary).toContain(test.show(figure));
      expect(evidence!.against).toMatch(/\S/);
    }
  });

  test('speaks against where the p-value is large', () => {
    const [weak] = testEvidence([{ test: tests[0]!, p: 0.9, figure: 1, ordinary: 0 }]);
    expect(weak!.log_likelihood_ratio).toBeLessThan(0);
  });
});
