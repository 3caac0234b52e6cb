import type { Test } from './test.ts';

export const identity: readonly Test[] = [
  {
    signal: 'shared-payments',
    family: 'identity',
    asks: ['pool'],
    of: profile => profile.payments,
    show: figure => `${Math.round(figure * 100)}%`,
    summary: (own, ordinary) =>
      `${own} of the accounts pay with something no other of the group pays with; in comparable groups ${ordinary}`,
    against: 'A company pays for all of its seats; then it says who it is, or volumes and habits differ.',
  },
];
