import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bound, bytes, compact, enough, likelier, percent, pValue, whole } from './number.ts';
import { balance, bar, sparkline, squeezed } from './plot.ts';
import { clean, cleanTo, columnsOf } from './safe.ts';
import { daysBetween, duration, moment } from './time.ts';
import { wrap } from './wrap.ts';

describe('numbers', () => {
  it.each([
    [0, '0'],
    [5400, '5,400'],
    [99_000, '99,000'],
    [123_456, '123 k'],
    [999_999, '1.0 M'],
    [5_123_000, '5.1 M'],
    [512_300_000, '512 M'],
    [2.5e9, '2.5 G'],
  ])('compact(%d) is %s', (n, text) => expect(compact(n)).toBe(text));

  it.each([
    [0, '0%'],
    [1, '100%'],
    [0.3149, '31%'],
    [0.042, '4.2%'],
    [0.0004, '0.04%'],
    [0.9999, '99+%'],
  ])('percent(%d) is %s', (n, text) => expect(percent(n)).toBe(text));

  it.each([
    [0.0004, '1 in 2,500'],
    [0.01, '1%'],
    [0.0123, '1.3%'],
    [0.00123, '0.13%'],
    [0.5, '50%'],
    [1e-12, '1 in 10^12'],
    [0, 'below 1 in 10^300'],
    [1, '100%'],
  ])('bound(%d) is %s', (p, text) => expect(bound(p)).toBe(text));

  it('never states a bound below the figure', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-7, max: 1, noNaN: true }), p => {
        const text = bound(p).replaceAll(',', '');
        const stated = text.endsWith('%')
          ? Number.parseFloat(text) / 100
          : 1 / Number(text.replace('1 in ', '').replace('10^7', '1e7'));
        expect(stated).toBeGreaterThanOrEqual(p * (1 - 1e-9));
      }),
    );
  });

  it('names a number of two digits that is enough, and no more than it must be', () => {
    expect([0.0213, 0.02, 0.016, 0.0999, 0.5, 3.2e-7, 0.996].map(enough)).toEqual([
      0.022, 0.02, 0.016, 0.1, 0.5, 3.2e-7, 1,
    ]);
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1, noNaN: true }), p => {
        expect(enough(p)).toBeGreaterThanOrEqual(p);
        expect(enough(p)).toBeLessThanOrEqual(p * 1.2);
      }),
    );
  });

  it('reads likelihood ratios aloud', () => {
    expect(likelier(41.2)).toBe('10^18 times likelier under one operator');
    expect(likelier(Math.log(38))).toBe('38 times likelier under one operator');
    expect(likelier(-Math.log(2.5))).toBe('2.5 times likelier under independent people');
    expect(likelier(0)).toContain('as likely');
  });

  it('writes the rest', () => {
    expect(whole(1234567.4)).toBe('1,234,567');
    expect(bytes(999)).toBe('999 B');
    expect(bytes(1_234_567)).toBe('1.2 MB');
    expect([pValue(0), pValue(0.0312), pValue(2e-7)]).toEqual(['p < 1e-300', 'p 0.031', 'p 2e-7']);
  });
});

describe('times', () => {
  it.each([
    [0.44, '0.4 s'],
    [12.3, '12 s'],
    [185, '3 min 05 s'],
    [7800, '2 h 10 min'],
    [86_400 * 21, '21 days'],
    [Number.NaN, '?'],
  ])('duration(%d) is %s', (seconds, text) => expect(duration(seconds)).toBe(text));

  it('names moments and spans', () => {
    expect(moment('2026-04-22T03:14:07.123Z')).toBe('2026-04-22 03:14');
    expect(moment('no\u001b[2Jne')).toBe('none');
    expect(daysBetween('2026-04-22T23:59:00Z', '2026-04-23T00:01:00Z')).toBe(2);
  });
});

describe('plots', () => {
  it('draws a letter a number', () => {
    expect(sparkline([0, 1, 50, 100])).toBe('·▁▅█');
    expect(sparkline([])).toBe('');
    expect(sparkline([0, 0])).toBe('··');
    expect(sparkline(Array(365).fill(3), 60).length).toBeLessThanOrEqual(60);
  });

  it('loses nothing when it squeezes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000)), fc.integer({ min: 1, max: 80 }), (values, width) => {
        const narrow = squeezed(values, width);
        expect(narrow.length).toBeLessThanOrEqual(width);
        const sum = (of: number[]) => of.reduce((a, b) => a + b, 0);
        expect(sum(narrow)).toBe(sum(values));
      }),
    );
  });

  it('draws shares as bars', () => {
    expect(bar(0.5, 10)).toBe('█████');
    expect(bar(0.06, 10)).toBe('▋');
    expect(bar(7, 4)).toBe('████');
    expect(bar(0, 4)).toBe('');
  });

  it('draws what is above 0 to the right of a line, what is below to its left', () => {
    expect(balance(0.5, 4)).toBe('    │██');
    expect(balance(-0.5, 4)).toBe('  ██│');
    expect(balance(-0.6, 4)).toBe(' ▐██│');
    expect([balance(0, 2), balance(7, 2), balance(-7, 2)]).toEqual(['  │', '  │██', '██│']);
  });
});

describe('text from strangers', () => {
  it('is stripped of what a terminal would obey', () => {
    expect(clean('a\u001b[31mb\u001b]0;title\u0007c\u0000\u009b2Jd\u202ee\nf')).toBe('abcde f');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(clean(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });

  it('is cut to a column, wide letters counted as two', () => {
    expect(columnsOf('漢字e\u0301')).toBe(5);
    expect(cleanTo('漢字漢字', 5)).toBe('漢字…');
    expect(cleanTo('short', 5)).toBe('short');
  });

  it('is wrapped within its width, and no letter is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), fc.integer({ min: 20, max: 90 }), (text, width) => {
        const lines = wrap(text, width, '  - ');
        for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(width);
        const letters = lines
          .map(line => line.slice(4))
          .join('')
          .replace(/\s/g, '');
        expect(letters).toBe(text.replace(/\s/g, ''));
      }),
    );
  });
});
