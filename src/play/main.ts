import { setPriority } from 'node:os';
import { play } from './play.ts';

// What a service forks for a play; the last argument is its options. It says when it has begun. Everything else of this machine goes first, and it never outlives
// who started it.

setPriority(10);
process.on('disconnect', () => process.exit(1));
play({
  ...JSON.parse(process.argv.at(-1)!),
  onLine: ({ kind }) => kind === 'begun' && process.send?.(kind),
}).then(
  () => process.exit(0),
  error => {
    console.error(`stillwatch range play: ${(error as Error).message}`);
    process.exit(1);
  },
);
