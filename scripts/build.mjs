// src/ → dist/ and verifier/src/ → verifier/dist/: TypeScript compiled file by file, SQL copied beside it.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildPage } from '../verifier/page/build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
for (const part of ['', 'verifier/']) {
  rmSync(`${root}${part}dist`, { recursive: true, force: true });
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', `${part}tsconfig.build.json`],
    { cwd: root, stdio: 'inherit' },
  );
  if (status !== 0) process.exit(status ?? 1);
}
cpSync(`${root}src/store/sql`, `${root}dist/store/sql`, {
  recursive: true,
  filter: path => !path.endsWith('.ts'),
});
buildPage();
