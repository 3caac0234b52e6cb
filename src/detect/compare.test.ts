import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combine, compare, type Outcome } from './compare.ts';
import { eOf } from './evalue.ts';
import { membersOf, type Profile } from './profile.ts';
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
        fc.pre(others.every(one => others.filter(other => other === one).length <= 0.9 * others.length));
        const [outcome] = compare(
          sampleOf(level(own)),
          others.map(other => sampleOf(level(other))),
          [bursty],
        );
        const extreme = others.filter(other => other <= own).length;
        expect(outcome!.p).toBe((1 + extreme) / (1 + others.length));
        expect(outcome!.figure).toBe(own);
        const sorted = [...others].sort((a, b) => a - b);
        expect(outcome!.ordinary).toBe(sorted[sorted.length >> 1] ?? Number.NaN);
      }),
      { numRuns: 40 },
    );
  });

  test('is never 0, and 1 where there is nothing to compare with', () => {
    const references = times(99, i => sampleOf(level(0.5 + i / 200)));
    expect(compare(sampleOf(level(-0.9)), references, [bursty])[0]!.p).toBe(1 / 100);
    const [alone] = compare(sampleOf(level(-0.9)), [], [bursty]);
    expect(alone!.p).toBe(1);
    expect(alone!.ordinary).toBeNaN();
  });
});

describe('a group is compared', () => {
  test('in the same size as each reference, the largest that both have the accounts for', () => {
    const [group, references] = [
      sampleOf(level(0, 70)),
      [8, 15, 16, 40, 64, 300].map((n, i) => sampleOf(level(i % 2 ? 0.25 : -0.25, n))),
    ];
    const sizes: number[] = [];
    const noted = looks(({ accounts, burstiness }) => {
      sizes.push(accounts);
      return accounts + burstiness;
    });
    const [outcome] = compare(group, references, [noted]);
    expect(sizes).toEqual([64, 8, 8, 11, 11, 16, 16, 32, 32, 64, 64, 64, 64]);
    // Where a figure hangs on the size, it is the same size that decides: half are burstier than the group.
    expect(outcome!.p).toBe(4 / 7);
    expect(outcome!.figure).toBe(64);
  });

  test('with accounts of like volume alone', () => {
    const light = level(-0.9, 30, 6);
    const heavy = level(-0.9, 30, 4000);
    const references = [0.5, 0.6].map(figure => sampleOf([...light, ...level(figure, 10, 110), ...heavy]));
    const [outcome] = compare(sampleOf(level(0.1, 20, 100)), references, [bursty]);
    expect(outcome!.ordinary).toBeCloseTo(0.6, 12);
    expect(outcome!.p).toBe(1 / 3);
  });

  test('with no reference that has too few of such a volume', () => {
    const group = sampleOf(level(0.1, 20, 100));
    const references = [
      sampleOf([...level(-0.9, 7, 100), ...level(-0.9, 30, 4000)]),
      sampleOf(level(-0.8, 8, 10)),
      sampleOf(level(0.5, 8, 100)),
      sampleOf(level(0.6, 8, 100)),
    ];
    expect(compare(group, references, [bursty])[0]!.p).toBe(1 / 3);
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
    const references = [sampleOf(level(0)), sampleOf(level(0.3))];
    const outcomes = compare(sampleOf(level(0.5)), references, [oneAbove(0.4), bursty]);
    expect(outcomes.map(({ test }) => test)).toEqual([bursty]);
  });

  test('of a reference leaves that reference out, of this test alone', () => {
    const references = [0, 0.1, 0.5, 0.6].map(figure => sampleOf(level(figure)));
    const outcomes = compare(sampleOf(level(0.05)), references, [oneAbove(0.4), bursty]);
    expect(outcomes.map(({ p }) => p)).toEqual([2 / 3, 2 / 5]);
    expect(outcomes[0]!.ordinary).toBeCloseTo(0.1, 12);
  });

  test('in this traffic, which nearly all shows one, leaves the test out whatever the group shows', () => {
    const world = (ties: number) => [
      ...times(ties, () => sampleOf(level(0.5))),
      ...times(20 - ties, i => sampleOf(level(0.1 * i))),
    ];
    for (const own of [-0.5, 0.5, 0.9]) {
      expect(compare(sampleOf(level(own)), world(19), [bursty])).toEqual([]);
      expect(compare(sampleOf(level(own)), world(18), [bursty])).toHaveLength(1);
    }
  });

  test('of the group in the size of a reference leaves that reference out', () => {
    const large = looks(({ accounts, burstiness }) => (accounts < 16 ? Number.NaN : burstiness));
    const references = [sampleOf(level(-0.9, 8)), ...[0.5, 0.6].map(figure => sampleOf(level(figure, 16)))];
    expect(compare(sampleOf(level(0, 16)), references, [large])[0]!.p).toBe(1 / 3);
  });
});

describe('one e-value of all outcomes', () => {
  const families = ['volume', 'timing', 'rhythm'] as const;
  const outcomeOf = (family: Test['family'], p: number): Outcome => ({
    test: looks(() => 0, 'figure', family),
    p,
    figure: 0,
    ordinary: 0,
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
          if (ps.length === 0) continue;
          const worth = eOf(
            ps.length === 1 ? ps[0]! : Math.min(1, (2 * ps.reduce((a, b) => a + b)) / ps.length),
          );
          // Timing costs no more than a half.
          e *= family === 'timing' ? (worth + 1) / 2 : worth;
        }
        expect(combine(list.map(([family, p]) => outcomeOf(family, p))) / e).toBeCloseTo(1, 9);
      }),
    );
  });

  test('does not grow where a test contradicts its sister, and does where another family agrees', () => {
    const strong = outcomeOf('timing', 1e-3);
    expect(combine([strong, outcomeOf('timing', 0.9)])).toBeLessThan(1);
    expect(combine([strong, outcomeOf('timing', 1e-3)])).toBeLessThan(combine([strong]));
    const volume = outcomeOf('volume', 1e-3);
    expect(combine([volume, outcomeOf('rhythm', 1e-3)])).toBeCloseTo(combine([volume]) ** 2, 6);
    expect(combine([])).toBe(1);
  });

  test('is the mean over ways to ask the same: either will do', () => {
    const way = {
      ...outcomeOf('rhythm', 1e-3),
      test: { ...looks(() => 0, 'other', 'rhythm'), way: 'active' },
    };
    const both = combine([outcomeOf('rhythm', 0.9), way]);
    expect(both).toBeCloseTo((eOf(0.9) + eOf(1e-3)) / 2, 9);
  });
});
