import { describe, expect, it } from 'vitest';
import { clean, cleanLine } from './clean.ts';
import { csvOf } from './export.ts';
import { percent, signed, small } from './number.ts';
import { moment, span } from './time.ts';

describe('texts', () => {
  it('shows what cannot be seen, and leaves the rest', () => {
    expect(clean('a\u202eb\u001b[31mc\u200bd\u0000\ue0001')).not.toMatch(/[\u202e\u001b\u200b\u0000]/);
    expect(clean('Grüße, 漢字, عربى 😀\n')).toBe('Grüße, 漢字, عربى 😀\n');
    expect(cleanLine('a\n\tb')).toBe('a b');
  });

  it('never says nothing of something, or all of nearly all', () => {
    expect([0, 1e-6, 0.31, 0.9999, 1].map(percent)).toEqual(['0%', '<0.1%', '31%', '>99.9%', '100%']);
    expect([1e-12, 4e-4, 0.01].map(small)).toEqual(['10⁻¹²', '4 × 10⁻⁴', '0.01']);
    expect([2.31, -0.04, -1].map(n => signed(n))).toEqual(['+2.3', '±0.0', '−1.0']);
  });

  it('tells times', () => {
    expect(moment('2026-04-22T03:14:07.123Z', 'utc')).toBe('2026-04-22 03:14');
    expect([30_000, 12 * 60_000, 3 * 3_600_000, 76 * 3_600_000].map(span)).toEqual([
      '1 min',
      '12 min',
      '3 h',
      '3 d 4 h',
    ]);
  });

  it('writes tables that no spreadsheet runs', () => {
    const columns = [
      { name: 'a', value: (row: { a: unknown }) => row.a },
      { name: 'b,c', value: () => 1 },
    ];
    expect(csvOf(columns, [{ a: '=1+1' }, { a: 'x"y' }, { a: -2 }])).toBe(
      'a,"b,c"\r\n\'=1+1,1\r\n"x""y",1\r\n-2,1\r\n',
    );
  });
});
