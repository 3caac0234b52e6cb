import { expect, it } from 'vitest';
import { listed } from './listed.ts';

it('lists what there is', () => {
  expect(listed([])).toBe('none');
  expect(listed(['a (1)', 'b (2)'])).toBe('a (1), b (2)');
});

it('ends where there is no more room, and says of how many it is silent', () => {
  expect(listed(['one', 'two', 'three'], 10)).toBe('one, two, and 1 more');
  expect(listed(['one'], 2)).toBe('and 1 more');
  const names = Array.from({ length: 5000 }, (_, i) => `${'m'.repeat(500)}${i}`);
  expect(listed(names).length).toBeLessThan(3800);
});
