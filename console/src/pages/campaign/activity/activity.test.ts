import { describe, expect, it } from 'vitest';
import { activityView } from '../../../../testing/views.ts';
import { clockOf } from '../../../text/time.ts';
import { difference, ratio, rhythmOf, sumOf } from './rhythm.ts';
import { stacked, stretchOf, wholeOf } from './stretch.ts';

const utc = clockOf('utc');

describe('a stretch of the activity', () => {
  const view = activityView(20);
  const [from, to] = wholeOf(view);
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

  it('loses nothing by days, and shows hours of what is short', () => {
    const days = stretchOf(view, from, to, utc);
    expect(days.times).toHaveLength(20);
    expect(days.models.map(({ values }) => sum(values))).toEqual(
      view.models.map(({ exchanges }) => sum(exchanges)),
    );
    const hours = stretchOf(view, from + 86_400_000, from + 2 * 86_400_000, utc);
    expect(hours.step).toBe(3_600_000);
    expect(hours.others).toEqual(view.others.slice(24, 48));
    expect(stacked(hours.models).at(-1)).toEqual(sumOf(view).slice(24, 48));
  });

  it('puts what comes after seven models together', () => {
    const many = activityView(
      20,
      Array.from({ length: 10 }, (_, i) => `m${i}`),
    );
    const { models } = stretchOf(many, from, to, utc);
    expect(models.map(({ model }) => model).slice(6)).toEqual(['m6', '3 other models']);
    expect(stacked(models).at(-1)).toEqual(
      stretchOf({ ...many, models: [{ ...many.models[0]!, exchanges: sumOf(many) }] }, from, to, utc)
        .models[0]!.values,
    );
  });
});

describe('the rhythm of a day', () => {
  const always = Array.from({ length: 24 * 14 }, () => 100);
  const byDay = always.map((_, i) => (i % 24 >= 8 && i % 24 < 20 ? 100 : 20));
  const rhythm = (values: number[]) => rhythmOf('2026-04-20T00:00:00.000Z', values, utc);

  it('says what differs from everybody else', () => {
    const { says, distance } = difference(rhythm(always), rhythm(byDay))!;
    expect(says[0]).toMatch(
      /^At 0\d:00 the campaign sends as much as at \d\d:00, everybody else a fifth as much\.$/,
    );
    expect(distance).toBeCloseTo(1 / 3);
    expect(says[2]).toContain('29% of its exchanges, everybody else 29%');
  });

  it('says so where nothing differs, and nothing where there is nobody else', () => {
    expect(difference(rhythm(byDay), rhythm(byDay))!.says[0]).toContain('is like everybody else');
    expect(difference(rhythm(byDay), rhythm(always.map(() => 0)))).toBeNull();
  });

  it('knows hours that nobody looked at from those in which nothing was sent', () => {
    const { days, cells } = rhythmOf('2026-04-20T06:00:00.000Z', [0, 5], utc);
    expect(days).toHaveLength(1);
    expect([...cells.slice(5, 9)]).toEqual([Number.NaN, 0, 5, Number.NaN]);
  });

  it('names ratios as people do', () => {
    expect([1, 0.52, 0.19, 0.01, 1.6].map(ratio)).toEqual([
      'as much',
      'half',
      'a fifth',
      '1%',
      '1.6 times as much',
    ]);
  });
});
