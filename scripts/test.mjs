// Every check and every test; the last line is `N passed, N failed`. Arguments narrow the tests, as in
// `npm test -- src/store`, and then the whole-tree checks are left out.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const only = process.argv.slice(2);
const checks = {
  'types (tsc)': ['typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'],
  'types of the verifier (tsc)': ['typescript/bin/tsc', '--noEmit', '-p', 'verifier/tsconfig.json'],
  'types of the console (tsc)': ['typescript/bin/tsc', '--noEmit', '-p', 'console/tsconfig.json'],
  'format and lint (biome)': ['@biomejs/biome/bin/biome', 'check', '.'],
  'import direction (dependency-cruiser)': [
    'dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    'src',
    'verifier',
    'console',
  ],
  'dead code (knip)': ['knip/bin/knip.js', '--no-progress'],
};

let passed = 0;
let failed = 0;
for (const [name, [bin, ...args]] of only.length ? [] : Object.entries(checks)) {
  const result = spawnSync(process.execPath, [`node_modules/${bin}`, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (result.status === 0) passed++;
  else failed++;
  console.log(`${result.status === 0 ? ' ✓' : ' ✗'} ${name}`);
  if (result.status !== 0) console.log(result.stdout + result.stderr);
}

const folder = mkdtempSync(join(tmpdir(), 'stillwatch-tally-'));
const tally = join(folder, 'tally.json');
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...only], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, TALLY: tally },
});
try {
  const counted = JSON.parse(readFileSync(tally, 'utf8'));
  passed += counted.passed;
  failed += counted.failed;
  if (status !== 0 && counted.failed === 0) failed++;
} catch {
  failed++; // the runner died before it could count
}
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
