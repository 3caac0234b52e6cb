import { expect, test } from 'vitest';
import type { CampaignAccount } from '../detect/index.ts';
import { type PageOptions, People } from './people.ts';

const all = Array.from(
  { length: 25 },
  (_, i): CampaignAccount => ({
    account: `Acct_${String(i).padStart(2, '0')}`,
    membership: (i % 5) / 10,
    role: i % 3 === 0 ? 'cover' : 'harvester',
    ...(i % 4 ? { exchanges: i } : {}),
  }),
);
const page = (options: Partial<PageOptions>) =>
  new People(all).page({ sort: 'membership', order: 'desc', offset: 0, limit: 200, ...options });
const names = (options: Partial<PageOptions>) => page(options).accounts.map(({ account }) => account);

test('pages one after another are the whole, in order; who is equal comes by name', () => {
  const whole = names({});
  expect(whole).toHaveLength(25);
  expect(whole.slice(0, 5)).toEqual(['Acct_04', 'Acct_09', 'Acct_14', 'Acct_19', 'Acct_24']);
  expect([0, 10, 20].flatMap(offset => names({ offset, limit: 10 }))).toEqual(whole);
  expect(page({ offset: 30 })).toEqual({ total: 25, of: 25, accounts: [] });
});

test('by name, by exchanges (none is 0), by role and by a part of the name in whatever case', () => {
  expect(names({ sort: 'account', order: 'asc', limit: 2 })).toEqual(['Acct_00', 'Acct_01']);
  expect(names({ sort: 'exchanges', limit: 2 })).toEqual(['Acct_23', 'Acct_22']);
  expect(names({ sort: 'exchanges', order: 'asc', limit: 2 })).toEqual(['Acct_00', 'Acct_04']);
  expect(page({ role: 'cover' })).toMatchObject({ total: 9, of: 25 });
  expect(names({ search: 'ACCT_1', role: 'cover', sort: 'account', order: 'asc' })).toEqual([
    'Acct_12',
    'Acct_15',
    'Acct_18',
  ]);
});
