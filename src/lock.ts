import { lstatSync, lutimesSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StillwatchError } from './errors.ts';

// One writer at a time, across processes. The lock is a link that names its holder and leads nowhere (it comes to be with its content,
// or not at all), for as long as one append takes; that of a process that is gone is taken away.

interface Holder {
  pid: number;
  /** When the system started the process, where it says so: a number may be another process's by now. */
  born: string | null;
  host: string;
}

/** How long to wait for another writer, in milliseconds. */
const PATIENCE = 15_000;
/** Of a holder on another machine nobody can see whether it lives; it touches the link while it does. */
const TOUCH = 10_000;
const ABANDONED = 60_000;

/**
 * Runs `work` while nobody else writes.
 * @throws StillwatchError LOG_BUSY (or what `busy` says) where another process doesn't come to its end
 */
export async function locked<T>(
  path: string,
  work: () => Promise<T>,
  patience = PATIENCE,
  busy = logBusy,
): Promise<T> {
  await take(path, Date.now() + patience, busy);
  const touching = setInterval(() => touch(path), TOUCH).unref();
  try {
    return await work();
  } finally {
    clearInterval(touching);
    rmSync(path, { force: true });
  }
}

/**
 * Runs `work`, which reads a small file and replaces it, while no other process changes that file: of two at once the second sees what
 * the first wrote.
 * @throws StillwatchError FILE_BUSY
 */
export function changing<T>(path: string, work: () => T | Promise<T>, patience = PATIENCE): Promise<T> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return locked(`${path}.lock`, async () => work(), patience, fileBusy);
}

async function take(path: string, until: number, busy: typeof logBusy): Promise<void> {
  for (;;) {
    if (create(path)) return;
    if (isAbandoned(path)) breakLock(path);
    else if (Date.now() > until) throw busy(path, whoHolds(path));
    else await sleep(10);
  }
}

function create(path: string): boolean {
  const holder: Holder = { pid: process.pid, born: born(process.pid), host: hostname() };
  try {
    symlinkSync(JSON.stringify(holder), path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Two that find the same dead holder must not both take its file away: the second would take the new holder's. So
 * one breaks at a time, and looks once more.
 */
function breakLock(path: string): void {
  const breaking = `${path}.breaking`;
  if (!create(breaking)) {
    // Its maker died within a few microseconds.
    if (isAbandoned(breaking)) rmSync(breaking, { force: true });
    return;
  }
  try {
    if (isAbandoned(path)) rmSync(path, { force: true });
  } finally {
    rmSync(breaking, { force: true });
  }
}

function isAbandoned(path: string): boolean {
  const holder = holderOf(path);
  // Gone by now; or of another machine, or another program.
  if (!holder || holder.host !== hostname()) return ageOf(path) > ABANDONED;
  return !alive(holder);
}

function alive({ pid, born: then }: Holder): boolean {
  const now = born(pid);
  if (now !== null && then !== null) return now === then;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of proc(5)'s stat; the second is a name in brackets that may hold anything. */
function born(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '');
    return fields.split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function holderOf(path: string): Holder | undefined {
  try {
    return JSON.parse(readlinkSync(path)) as Holder;
  } catch {
    return undefined;
  }
}

function ageOf(path: string): number {
  try {
    return Date.now() - lstatSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function touch(path: string): void {
  try {
    lutimesSync(path, new Date(), new Date());
  } catch {
    // The folder is gone; whoever writes will meet that.
  }
}

function whoHolds(path: string): string {
  const holder = holderOf(path);
  return holder ? `process ${holder.pid} on ${holder.host}` : 'another process';
}

const tryAgain = (path: string) =>
  `Try again when it is done. If that process is not one of Stillwatch’s, remove ${path}.`;
const logBusy = (path: string, who: string) =>
  new StillwatchError('LOG_BUSY', `${who} writes to the log`, tryAgain(path));
const fileBusy = (path: string, who: string) =>
  new StillwatchError('FILE_BUSY', `${who} uses ${path.replace(/\.lock$/, '')}`, tryAgain(path));
