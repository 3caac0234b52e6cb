import { expect, test } from 'vitest';
import { DAY, HOUR, Steps } from './series.ts';

test('values are summed into their steps; what lies outside is left out', () => {
  const steps = new Steps(HOUR, 10, 12);
  expect(steps.from).toBe('1970-01-01T10:00:00.000Z');
  const rows = [9, 10, 12, 12, 13].map(at => ({ at }));
  expect(
    steps.sum(
      rows,
      one => one.at,
      () => 2,
    ),
  ).toEqual([2, 0, 4]);
});

test('the newest steps are kept where there are too many', () => {
  const steps = new Steps(DAY, 0, 99, 10);
  expect([steps.first, steps.length, steps.zeros().length]).toEqual([90, 10, 10]);
  expect(new Steps(HOUR, 5, 4).zeros()).toEqual([]);
});
