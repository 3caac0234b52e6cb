import { expect, it } from 'vitest';
import { activityPlot, barsOf } from './plot.ts';

const hours = (n: number, each = 1): [string, number][] =>
  Array.from({ length: n }, (_, i) => [
    new Date(Date.UTC(2026, 3, 22, 9) + i * 3_600_000).toISOString(),
    each,
  ]);
const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);

it.each([
  [1, 'hour', 1],
  [48, 'hour', 48],
  [1080, 'day', 46],
  [5000, 'week', 30],
  [50_000, 'bar', 75],
])('of %d hours has bars of an %s', (n, name, bars) => {
  const plot = barsOf(hours(n))!;
  expect(plot.name).toBe(name);
  expect(plot.counts).toHaveLength(bars);
  expect(sum(plot.counts)).toBe(n);
});

it('shows pauses, adds what is given twice, and leaves out what is no time', () => {
  const [[first]] = hours(1) as [[string, number]];
  const plot = barsOf([
    [first, 2],
    [first, 3],
    ['2026-04-25T00:00:00.000Z', 7],
    ['never', 9],
  ])!;
  expect(sum(plot.counts)).toBe(12);
  expect(plot.counts.filter(n => n === 0).length).toBeGreaterThan(50);
  expect(activityPlot([])).toEqual([]);
  expect(activityPlot([['never', 1]])).toEqual([]);
});

it('says in words what it shows', () => {
  const [plot] = activityPlot(hours(1080, 10));
  expect(plot).toMatchObject({
    kind: 'plot',
    alternative:
      'Bar chart of exchanges a day, from 22 April 2026 to 6 June 2026. Greatest: 240 (23 April 2026); median: 240; least: 90.',
  });
});
