import { describe, expect, test } from 'vitest';
import type { Habit } from './habits.ts';
import { multinomial, uniforms } from './testing/draws.ts';
import { type Days, habitOf } from './testing/habit.ts';

const everyone = (accounts: readonly Days[]) => accounts.map((_, i) => i);
const kept = (accounts: readonly Days[]) => habitOf(accounts).of(everyone(accounts));

/** So many accounts that draw from a mix of values of their own on each of some days. */
function drawn(seed: number, accounts: number, mixOf: (account: number) => readonly number[]): Days[] {
  const uniform = uniforms(seed);
  return Array.from({ length: accounts }, (_, account) =>
    Array.from({ length: 2 + Math.floor(uniform() * 6) }, () => {
      const counts = multinomial(uniform, 1 + Math.floor(uniform() * 20), mixOf(account));
      return Object.fromEntries(counts.map((n, v) => [`v${v}`, n] as const).filter(([, n]) => n > 0));
    }),
  );
}

const average = (figures: readonly number[]) => figures.reduce((a, b) => a + b, 0) / figures.length;

describe('how far accounts keep to ways of their own', () => {
  test('is 1 where each has one way, whichever others have it too', () => {
    expect(kept(Array.from({ length: 6 }, (_, i) => [{ [`own${i}`]: 3 }, { [`own${i}`]: 40 }]))).toBe(1);
    expect(kept(Array.from({ length: 40 }, (_, i) => [{ [`own${i % 3}`]: 3 }, { [`own${i % 3}`]: 4 }]))).toBe(
      1,
    );
  });

  test('is about 1 where one exchange in twenty strays', () => {
    const figure = kept(
      drawn(1, 60, account => [...new Array(60).keys()].map(v => (v === account ? 0.95 : 0.05 / 59))),
    );
    expect(figure).toBeGreaterThan(0.85);
    expect(figure).toBeLessThan(1);
  });

  test.each([
    ['level', [0.25, 0.25, 0.25, 0.25]],
    ['skewed', [0.8, 0.1, 0.06, 0.04]],
  ])('is 0 within noise where every exchange draws from one mix, whatever the account (%s)', (_, mix) => {
    const figures = Array.from({ length: 40 }, (_, seed) => kept(drawn(seed + 1, 60, () => mix)));
    expect(Math.abs(average(figures))).toBeLessThan(0.01);
    for (const figure of figures) expect(Math.abs(figure)).toBeLessThan(0.12);
    expect(Math.min(...figures)).toBeLessThan(0);
  });

  test('is the intraclass correlation of accounts that take half of their exchanges from one mix', () => {
    // Half its own way and half a coin: J_within = 1/4 + 1/8, the pairs of both halves agreeing by the coin only.
    const figures = Array.from({ length: 20 }, (_, seed) =>
      kept(
        drawn(seed + 1, 60, account => [
          0.25,
          0.25,
          ...new Array(60).fill(0).map((_, v) => (v === account ? 0.5 : 0)),
        ]),
      ),
    );
    const [within, between] = [1 / 4 + 1 / 8, 1 / 8];
    expect(Math.abs(average(figures) - (within - between) / (1 - between))).toBeLessThan(0.02);
  });

  test('does not tell a day from another: one that only differs by day is no way of its own', () => {
    const fashion: Days = [{ monday: 9 }, { tuesday: 9 }];
    expect(kept(new Array(8).fill(fashion))).toBeLessThan(0);
  });

  test('cannot be told where nearly all show the same', () => {
    const alike = (others: number): Days[] => [
      ...new Array(100 - others).fill([{ common: 5 }, { common: 5 }]),
      ...new Array(others).fill([{ rare: 5 }, { rare: 5 }]),
    ];
    expect(kept(alike(0))).toBeNaN();
    expect(kept(alike(2))).toBeNaN();
    expect(kept(alike(10))).toBe(1);
  });

  test('cannot be told of fewer than five accounts that were seen on two days', () => {
    const regular = (i: number): Days => [{ [`own${i}`]: 3 }, { [`own${i}`]: 3 }];
    const once = (i: number): Days => [{ [`own${i}`]: 300 }];
    expect(kept([0, 1, 2, 3].map(regular))).toBeNaN();
    expect(kept([...[0, 1, 2, 3].map(regular), ...[4, 5, 6, 7].map(once)])).toBeNaN();
    expect(kept([...[0, 1, 2, 3, 4].map(regular), []])).toBe(1);
    expect(kept([])).toBeNaN();
  });

  test('gives each account the same say, whatever its volume', () => {
    const world = (loud: number) => [
      ...Array.from({ length: 9 }, (_, i): Days => [{ [`own${i}`]: 2 }, { [`own${i}`]: 2 }]),
      [
        { a: loud, b: loud },
        { a: loud, b: loud },
      ],
    ];
    expect(kept(world(1))).toBeCloseTo(kept(world(10_000)), 6);
  });

  test('is of the accounts asked for and of no others, in any order, as often as it is asked', () => {
    const accounts = [
      ...drawn(3, 30, account => [...new Array(30).keys()].map(v => (v === account ? 0.9 : 0.1 / 29))),
      ...drawn(4, 30, () => [0.4, 0.3, 0.3]),
    ];
    const habit: Habit = habitOf(accounts);
    const [own, queue] = [everyone(accounts).slice(0, 30), everyone(accounts).slice(30)];
    const alone = (part: readonly number[]) => kept(part.map(a => accounts[a]!));
    for (let again = 0; again < 3; again++) {
      expect(habit.of(own)).toBe(alone(own));
      expect(habit.of(new Set(queue))).toBe(alone(queue));
      expect(habit.of(everyone(accounts).reverse())).toBeCloseTo(kept(accounts), 9);
      expect(habit.of([0, 1])).toBeNaN();
    }
  });
});
