import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { innocent, judge, nearestMiss } from './judge.ts';
import { candidateOf } from './testing/candidate.ts';
import { worldOf } from './testing/world.ts';

type Figures = NonNullable<Parameters<typeof candidateOf>[1]>;

const group = Uint32Array.from({ length: 10 }, (_, s) => s);
const { streams } = worldOf(Array.from({ length: 30 }, () => [{}]));
const namesOf = (group: Uint32Array) => [...group].map(s => streams.accounts[streams.account[s]!]!).sort();
const alone = (figures: Figures, alpha = 0.01) => judge([candidateOf(group, figures)], 1, alpha)[0]!;
const collected = { purpose: 20, purposeP: 0.001 };

describe('the verdict', () => {
  test.each<[string, Figures]>([
    ['harvesting', { operator: 1e4, ...collected }],
    ['watch', { operator: 1e4 }],
    ['watch', { operator: 1e4, purpose: 20, purposeP: 0.06 }],
    ['watch', { operator: 1e4, purpose: 0.9, purposeP: 0.001 }],
    ['pooled-access', { pool: 1e5 }],
    ['pooled-access', { pool: 1e5, operator: 3, ...collected }],
    ['pooled-access', { pool: 1e5, operator: 1e4 }],
    ['harvesting', { pool: 1e5, operator: 1e4, ...collected }],
  ])('is %s of %j', (verdict, figures) => {
    expect(alone(figures)).toMatchObject({ verdict, rejected: true, bystanders: [] });
  });

  test('of a group that is not rejected is what it comes nearest to', () => {
    expect(alone({ operator: 10, pool: 2 })).toMatchObject({ verdict: 'watch', rejected: false });
    expect(alone({ operator: 2, pool: 20 })).toMatchObject({ verdict: 'pooled-access', rejected: false });
    expect(alone({ operator: 3, ...collected })).toMatchObject({ verdict: 'harvesting', rejected: false });
  });

  test('is of the evidence for it: purpose counts towards harvesting alone', () => {
    // Two questions are asked of each group; four fifths of the budget is for the operator's.
    expect(alone({ operator: 1e4 }).bound).toBeCloseTo(1 / (1e4 * 0.8), 12);
    expect(alone({ operator: 1e4, ...collected }).bound).toBeCloseTo(1 / (2e5 * 0.8), 12);
    expect(alone({ operator: 1e4, purpose: 20, purposeP: 0.06 }).bound).toBeCloseTo(1 / (1e4 * 0.8), 12);
    expect(alone({ pool: 1e5 }).bound).toBeCloseTo(1 / (1e5 * 0.2), 12);
  });

  test('carries the bound of what it says, where more could be said', () => {
    const both = alone({ operator: 1e6, pool: 2e4 });
    expect(both.verdict).toBe('pooled-access');
    expect(both.bound).toBeCloseTo(1 / (2e4 * 0.2), 12);
    const harvest = alone({ operator: 2e4, pool: 1e4, ...collected });
    expect(harvest.verdict).toBe('harvesting');
    expect(harvest.bound).toBeCloseTo(1 / (2e4 * 20 * 0.8), 12);
  });
});

describe('over all groups', () => {
  const e = fc.double({ min: -2, max: 7, noNaN: true }).map(log => 10 ** log);
  const figures = fc.record({ operator: e, pool: e, purpose: e, purposeP: fc.constantFrom(0.001, 0.5) });
  const round = fc.record({
    all: fc.array(figures, { minLength: 1, maxLength: 10 }),
    unlisted: fc.nat(50),
    alpha: fc.constantFrom(0.001, 0.01, 0.1),
  });

  test('a group is rejected where its bound is at most alpha, and a larger alpha rejects no fewer', () => {
    let rejections = 0;
    fc.assert(
      fc.property(round, ({ all, unlisted, alpha }) => {
        const candidates = all.map(one => candidateOf(group, one));
        const judged = judge(candidates, all.length + unlisted, alpha);
        expect(judged.map(({ candidate }) => candidate)).toEqual(candidates);
        const laxer = judge(candidates, all.length + unlisted, 2 * alpha);
        judged.forEach(({ rejected, bound, verdict }, i) => {
          expect(rejected).toBe(bound <= alpha);
          expect(bound).toBeGreaterThan(0);
          if (rejected) {
            rejections++;
            expect(laxer[i]!.rejected).toBe(true);
          }
          const { purpose, purposeP } = all[i]!;
          if (verdict === 'harvesting') expect(purposeP <= 0.05 && purpose > 1).toBe(true);
        });
      }),
    );
    expect(rejections).toBeGreaterThan(0);
  });

  test('each that was tested costs, and weights say how much', () => {
    const one = candidateOf(group, { operator: 1e4 });
    expect(judge([one], 100, 0.01)[0]!.bound).toBeCloseTo(100 * judge([one], 1, 0.01)[0]!.bound, 9);
    const heavy = candidateOf(group, { operator: 1e4, weight: 5 });
    expect(judge([heavy], 100, 0.01)[0]!.bound).toBeCloseTo(20 * judge([one], 1, 0.01)[0]!.bound, 9);
  });
});

describe('what is not reported', () => {
  test('is what an innocent explanation that is not ruled out holds back, however strong', () => {
    const held = alone({ operator: 1e9, ...collected, heldBackBy: 'a benchmark' });
    expect(held.rejected).toBe(true);
    expect(innocent(held)).toMatchObject({ explanation: 'a benchmark', verdict: 'not ruled out' });
    expect(innocent(alone({ operator: 1e9, ...collected }))).toBeUndefined();
  });

  test('is told of as the nearest miss: the least bound, how many accounts, and why', () => {
    const small = group.slice(2);
    const judged = judge(
      [
        candidateOf(group, { operator: 1e9, ...collected }),
        candidateOf(small, { operator: 40 }),
        candidateOf(group, { operator: 2 }),
      ],
      3,
      0.01,
    );
    expect(nearestMiss(judged, streams)).toEqual({
      accounts: 8,
      members: namesOf(small),
      verdict: 'watch',
      held_back_by: null,
      error_bound: judged[1]!.bound,
      reason: 'the evidence could be chance',
    });
    const held = candidateOf(group, { operator: 1e7, ...collected, heldBackBy: 'a benchmark' });
    const judgedToo = judge([held, candidateOf(small, { operator: 40 })], 2, 0.01);
    expect(nearestMiss(judgedToo, streams)).toEqual({
      accounts: 10,
      members: namesOf(group),
      verdict: 'harvesting',
      held_back_by: 'a benchmark',
      error_bound: judgedToo[0]!.bound,
      reason: 'not ruled out: a benchmark',
    });
  });

  test('could be chance, where an explanation was not needed', () => {
    const weak = judge([candidateOf(group, { operator: 2, heldBackBy: 'a benchmark' })], 1, 0.01);
    expect(nearestMiss(weak, streams)).toMatchObject({
      reason: 'the evidence could be chance',
      held_back_by: 'a benchmark',
    });
  });

  test('names twenty of its accounts at most, each once, the most certain first', () => {
    const many = worldOf(Array.from({ length: 30 }, () => [{}, {}])).streams;
    const all = candidateOf(Uint32Array.from({ length: many.count }, (_, s) => s));
    all.posterior.fill(0.5);
    // The second stream of one account, and the first of another.
    all.posterior[2 * 17 + 1] = 0.99;
    all.posterior[2 * 4] = 0.7;
    const { accounts, members } = nearestMiss(judge([all], 1, 0.01), many)!;
    expect([accounts, members.length, new Set(members).size]).toEqual([30, 20, 20]);
    expect(members.slice(0, 2)).toEqual([many.accounts[17], many.accounts[4]]);
    expect(members.slice(2)).toEqual(members.slice(2).toSorted());
  });

  test('is nothing where every group is reported, or none was tested', () => {
    expect(nearestMiss([alone({ operator: 1e9 })], streams)).toBeNull();
    expect(nearestMiss([], streams)).toBeNull();
  });
});
