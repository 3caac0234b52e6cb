import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Spending } from './spending.ts';

const of = (now: number[], before = now.map(() => 0)) => ({
  spending: new Spending(
    { keys: new Uint32Array(2 * now.length), exchanges: Float64Array.from(now) },
    Float64Array.from(before),
    0.7,
  ),
  group: Uint32Array.from(now, (_, s) => s),
});

describe('the budget of false alarms', () => {
  const history = fc.array(fc.array(fc.nat(3000), { minLength: 1, maxLength: 12 }), {
    minLength: 1,
    maxLength: 6,
  });

  test('is spent once, however many looks it is spent on', () => {
    fc.assert(
      fc.property(history, steps => {
        const streams = steps[0]!.length;
        let before = new Array<number>(streams).fill(0);
        let spent = 0;
        for (const step of steps) {
          const now = before.map((n, s) => n + (step[s] ?? 0));
          const { spending, group } = of(now, before);
          spent += spending.share(group);
          before = now;
        }
        const { spending, group } = of(before);
        // Looking many times costs what looking once at the end costs, and never more than there is.
        expect(spent).toBeCloseTo(spending.share(group), 9);
        expect(spent).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  test('of a group is that of its streams on average', () => {
    const { spending } = of([1, 100, 1000]);
    const share = (...streams: number[]) => spending.share(Uint32Array.from(streams));
    expect(share(0, 1, 2)).toBeCloseTo((share(0) + share(1) + share(2)) / 3);
    expect(share(0)).toBe(0);
    expect(share(2)).toBe(1);
  });

  test('is not given back where a part of the time shows less than was looked at before', () => {
    const { spending, group } = of([3, 4], [50, 2]);
    expect(spending.share(group)).toBe(of([4], [2]).spending.share(Uint32Array.of(0)) / 2);
  });
});

describe('a look is due', () => {
  const due = (now: number[], before?: number[]) => {
    const { spending, group } = of(now, before);
    return spending.isDue(group);
  };

  test('once the accounts have sent about three each', () => {
    expect(due([1, 2, 2, 3])).toBe(false);
    expect(due([2, 3, 3, 4])).toBe(true);
  });

  test('and again when they have sent two thirds more', () => {
    expect(due([40, 40], [32, 32])).toBe(false);
    expect(due([54, 54], [32, 32])).toBe(true);
    expect(due([32, 90], [32, 32])).toBe(true);
  });
});
