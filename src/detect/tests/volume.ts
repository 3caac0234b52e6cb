import type { Test } from './test.ts';

export const volume: readonly Test[] = [
  {
    signal: 'level-volumes',
    family: 'volume',
    asks: ['operator', 'pool'],
    of: profile => profile.volume,
    show: figure => Math.exp(Math.max(0, figure)).toFixed(2),
    summary: (own, ordinary) =>
      `the accounts' volumes are level: they spread by a factor of ${own}, in comparable groups by ${ordinary}`,
    against:
      'A benchmark gives everyone the same number of requests too; then the days differ, and the prompts are the same.',
  },
];
