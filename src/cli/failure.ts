import { CommanderError } from 'commander';
import { StillwatchError } from '../errors.ts';
import type { Io } from './io.ts';
import { clean } from './text/safe.ts';

/** What the system says most often, and what to do about it. */
const system: Record<string, string> = {
  EACCES: 'Check the permissions, or choose another place.',
  EADDRINUSE: 'Choose another port with --port.',
  EADDRNOTAVAIL: 'Choose an address of this machine with --host.',
  ENOENT: 'Check the path.',
  ENOSPC: 'Free some disk space and run the command again: what was acknowledged is stored.',
  EROFS: 'Choose a place that can be written to.',
};

/** A command line that asks for what is not there is wrong usage; anything else is a failure. */
const usage = new Set(['USAGE', 'SCENARIO_UNKNOWN']);

/**
 * Says on stderr what went wrong and how to mend it, and gives the exit status. `hint` is the help to name where
 * the command line itself was wrong.
 */
export function explain(error: unknown, io: Io, hint: string): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0; // help or version was asked for
    if (error.code === 'commander.help') return 2; // the help was printed instead of an error
    io.err(`stillwatch: ${clean(error.message.replace(/^error: /, '').replace(/\n/g, ' '))}\nTry: ${hint}\n`);
    return 2;
  }
  const { message, code, mend } = wordsOf(error);
  io.err(`stillwatch: ${clean(message)}${code ? ` (${code})` : ''}\n${clean(mend)}\n`);
  if (io.env['STILLWATCH_DEBUG'] === '1') io.err(`${trace(error)}\n`);
  return code && usage.has(code) ? 2 : 1;
}

function wordsOf(error: unknown): { message: string; code?: string; mend: string } {
  if (error instanceof StillwatchError) return error;
  const { message = String(error), code } = (error ?? {}) as { message?: string; code?: unknown };
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code))
    return { message, code, mend: system[code] ?? 'The operating system refused; the message says what.' };
  return {
    message,
    mend: 'This is a fault in Stillwatch. Run it again with STILLWATCH_DEBUG=1 and report what it prints.',
  };
}

function trace(error: unknown): string {
  const lines: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) lines.push(at.stack ?? at.message);
  return lines.join('\ncaused by: ');
}
