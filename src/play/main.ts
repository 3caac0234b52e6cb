import { setPriority } from 'node:os';
import { play } from './play.ts';

// What a service starts for a play: node main.js OPTIONS. Everything else of this machine goes first, and it never outlives
// who started it.

setPriority(10);
process.on('disconnect', () => process.exit(1));
play(JSON.parse(process.argv.at(-1)!)).then(
  () => process.exit(0),
  error => {
    console.error(`stillwatch range play: ${(error as Error).message}`);
    process.exit(1);
  },
);
