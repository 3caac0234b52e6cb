// The letter's campaign among more and more ordinary accounts: time and memory of each stage, and how they grow.
//   node bench/scale.mjs [accounts …]    (9000 accounts are about a million exchanges; a gigabyte of disk each million)
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [9000, 90_000];
let before;
for (const accounts of sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-scale-'));
  const world = join(folder, 'world');
  const data = join(folder, 'data');
  const made = stage('make', world, accounts);
  const files = readdirSync(world)
    .filter(name => name.startsWith('exchanges-'))
    .map(name => join(world, name));
  const ingested = stage('ingest', data, ...files, join(world, 'accounts.jsonl'));
  const detected = stage('detect', data);
  const n = ingested.exchanges;
  console.log(`${n} exchanges, ${detected.accounts} accounts; made in ${made.seconds.toFixed(0)} s`);
  console.log(`  ingest ${line(ingested, n)}`);
  console.log(
    `  detect ${line(detected, n)}: ${detected.campaigns.map(c => `${c.verdict} ${c.harvesters} of ${c.accounts} accounts, bound ${c.error_bound.toExponential(1)}`).join('; ') || 'nothing found'}`,
  );
  for (const [step, { seconds, peak }] of Object.entries(detected.steps))
    console.log(
      `    ${step}: ${seconds.toFixed(1)} s (${Math.round((100 * seconds) / detected.seconds)}%), peak until then ${peak} MB`,
    );
  if (before) {
    const growth = n / before.n;
    console.log(
      `  growth over linear: ingest ${(ingested.seconds / before.ingest / growth).toFixed(2)}, detect ${(detected.seconds / before.detect / growth).toFixed(2)}`,
    );
  }
  before = { n, ingest: ingested.seconds, detect: detected.seconds };
  rmSync(folder, { recursive: true, force: true });
}

function line({ seconds, peak }, n) {
  return `${seconds.toFixed(1)} s, ${Math.round(n / seconds)} exchanges/s, peak ${peak} MB`;
}

function stage(...args) {
  const script = fileURLToPath(new URL('stage.mjs', import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, ...args.map(String)], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}
