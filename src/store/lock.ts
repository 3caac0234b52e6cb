import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

// The engine itself keeps a second process out of a data folder, but says only that it could not connect. This
// file names the holder; it guards nothing, so a stale one does no harm.

interface Holder {
  pid: number;
  host: string;
  since: string;
  command: string;
}

/** Writes who holds the folder; returns what takes it back. */
export function hold(folder: string): () => void {
  const path = join(folder, 'holder.json');
  const holder: Holder = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    command: process.argv.slice(2, 4).join(' ') || 'a program',
  };
  writeFileSync(path, `${JSON.stringify(holder)}\n`);
  return () => rmSync(path, { force: true });
}

/** Who holds the folder, in words, or nothing where nobody living does. */
export function describeHolder(folder: string): string | undefined {
  try {
    const { pid, host, since, command } = JSON.parse(
      readFileSync(join(folder, 'holder.json'), 'utf8'),
    ) as Holder;
    if (host === hostname() && !alive(pid)) return undefined;
    return `process ${pid} on ${host} (${command}), since ${since}`;
  } catch {
    return undefined;
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
