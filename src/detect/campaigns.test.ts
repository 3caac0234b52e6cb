import { expect, test } from 'vitest';
import { named } from './campaigns.ts';
import type { Campaign, Role, Verdict } from './document.ts';

const campaignOf = (id: string, verdict: Verdict, from: number, to: number, role: Role = 'bystander') =>
  ({
    id,
    verdict,
    first_seen: '2026-05-01T00:00:00.000Z',
    accounts: Array.from({ length: to - from }, (_, i) => ({ account: `a${from + i}`, membership: 1, role })),
  }) as unknown as Campaign;
const ids = (found: Campaign[], known: Campaign[]) => named(found, known).map(({ id }) => id);

test('a campaign that is seen again keeps its id, a new one is numbered on', () => {
  const known = [campaignOf('SW-2026-0007', 'harvesting', 0, 20, 'harvester')];
  const again = campaignOf('', 'harvesting', 5, 40, 'harvester');
  const other = campaignOf('', 'harvesting', 60, 80, 'harvester');
  expect(ids([again, other], known)).toEqual(['SW-2026-0007', 'SW-2026-0008']);
});

test('a pool around a known harvest does not take its place', () => {
  const known = [campaignOf('SW-2026-0001', 'harvesting', 0, 20, 'harvester')];
  expect(ids([campaignOf('', 'pooled-access', 0, 50)], known)).toEqual(['SW-2026-0002']);
});

test('a pool that turns out to be a harvest keeps its id', () => {
  const known = [campaignOf('SW-2026-0001', 'pooled-access', 0, 50)];
  expect(ids([campaignOf('', 'harvesting', 0, 20, 'harvester')], known)).toEqual(['SW-2026-0001']);
});
