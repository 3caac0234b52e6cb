import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The folder where text lies for the seconds between its arrival and its sketch: readable by its owner only, and
 * swept of what a killed process left. `holder` is this process, as the names of its files end.
 */
export function openSpool(data: string): string {
  const folder = join(data, 'spool');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) {
    const pid = Number(/-(\d+)-\d+\.\w+$/.exec(name)?.[1]);
    if (pid === process.pid || !existsSync(`/proc/${pid}`)) rmSync(join(folder, name), { force: true });
  }
  return folder;
}
