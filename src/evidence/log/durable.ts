import { constants, mkdirSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

// Files that outlast a power failure once the promise resolves.

/** How many files are open at once. */
const AT_ONCE = 64;

interface File {
  path: string;
  bytes: Buffer;
}

/**
 * Writes files below a folder whose names nobody reads yet. Whoever makes them known does it after this: a death in between
 * leaves them half written, and they are written over.
 */
export async function writeNew(root: string, files: readonly File[]): Promise<void> {
  for (let at = 0; at < files.length; at += AT_ONCE) {
    const folders = new Set<string>();
    const open = await Promise.all(
      files.slice(at, at + AT_ONCE).map(async ({ path, bytes }) => {
        const whole = join(root, path);
        for (const folder of makeFolder(dirname(whole))) folders.add(folder);
        folders.add(dirname(whole));
        return { file: await openNew(whole), bytes };
      }),
    );
    await settled([...open.map(({ file, bytes }) => fill(file, bytes)), ...[...folders].map(syncFolder)]);
  }
}

/** Writes a file in place of the one of that name: readers see the one or the other, and never a part. */
export async function replaceFile(root: string, { path, bytes }: File, mode = 0o666): Promise<void> {
  const whole = join(root, path);
  const folders = new Set([...makeFolder(dirname(whole)), dirname(whole)]);
  await writeWhole(`${whole}.new`, bytes, mode);
  await rename(`${whole}.new`, whole);
  await Promise.all([...folders].map(syncFolder));
}

/** Bytes in a new file, on disk. Its name is not, before syncFolder(). */
export async function writeWhole(path: string, bytes: Buffer | string, mode = 0o666): Promise<void> {
  await fill(await openNew(path, mode), bytes);
}

const openNew = (path: string, mode = 0o666) =>
  open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, mode);

async function fill(file: FileHandle, bytes: Buffer | string): Promise<void> {
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** Waits for all, also where one fails: nothing goes on behind the caller's back. */
async function settled(all: Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(all)).find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
}

/** What was made, renamed and removed in a folder stays so. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  await folder.sync().finally(() => folder.close());
}

/** Makes a folder and those above it; returns the folders in which one was made. */
function makeFolder(path: string): string[] {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return [];
  const changed: string[] = [];
  for (let at = path; at.length >= first.length; at = dirname(at)) changed.push(dirname(at));
  return changed;
}
