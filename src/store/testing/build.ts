import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const rooms = ['errors.ts', 'files.ts', 'lock.ts', 'exchange', 'store', 'traits', 'ingest'];

/**
 * The rooms up to ingest, and more where they are named, as plain JavaScript in a folder of their own, for tests that need a process of their own
 * (to kill it, to hold a data folder, to have a standard input). The caller removes the folder.
 */
export function buildRooms(...more: string[]): string {
  const home = mkdtempSync(join(tmpdir(), 'stillwatch-build-'));
  const out = join(home, 'dist');
  for (const room of [...rooms, ...more]) {
    const names = room.endsWith('.ts')
      ? [room]
      : (readdirSync(join(root, 'src', room), { recursive: true }) as string[]).map(name => join(room, name));
    for (const name of names) {
      // Data that stands beside its code.
      if (name.endsWith('.json') && !name.includes('testing'))
        cpSync(join(root, 'src', name), join(out, name), { recursive: true });
      if (!name.endsWith('.ts') || name.endsWith('.test.ts') || name.includes('testing')) continue;
      const { outputText } = ts.transpileModule(readFileSync(join(root, 'src', name), 'utf8'), {
        compilerOptions: {
          target: ts.ScriptTarget.ES2023,
          module: ts.ModuleKind.ESNext,
          rewriteRelativeImportExtensions: true,
          verbatimModuleSyntax: true,
        },
      });
      const path = join(out, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, outputText);
    }
  }
  // What the shipped package has beside dist.
  symlinkSync(join(root, 'policies'), join(home, 'policies'));
  cpSync(join(root, 'package.json'), join(home, 'package.json'));
  cpSync(join(root, 'src/store/sql'), join(out, 'store/sql'), { recursive: true });
  writeFileSync(join(out, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules'), join(out, 'node_modules'));
  return out;
}
