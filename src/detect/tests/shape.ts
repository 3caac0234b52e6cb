import type { Test } from './test.ts';

export const shape: readonly Test[] = [
  {
    signal: 'standalone-requests',
    family: 'shape',
    asks: ['purpose'],
    of: profile => -profile.standalone,
    show: figure => `${Math.round(-figure * 100)}%`,
    summary: (own, ordinary) =>
      `${own} of the requests stand alone, without a conversation; in comparable groups ${ordinary}`,
    against:
      'Many programs send standalone requests. It says what is done, and counts only beside the signs of one operator.',
  },
  {
    signal: 'long-answers',
    family: 'shape',
    // Answers are collected for their length, or, where the model grades what is shown to it, by the thousand and short.
    way: 'long',
    asks: ['purpose'],
    of: profile => -profile.output,
    show: figure => Math.round(Math.exp(-figure)).toString(),
    summary: (own, ordinary) =>
      `answers have ${own} tokens (geometric mean); in comparable groups ${ordinary}`,
    against:
      'Writers and programmers ask for long answers too. It counts only beside the signs of one operator.',
  },
];
