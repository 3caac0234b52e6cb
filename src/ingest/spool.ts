import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that this process has opened: what bears its number there since is its own. */
const opened = new Set<string>();
let serial = 0;

/**
 * The folder where text lies for the seconds between its arrival and its sketch: readable by its owner only, and
 * swept of what a killed process left.
 */
export function openSpool(data: string): string {
  const folder = join(data, 'spool');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) {
    const pid = Number(/-(\d+)-\d+\.\w+$/.exec(name)?.[1]);
    // A process number comes again: in a container it is always the same.
    const left = pid === process.pid ? !opened.has(folder) : !existsSync(`/proc/${pid}`);
    if (left) rmSync(join(folder, name), { force: true });
  }
  opened.add(folder);
  return folder;
}

/** A new name in a spool: of this process, by which a sweep knows whose it is, and of no other run in it. */
export const spoolFile = (folder: string, kind: string, end = 'jsonl') =>
  join(folder, `${kind}-${process.pid}-${serial++}.${end}`);
