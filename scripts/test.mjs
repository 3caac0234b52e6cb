// Every check and every test; the last line is `N passed, N failed`. Arguments narrow the tests, as in
// `npm test -- src/store`, and then the whole-tree checks are left out.
import { spawn, spawnSync } from 'node:child_process';
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
// Two at a time: as many as the smallest machine has cores.
const waiting = Object.entries(only.length ? {} : checks);
await Promise.all([runChecks(), runChecks()]);

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

async function runChecks() {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const [name, [bin, ...args]] = check;
    const child = spawn(process.execPath, [`node_modules/${bin}`, ...args], { cwd: root });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (said += data));
    const status = await new Promise(resolve => child.on('close', resolve));
    if (status === 0) passed++;
    else failed++;
    console.log(`${status === 0 ? ' ✓' : ' ✗'} ${name}`);
    if (status !== 0) console.log(said);
  }
}
