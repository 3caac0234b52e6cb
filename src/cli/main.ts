import { processIo } from './io.ts';
import { run } from './program.ts';
import { Stopped } from './stop.ts';

// `stillwatch … | head`: whoever reads has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  process.exitCode = await run(process.argv.slice(2), processIo());
} catch (error) {
  if (!(error instanceof Stopped)) throw error;
  // Work may still be under way; it is not waited for.
  process.exit(error.status);
}
