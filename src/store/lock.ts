import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

// The engine itself keeps a second process out of a data folder, but says only that it could not connect. This
// file names the holder; it guards nothing, so a stale one does no harm.

interface Holder {
  pid: number;
  /** When the system started the process, where it says so: a number may be another process's by now. */
  born?: string | undefined;
  host: string;
  since: string;
  command: string;
}

/** Writes who holds the folder; returns what takes it back. */
export function hold(folder: string): () => void {
  // The process holds it, whichever of its threads asks.
  if (!isMainThread) return () => {};
  const path = join(folder, 'holder.json');
  const holder: Holder = {
    pid: process.pid,
    born: born(process.pid),
    host: hostname(),
    since: new Date().toISOString(),
    command: process.argv.slice(2, 4).join(' ') || 'a program',
  };
  writeFileSync(path, `${JSON.stringify(holder)}\n`);
  return () => rmSync(path, { force: true });
}

/**
 * Who holds the folder for certain: another process of this machine, alive and the very one that wrote its name. Asked
 * before the engine is, which would print a line of its own.
 */
export function knownHolder(folder: string): string | undefined {
  const holder = read(folder);
  if (!holder?.born || holder.host !== hostname() || holder.pid === process.pid) return undefined;
  return born(holder.pid) === holder.born ? words(holder) : undefined;
}

/** Who holds the folder, in words, or nothing where nobody living does. */
export function describeHolder(folder: string): string | undefined {
  const holder = read(folder);
  if (!holder || (holder.host === hostname() && !alive(holder.pid))) return undefined;
  return words(holder);
}

function read(folder: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'holder.json'), 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

const words = ({ pid, host, since, command }: Holder) =>
  `process ${pid} on ${host} (${command}), since ${since}`;

/** Field 22 of proc(5)'s stat; the second is a name in brackets that may hold anything. */
function born(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[19];
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
