import type { Restriction } from '../../decision.ts';
import type { Facts } from '../../facts.ts';

/** Facts of an account that nothing is known of, but for what is given. */
export const factsOf = (more: Partial<Facts> = {}): Facts => ({
  account: 'acct_1',
  model: 'opus',
  channel: '',
  attributes: [],
  plan: '',
  program: '',
  verification: '',
  attested: [],
  ...more,
});

export const contained = (grade: Restriction): NonNullable<Facts['containment']> => ({
  action: 'act_1',
  campaign: 'SW-2026-0001',
  grade,
  until: '2026-06-19T00:00:00Z',
  reference: 'r-7f3a',
});
