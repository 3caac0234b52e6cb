import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combine, compare, type Outcome } from './compare.ts';
import { eOf } from './evalue.ts';
import { membersOf, type Profile } from './profile.ts';
import type { Reference } from './reference.ts';
import { Sample } from './sample.ts';
import { type StreamInput, worldOf } from './testing/world.ts';
import type { Test } from './tests/index.ts';

function sampleOf(accounts: readonly StreamInput[]): Sample {
  const { streams, known } = worldOf(accounts.map(account => [account]));
  return new Sample(
    membersOf(
      Uint32Array.from(accounts, (_, s) => s),
      streams,
      known,
    ),
  );
}

const referenceOf = (accounts: readonly StreamInput[]): Reference => ({
  sample: sampleOf(accounts),
  accounts: Uint32Array.from(accounts, (_, i) => i),
});

const times = <T>(n: number, of: (i: number) => T) => Array.from({ length: n }, (_, i) => of(i));

/** A test that looks at one figure. */
const looks = (
  of: (profile: Profile) => number,
  signal = 'figure',
  family: Test['family'] = 'timing',
): Test => ({
  signal,
  family,
  asks: ['operator'],
  of,
  show: String,
  summary: (own, ordinary) => `${own}, ${ordinary}`,
  against: '',
});
const bursty = looks(({ burstiness }) => burstiness);
const level = (burstiness: number, accounts = 8, exchanges = 20) =>
  times(accounts, () => ({ burstiness, exchanges }));

describe('the p-value of a figure', () => {
  // Few values, so that ties come about.
  const figure = fc.integer({ min: -3, max: 3 }).map(n => n / 8);

  test('is its rank among those of the references, ties against it', () => {
    fc.assert(
      fc.property(figure, fc.array(figure, { maxLength: 30 }), (own, others) => {
        const [outcome] = compare(
          sampleOf(level(own)),
          others.map(other => referenceOf(level(other))),
          [bursty],
        );
        const extreme = others.filter(other => other <= own).length;
        expect(outcome!.p).toBe((1 + extreme) / (1 + others.length));
        expect(outcome!.figure).toBe(own);
        const sorted = [...others].sort((a, b) => a - b);
        expect(outcome!.ordinary()).toBe(sorted[sorted.length >> 1] ?? Number.NaN);
      }),
      { numRuns: 40 },
    );
  });

  test('is never 0, and 1 where there is nothing to compare with', () => {
    const references = times(99, () => referenceOf(level(0.5)));
    expect(compare(sampleOf(level(-0.9)), references, [bursty])[0]!.p).toBe(1 / 100);
    const [alone] = compare(sampleOf(level(-0.9)), [], [bursty]);
    expect(alone!.p).toBe(1);
    expect(alone!.ordinary()).toBeNaN();
  });
});

describe('a group is compared', () => {
  test('in the same size as each reference, the largest that both have the accounts for', () => {
    const [group, references] = [
      sampleOf(level(0, 70)),
      [8, 15, 16, 40, 64, 300].map(n => referenceOf(level(0, n))),
    ];
    const seen: [string, number][] = [];
    const size = (name: string, sign: number) =>
      looks(profile => {
        seen.push([name, profile.accounts]);
        return sign * profile.accounts;
      });
    const outcomes = compare(group, references, [size('up', 1), size('down', -1)]);
    // Equal in every pair, so that neither more nor fewer accounts is ever extreme alone.
    expect(outcomes.map(({ p }) => p)).toEqual([1, 1]);
    expect(outcomes[0]!.figure).toBe(64);
    const pairs = seen.filter(([name]) => name === 'up').map(([, n]) => n);
    expect(pairs).toEqual([64, 8, 8, 11, 11, 16, 16, 32, 32, 64, 64, 64, 64]);
  });

  test('with accounts of like volume alone', () => {
    const light = level(-0.9, 30, 6);
    const heavy = level(-0.9, 30, 4000);
    const like = level(0.5, 10, 110);
    const group = sampleOf(level(0.1, 20, 100));
    const [outcome] = compare(group, [referenceOf([...light, ...like, ...heavy])], [bursty]);
    expect(outcome!.ordinary()).toBeCloseTo(0.5, 12);
    expect(outcome!.p).toBe(1 / 2);
  });

  test('with no reference that has too few of such a volume', () => {
    const group = sampleOf(level(0.1, 20, 100));
    const references = [
      referenceOf([...level(-0.9, 7, 100), ...level(-0.9, 30, 4000)]),
      referenceOf(level(-0.9, 8, 10)),
      referenceOf(level(0.5, 8, 100)),
    ];
    expect(compare(group, references, [bursty])[0]!.p).toBe(1 / 2);
  });

  test("by its own accounts of its ordinary volume: one far out doesn't speak for it", () => {
    const group = sampleOf([...level(0.2, 60, 100), ...level(-1, 1, 90_000)]);
    const [outcome] = compare(group, [], [bursty]);
    expect(outcome!.figure).toBeCloseTo(0.2, 12);
  });
});

describe('a figure that cannot be told', () => {
  const oneAbove = (limit: number) =>
    looks(({ burstiness }) => (burstiness > limit ? Number.NaN : burstiness));

  test('of the group leaves the test out', () => {
    const references = [referenceOf(level(0)), referenceOf(level(0.3))];
    const outcomes = compare(sampleOf(level(0.5)), references, [oneAbove(0.4), bursty]);
    expect(outcomes.map(({ test }) => test)).toEqual([bursty]);
  });

  test('of a reference leaves that reference out, of this test alone', () => {
    const references = [0, 0.1, 0.5, 0.6].map(figure => referenceOf(level(figure)));
    const outcomes = compare(sampleOf(level(0.05)), references, [oneAbove(0.4), bursty]);
    expect(outcomes.map(({ p }) => p)).toEqual([2 / 3, 2 / 5]);
    expect(outcomes[0]!.ordinary()).toBeCloseTo(0.1, 12);
  });

  test('of the group in the size of a reference leaves that reference out', () => {
    const large = looks(({ accounts, burstiness }) => (accounts < 16 ? Number.NaN : burstiness));
    const references = [referenceOf(level(-0.9, 8)), referenceOf(level(0.5, 16))];
    expect(compare(sampleOf(level(0, 16)), references, [large])[0]!.p).toBe(1 / 2);
  });
});

describe('one e-value of all outcomes', () => {
  const families = ['volume', 'timing', 'rhythm'] as const;
  const outcomeOf = (family: Test['family'], p: number): Outcome => ({
    test: looks(() => 0, 'figure', family),
    p,
    figure: 0,
    ordinary: () => 0,
  });
  const outcome = fc.tuple(
    fc.constantFrom(...families),
    fc.integer({ min: 1, max: 4001 }).map(k => k / 4001),
  );

  test('is the product over families of what twice the mean of their p-values is worth', () => {
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 8 }), list => {
        let e = 1;
        for (const family of families) {
          const ps = list.filter(([name]) => name === family).map(([, p]) => p);
          if (ps.length === 1) e *= eOf(ps[0]!);
          if (ps.length > 1) e *= eOf(Math.min(1, (2 * ps.reduce((a, b) => a + b)) / ps.length));
        }
        expect(combine(list.map(([family, p]) => outcomeOf(family, p))) / e).toBeCloseTo(1, 9);
      }),
    );
  });

  test('does not grow where a test contradicts its sister, and does where another family agrees', () => {
    const strong = outcomeOf('timing', 1e-3);
    expect(combine([strong, outcomeOf('timing', 0.9)])).toBeLessThan(1);
    expect(combine([strong, outcomeOf('timing', 1e-3)])).toBeLessThan(combine([strong]));
    expect(combine([strong, outcomeOf('rhythm', 1e-3)])).toBeCloseTo(combine([strong]) ** 2, 6);
    expect(combine([])).toBe(1);
  });
});
