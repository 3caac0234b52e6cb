import { expect, test } from 'vitest';
import { listed } from './document.ts';

test('a sentence names as many models as fit, the most used first', () => {
  expect(listed({}, String)).toBe('none');
  expect(listed({ haiku: 2, opus: 7, sonnet: 2 }, String)).toBe('opus (7), haiku (2), sonnet (2)');
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`${'m'.repeat(500)}${i}`, i]));
  const text = listed(many, String);
  expect(text.length).toBeLessThan(3500);
  expect(text).toMatch(/^m{500}4999 \(4999\), .*, and 4995 more$/);
});
