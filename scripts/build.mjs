// src/ → dist/ and verifier/src/ → verifier/dist/: TypeScript compiled file by file, SQL copied beside it; console/ →
// dist/console, bundled; and what all of dist/ hashes to.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
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
cpSync(`${root}src/evidence/ledger/campaigns.json`, `${root}dist/evidence/ledger/campaigns.json`);
buildPage();
await build({ root: `${root}console`, configFile: `${root}console/vite.config.mjs`, logLevel: 'warn' });

// Last: what verdicts say that they were made by. As `find * -type f ! -name build.json | LC_ALL=C sort | xargs sha256sum | sha256sum` in dist says.
const sha256 = bytes => createHash('sha256').update(bytes).digest('hex');
const files = readdirSync(`${root}dist`, { recursive: true })
  .map(name => name.replaceAll('\\', '/'))
  .filter(name => statSync(`${root}dist/${name}`).isFile())
  .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
const lines = files.map(name => `${sha256(readFileSync(`${root}dist/${name}`))}  ${name}\n`);
writeFileSync(
  `${root}dist/build.json`,
  `${JSON.stringify({ files: files.length, sha256: sha256(lines.join('')) })}\n`,
);
