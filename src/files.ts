import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

// Files for their owner alone, that outlast a power failure once a call returns.

/** Writes a file whole, in place of the one of that name. */
export function replace(path: string, bytes: Buffer | string): void {
  const draft = drafted(path, bytes);
  renameSync(draft, path);
  sync(dirname(path));
}

/** Writes a file unless there is one, and returns what then stands in it: two processes end with the same. */
export function once(path: string, make: () => Buffer | string): Buffer {
  const there = read(path);
  if (there) return there;
  const draft = drafted(path, make());
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  sync(dirname(path));
  return readFileSync(path);
}

/** Undefined where there is none. */
export function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export const readText = (path: string): string | undefined => read(path)?.toString('utf8');

function drafted(path: string, bytes: Buffer | string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeFileSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return draft;
}

function sync(folder: string): void {
  const file = openSync(folder, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
