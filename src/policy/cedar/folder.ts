import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StillwatchError } from '../../errors.ts';
import type { Finding } from './finding.ts';
import { MAX_FILE } from './limits.ts';

/** Where policies lie: a folder of them, or one file. */
export async function placeOf(path: string): Promise<{ folder: string; file: string | undefined }> {
  const isFile = await stat(path).then(
    found => found.isFile(),
    () => false,
  );
  return isFile ? { folder: dirname(path), file: basename(path) } : { folder: path, file: undefined };
}

/** The `.cedar` files of a folder by name, in order, or the one that is named; and which of them cannot be read. */
export async function textsIn(path: string): Promise<{ texts: Record<string, string>; findings: Finding[] }> {
  const texts: Record<string, string> = {};
  const findings: Finding[] = [];
  const wrong = (file: string, message: string, mend: string) =>
    findings.push({ severity: 'error', file, line: 1, message, mend });
  const { folder, file: only } = await placeOf(path);
  for (const file of only ? [only] : await namesIn(folder))
    try {
      const path = join(folder, file);
      const { size } = await stat(path);
      if (size > MAX_FILE)
        wrong(
          file,
          `the file has ${size} bytes, and may have ${MAX_FILE}`,
          'Split it, or make fewer policies.',
        );
      else texts[file] = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
    } catch (error) {
      if (error instanceof TypeError) wrong(file, 'the file is not UTF-8', 'Save it as UTF-8.');
      else wrong(file, `the file cannot be read: ${(error as Error).message}`, 'Check its permissions.');
    }
  return { texts, findings };
}

async function namesIn(folder: string): Promise<string[]> {
  let entries: string[];
  try {
    entries = await readdir(folder);
  } catch (cause) {
    throw new StillwatchError(
      'POLICY_INVALID',
      `cannot read the folder ${folder}`,
      'Name a folder of .cedar files; those that Stillwatch comes with are in policies/.',
      { cause },
    );
  }
  const names = entries.filter(name => name.endsWith('.cedar')).sort();
  if (names.length === 0)
    throw new StillwatchError(
      'POLICY_INVALID',
      `there is no .cedar file in ${folder}`,
      'Policies are files that end in .cedar; those that Stillwatch comes with are in policies/.',
    );
  return names;
}
