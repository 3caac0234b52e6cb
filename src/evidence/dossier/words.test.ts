import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible, visibleLines } from './visible.ts';
import { bound, day, daysTouched, listed, mean, moment, percent, pValue, whole } from './words.ts';

describe('numbers', () => {
  it.each([
    [0, '0'],
    [1234, '1,234'],
    [28_812_344, '28,812,344'],
  ])('whole(%d) is %s', (n, text) => expect(whole(n)).toBe(text));
  it.each([
    [1152.4, '1,152'],
    [116.84, '117'],
    [25.6, '25.6'],
    [2.6, '2.60'],
  ])('mean(%d) is %s', (n, text) => expect(mean(n)).toBe(text));
  it.each([
    [0.2064, '21%'],
    [0.004, '0.4%'],
    [0.9987, 'over 99%'],
    [1, '100%'],
    [0, '0%'],
  ])('percent(%d) is %s', (n, text) => expect(percent(n)).toBe(text));
  it.each([
    [7.7246e-8, '1 in 12,900,000'],
    [0.00412, '0.42%'],
    [0.01, '1%'],
    [0.001, '0.1%'],
    [1 / 2500, '1 in 2,500'],
    [1e-20, '1 in 10^20'],
    [0, 'less than 1 in 10^300'],
    [1, '100%'],
  ])('bound(%d) is %s', (p, text) => expect(bound(p)).toBe(text));
  it.each([
    [0.0723, '0.072'],
    [0.0088119, '0.009'],
    [0.0003038, '0.0003'],
    [1e-7, 'below 0.0001'],
  ])('pValue(%d) is %s', (p, text) => expect(pValue(p)).toBe(text));

  it('never states a bound below the figure', () => {
    const stated = (text: string) =>
      text.endsWith('%')
        ? Number.parseFloat(text) / 100
        : 1 / Number(text.replace('1 in ', '').replaceAll(',', '').replace('10^', '1e'));
    fc.assert(
      fc.property(fc.double({ min: 1e-30, max: 1, noNaN: true }), p => {
        expect(stated(bound(p))).toBeGreaterThanOrEqual(p * (1 - 1e-9));
      }),
    );
  });
});

it('says times in UTC', () => {
  expect(day('2026-06-05T23:59:59.999Z')).toBe('5 June 2026');
  expect(moment('2026-04-22T03:00:00.000Z')).toBe('22 April 2026, 03:00 UTC');
  expect(daysTouched('2026-04-22T00:00:00.000Z', '2026-06-06T00:00:00.000Z')).toBe(45);
  expect(daysTouched('2026-04-22T23:00:00.000Z', '2026-04-23T01:00:00.000Z')).toBe(2);
  expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
});

it('makes what is hidden visible, and leaves the rest as it is', () => {
  expect(visible('a\u202eb')).toBe('a‹U+202E›b');
  expect(visible('Größe 中文 שלום')).toBe('Größe 中文 שלום');
  expect(visible('a\nb')).toBe('a b');
  expect(visibleLines('a\r\nb\tc')).toBe('a\nb    c');
  expect(visible(`e${'\u0301'.repeat(6)}`)).toBe(`e${'\u0301'.repeat(4)}‹U+0301›‹U+0301›`);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(visible(visible(text))).toBe(visible(text));
    }),
  );
});
