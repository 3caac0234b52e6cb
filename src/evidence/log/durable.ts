import { constants, mkdirSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

// Files that are whole under their name or not there, and outlast a power failure once the promise resolves.

/** How many files are written at once. */
const AT_ONCE = 16;

/** Writes files below a folder. Each is whole before it has its name. */
export async function writeFiles(
  root: string,
  files: readonly { path: string; bytes: Buffer }[],
  mode = 0o666,
): Promise<void> {
  const folders = new Set<string>();
  const waiting = [...files];
  const write = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const path = join(root, next.path);
      const made = makeFolder(dirname(path));
      for (const folder of made) folders.add(folder);
      await writeWhole(`${path}.new`, next.bytes, mode);
      await rename(`${path}.new`, path);
      folders.add(dirname(path));
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, files.length) }, write));
  await Promise.all([...folders].map(syncFolder));
}

/** Bytes in a new file, on disk. Its name is not, before syncFolder(). */
export async function writeWhole(path: string, bytes: Buffer | string, mode = 0o666): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, mode);
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
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
