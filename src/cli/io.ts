/** All that a command sees of the world around it, so that tests can stand in for a terminal. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  env: Record<string, string | undefined>;
  /** Columns to lay a report out in. */
  width: number;
  colour: boolean;
  /** Progress lines are only drawn on a terminal; this is its width, or 0. */
  errWidth: number;
  /** What failed after a command had done its own work: said when all is printed, and the exit status is 1. */
  late?: unknown;
}

export function processIo(): Io {
  const { stdout, stderr, env } = process;
  return {
    out: text => void stdout.write(text),
    err: text => void stderr.write(text),
    env,
    width: Math.max(40, Math.min(stdout.isTTY ? stdout.columns || 80 : 80, 100)),
    // https://no-color.org: set to anything but nothing.
    colour: Boolean(stdout.isTTY) && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    errWidth: stderr.isTTY && env['TERM'] !== 'dumb' ? stderr.columns || 80 : 0,
  };
}
