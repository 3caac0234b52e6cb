import { type Test, twoDigits } from './test.ts';

export const timing: readonly Test[] = [
  {
    signal: 'steady-gaps',
    family: 'timing',
    asks: ['operator'],
    of: profile => profile.burstiness,
    show: twoDigits,
    summary: (own, ordinary) =>
      `requests come without the bursts that people make: burstiness ${own}, in comparable groups ${ordinary}`,
    against:
      'A timer or a batch job is steady too, but one owner has few accounts, and each keeps its own hours.',
  },
  {
    signal: 'no-sittings',
    family: 'timing',
    asks: ['operator'],
    of: profile => profile.sitting,
    show: figure => Math.exp(figure).toFixed(1),
    summary: (own, ordinary) =>
      `there are ${own} exchanges to a sitting; people in comparable groups make ${ordinary}`,
    against:
      'A person who asks one thing now and then has short sittings too; hundreds with level volumes do not.',
  },
];
