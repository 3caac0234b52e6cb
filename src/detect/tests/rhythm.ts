import { type Test, twoDigits } from './test.ts';

const rhythmic = { family: 'rhythm', asks: ['operator'], show: twoDigits } as const;
const ofHours = {
  ...rhythmic,
  against:
    'People of one town share a day, yet each has a rhythm of their own; comparable groups include such.',
};
const ofDays = {
  ...rhythmic,
  against: 'A launch or a deadline brings people together for days, not throughout.',
};

export const rhythm: readonly Test[] = [
  {
    ...ofHours,
    signal: 'same-hours',
    of: profile => profile.hours,
    summary: (own, ordinary) =>
      `all accounts keep the same hours: their daily rhythms differ by ${own} of what is possible, in comparable groups by ${ordinary}`,
  },
  {
    ...ofDays,
    signal: 'same-days',
    of: profile => profile.parts,
    summary: (own, ordinary) =>
      `all accounts are active on the same days: they differ by ${own} of what is possible, in comparable groups by ${ordinary}`,
  },
  {
    ...ofHours,
    signal: 'same-active-hours',
    way: 'active',
    of: profile => profile.activeHours,
    summary: (own, ordinary) =>
      `all accounts are active in the same hours of the day, however much they send then: differences ${own}, in comparable groups ${ordinary}`,
  },
  {
    ...ofDays,
    signal: 'same-active-days',
    way: 'active',
    of: profile => profile.activeParts,
    summary: (own, ordinary) =>
      `all accounts are active at the same time of the period, however much they send then: differences ${own}, in comparable groups ${ordinary}`,
  },
];
