import { type Test, twoDigits } from './test.ts';

export const rhythm: readonly Test[] = [
  {
    signal: 'same-hours',
    family: 'rhythm',
    asks: ['operator'],
    of: profile => profile.hours,
    show: twoDigits,
    summary: (own, ordinary) =>
      `all accounts keep the same hours: their daily rhythms differ by ${own} of what is possible, in comparable groups by ${ordinary}`,
    against:
      'People of one town share a day, yet each has a rhythm of their own; comparable groups include such.',
  },
  {
    signal: 'same-days',
    family: 'rhythm',
    asks: ['operator'],
    of: profile => profile.parts,
    show: twoDigits,
    summary: (own, ordinary) =>
      `all accounts are active on the same days: they differ by ${own} of what is possible, in comparable groups by ${ordinary}`,
    against: 'A launch or a deadline brings people together for days, not throughout.',
  },
  {
    signal: 'same-active-hours',
    family: 'rhythm',
    way: 'active',
    asks: ['operator'],
    of: profile => profile.activeHours,
    show: twoDigits,
    summary: (own, ordinary) =>
      `all accounts are active in the same hours of the day, however much they send then: differences ${own}, in comparable groups ${ordinary}`,
    against:
      'People of one town share a day, yet each has a rhythm of their own; comparable groups include such.',
  },
  {
    signal: 'same-active-days',
    family: 'rhythm',
    way: 'active',
    asks: ['operator'],
    of: profile => profile.activeParts,
    show: twoDigits,
    summary: (own, ordinary) =>
      `all accounts are active at the same time of the period, however much they send then: differences ${own}, in comparable groups ${ordinary}`,
    against: 'A launch or a deadline brings people together for days, not throughout.',
  },
];
