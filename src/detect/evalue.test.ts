import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eBonferroni, eOf, eProduct } from './evalue.ts';
import { uniforms } from './testing/draws.ts';

test('the calibrator is an e-value: its mean over uniform p-values is 1', () => {
  // With p = exp(-u) the integral is smooth; Simpson's rule over u from 0 to 200.
  const [steps, end] = [200_000, 200];
  const h = end / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const p = Math.exp(-i * h);
    sum += (i === 0 || i === steps ? 1 : i % 2 ? 4 : 2) * eOf(p) * p;
  }
  expect((sum * h) / 3).toBeCloseTo(1, 9);
});

test('over p-values that count references its mean is at most 1', () => {
  for (const n of [1, 8, 100, 4000]) {
    let sum = 0;
    for (let k = 1; k <= n + 1; k++) sum += eOf(k / (n + 1));
    expect(sum / (n + 1)).toBeLessThanOrEqual(1);
  }
});

test('a smaller p-value gives a larger e-value', () => {
  const p = fc.double({ min: 1e-12, max: 1, noNaN: true });
  fc.assert(
    fc.property(p, p, (a, b) => {
      fc.pre(a < b);
      expect(eOf(a)).toBeGreaterThanOrEqual(eOf(b));
      if (b > a * 1.001) expect(eOf(a)).toBeGreaterThan(eOf(b));
    }),
  );
});

test('a product of no e-values says nothing', () => {
  expect(eProduct([])).toBe(1);
  expect(eProduct([2, 3, 0.5])).toBe(3);
});

const plain = (es: readonly number[], count: number, alpha: number): boolean[] =>
  es.map(e => e >= count / alpha);

const evidence = fc.double({ min: -3, max: 9, noNaN: true }).map(log => 10 ** log);
const hypothesis = fc.record({ e: evidence, weight: fc.double({ min: 0.05, max: 20, noNaN: true }) });
const alphas = fc.double({ min: 1e-4, max: 0.5, noNaN: true });
const problem = fc.record({
  hypotheses: fc.array(hypothesis, { minLength: 1, maxLength: 12 }),
  unlisted: fc.nat(200),
  alpha: alphas,
});

test('with weights of 1 each must reach what all together cost, also where most hypotheses are not listed', () => {
  let rejections = 0;
  fc.assert(
    fc.property(problem, ({ hypotheses, unlisted, alpha }) => {
      const es = hypotheses.map(({ e }) => e);
      const count = es.length + unlisted;
      const results = eBonferroni(
        es.map(e => ({ e, weight: 1 })),
        count,
        alpha,
      ).map(({ rejected }) => rejected);
      expect(results).toEqual(plain(es, count, alpha));
      rejections += results.filter(Boolean).length;
    }),
  );
  expect(rejections).toBeGreaterThan(0);
});

test('a weight counts as so many times the e-value', () => {
  fc.assert(
    fc.property(problem, ({ hypotheses, unlisted, alpha }) => {
      const count = hypotheses.length + unlisted;
      expect(eBonferroni(hypotheses, count, alpha).map(({ rejected }) => rejected)).toEqual(
        plain(
          hypotheses.map(({ e, weight }) => e * weight),
          count,
          alpha,
        ),
      );
    }),
  );
});

test('the bound is the smallest alpha at which each is rejected', () => {
  fc.assert(
    fc.property(problem, ({ hypotheses, unlisted, alpha }) => {
      const count = hypotheses.length + unlisted;
      const es = hypotheses.map(({ e, weight }) => e * weight);
      eBonferroni(hypotheses, count, alpha).forEach(({ bound, rejected }, i) => {
        expect(rejected).toBe(bound <= alpha);
        expect(bound).toBeGreaterThan(0);
        expect(bound).toBeLessThanOrEqual(1);
        expect(plain(es, count, bound * (1 - 1e-9))[i]).toBe(false);
        if (bound < 1) expect(plain(es, count, bound * (1 + 1e-9))[i]).toBe(true);
      });
    }),
  );
});

test('more evidence for one hypothesis changes no bound of another', () => {
  fc.assert(
    fc.property(problem, fc.nat(11), fc.double({ min: 1, max: 1e6, noNaN: true }), (given, at, times) => {
      const { hypotheses, unlisted, alpha } = given;
      const chosen = at % hypotheses.length;
      const count = hypotheses.length + unlisted;
      const stronger = hypotheses.map((h, i) => (i === chosen ? { ...h, e: h.e * times } : h));
      const before = eBonferroni(hypotheses, count, alpha);
      eBonferroni(stronger, count, alpha).forEach((after, i) => {
        if (i !== chosen) expect(after).toEqual(before[i]);
        else expect(after.bound).toBeLessThanOrEqual(before[i]!.bound);
      });
    }),
  );
});

test('the order of the hypotheses does not matter, the stronger never has the larger bound', () => {
  fc.assert(
    fc.property(problem, ({ hypotheses, unlisted, alpha }) => {
      const count = hypotheses.length + unlisted;
      const forth = eBonferroni(hypotheses, count, alpha);
      expect(eBonferroni([...hypotheses].reverse(), count, alpha).reverse()).toEqual(forth);
      const ranked = hypotheses
        .map(({ e, weight }, i) => ({ e: e * weight, bound: forth[i]!.bound }))
        .sort((a, b) => b.e - a.e);
      for (let i = 1; i < ranked.length; i++)
        expect(ranked[i]!.bound).toBeGreaterThanOrEqual(ranked[i - 1]!.bound);
    }),
  );
});

test('an e-value of 0 is never rejected', () => {
  expect(
    eBonferroni(
      [
        { e: 0, weight: 1 },
        { e: 1e6, weight: 1 },
      ],
      2,
      0.01,
    ),
  ).toMatchObject([
    { rejected: false, bound: 1 },
    { rejected: true, bound: 2e-6 },
  ]);
  expect(eBonferroni([], 0, 0.01)).toEqual([]);
});

// Where nothing is to be found every rejection is false.
const nulls: Record<string, (uniform: () => number, n: number) => number[]> = {
  // The extreme case: all the mean in one value. Then alpha is nearly spent.
  'all or nothing': (uniform, n) => Array.from({ length: n }, () => (uniform() < 0.1 / n ? 10 * n : 0)),
  calibrated: (uniform, n) => Array.from({ length: n }, () => eOf(1 - uniform())),
  'products of three': (uniform, n) =>
    Array.from({ length: n }, () => eProduct([eOf(1 - uniform()), eOf(1 - uniform()), eOf(1 - uniform())])),
  'one p-value for all': (uniform, n) => new Array(n).fill(eOf(1 - uniform())),
};

test.each(Object.keys(nulls))('under the null (%s) it rejects in at most alpha of the runs', name => {
  const uniform = uniforms(20_260_422);
  const runs = 20_000;
  const alpha = 0.1;
  for (const n of [1, 7, 50]) {
    // Weights average 1 and know nothing of the e-values.
    const weights = Array.from({ length: n }, (_, i) => (2 * (i + 0.5)) / n);
    let withAny = 0;
    for (let run = 0; run < runs; run++) {
      const hypotheses = nulls[name]!(uniform, n).map((e, i) => ({ e, weight: weights[i]! }));
      if (eBonferroni(hypotheses, n, alpha).some(({ rejected }) => rejected)) withAny++;
    }
    const noise = 4 * Math.sqrt((alpha * (1 - alpha)) / runs);
    expect([n, withAny / runs, withAny / runs <= alpha + noise]).toEqual([n, withAny / runs, true]);
    // The extreme case must come near, or the simulation shows nothing.
    if (name === 'all or nothing' && n === 1) expect(withAny / runs).toBeGreaterThan(alpha - noise);
  }
});
