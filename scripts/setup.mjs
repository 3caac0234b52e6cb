// Makes a fresh clone runnable: installs what package-lock.json names and builds src/ into dist/, and does
// each only when its inputs changed. Needs Node and npm, nothing else.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Stillwatch needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

step('install', ['package.json', 'package-lock.json'], ['node_modules/.package-lock.json'], () => {
  console.error('Installing packages (once) …');
  // Not `npm ci`: it fails where a registry lacks the builds for other platforms that the lock file can't name then.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
});
step(
  'build',
  [
    'src',
    'console',
    'verifier/src',
    'verifier/page',
    'verifier/tsconfig.json',
    'verifier/tsconfig.build.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'package-lock.json',
    'scripts/build.mjs',
  ],
  ['dist', 'verifier/dist/stillwatch-verify.html'],
  () => {
    console.error('Building …');
    run(process.execPath, ['scripts/build.mjs']);
  },
);

/** Runs `work` unless the digest of `inputs` is the one it last succeeded with and its `products` are still there. */
function step(name, inputs, products, work) {
  const stamp = join(root, '.setup', name);
  const digest = createHash('sha256');
  for (const input of inputs) addToDigest(digest, input);
  const now = digest.digest('hex');
  const built = products.every(product => existsSync(join(root, product)));
  if (built && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  work();
  mkdirSync(join(root, '.setup'), { recursive: true });
  writeFileSync(stamp, now);
}

function addToDigest(digest, path) {
  const full = join(root, path);
  let entries;
  try {
    entries = readdirSync(full, { withFileTypes: true });
  } catch {
    digest.update(`${path}\0`).update(readFileSync(full));
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1)))
    addToDigest(digest, join(path, entry.name));
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
