import { run } from './cli.ts';

process.exitCode = await run(process.argv.slice(2), {
  out: text => process.stdout.write(text),
  error: text => process.stderr.write(text),
  width: Math.min(process.stdout.columns || 100, 110),
});
