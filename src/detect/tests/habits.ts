import { type Test, twoDigits } from './test.ts';

/** Where accounts keep more than half of a way of their own, each has a person behind it. */
const HALF = 0.5;

export const habits: readonly Test[] = [
  {
    signal: 'no-own-parameters',
    family: 'habits',
    asks: ['pool'],
    of: profile => profile.parameters,
    upTo: HALF,
    show: twoDigits,
    summary: (own, ordinary) =>
      `an account's parameters on one day tell little of its parameters on another: it keeps ${own} of a way of its own, accounts of comparable groups ${ordinary}`,
    against: 'A program that chooses its parameters does so for everyone who uses it; then volumes differ.',
  },
  {
    signal: 'no-own-network',
    family: 'network',
    asks: ['pool'],
    of: profile => profile.networks,
    upTo: HALF,
    show: twoDigits,
    summary: (own, ordinary) =>
      `any account may come from any of the group's networks on any day: it keeps ${own} of networks of its own, accounts of comparable groups ${ordinary}`,
    against: 'A company or a campus has networks in common too; then volumes and habits differ.',
  },
];
