import { expect, it } from 'vitest';
import { behindOf } from './behind.ts';

const log = { last_hour: '2026-05-12T10:00:00.000Z', entries: { record: 3 }, campaigns: 1 } as never;
const stored = (last: string | null, more: object = {}) => ({ last, records: 3, campaigns: 1, ...more });
const now = new Date('2026-05-12T12:30:00.000Z');

it('an hour that is under way is not missing yet, and one that is over is', () => {
  const at = (last: string | null) => behindOf(log, stored(last), now).hours;
  expect(at('2026-05-12T10:59:00.000Z')).toBe(0);
  expect(at('2026-05-12T11:59:00.000Z')).toBe(1);
  expect(at('2026-05-12T12:29:00.000Z')).toBe(1);
  expect(at(null)).toBe(0);
  expect(behindOf(log, stored('2026-05-12T12:00:00.000Z', { records: 4 }), now).isBehind).toBe(true);
  expect(behindOf(log, null, now).isBehind).toBe(false);
});
