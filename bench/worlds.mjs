// How detection does over many worlds of three generators: the range, bench/second-world.mjs and bench/third-world.
//   node bench/worlds.mjs PROMPTS SEEDS [case …]     SEEDS: 20 (1 to 20) or 5-8; cases: range-letter range-ordinary range-licensed
//                                                     second-letter second-template second-ordinary second-spread
// and, only when named: third (every world of the third generator) or third-NAME (third-C9, …), minutes each.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { worlds } from './third-world/worlds.mjs';

const [prompts, seeds, ...chosen] = process.argv.slice(2);
const here = name => fileURLToPath(new URL(name, import.meta.url));
const range = scenario => (out, seed) => [
  here('../bin/stillwatch.js'),
  'range',
  'make',
  '--scenario',
  scenario,
  '--seed',
  seed,
  '--prompts',
  prompts,
  '--out',
  out,
];
const second =
  (...options) =>
  (out, seed) => [here('second-world.mjs'), out, seed, prompts, ...options];
const cases = {
  'range-letter': range('letter'),
  'range-ordinary': range('ordinary'),
  'range-licensed': range('licensed'),
  'second-letter': second('letter', 'plain'),
  'second-template': second('letter', 'template'),
  'second-ordinary': second('ordinary'),
  'second-spread': second('ordinary', 'plain', 'spread'),
};
const usual = Object.keys(cases);
const third = Object.keys(worlds)
  .filter(name => name !== 'tiny')
  .map(name => `third-${name}`);
for (const name in worlds)
  cases[`third-${name}`] = (out, seed) => [here('third-world/index.mjs'), out, seed, prompts, name];
const named = chosen.flatMap(name => (name === 'third' ? third : name));
for (const name of named)
  if (!cases[name]) throw new Error(`No case ${name}: ${Object.keys(cases).join(' ')}`);

const [first, last] = seeds.includes('-') ? seeds.split('-').map(Number) : [1, Number(seeds)];
for (const name of named.length ? named : usual)
  for (let seed = first; seed <= last; seed++) {
    const folder = mkdtempSync(join(tmpdir(), 'stillwatch-worlds-'));
    const [world, data] = [join(folder, 'world'), join(folder, 'data')];
    node(cases[name](world, seed));
    node([here('../bin/stillwatch.js'), 'ingest', world, '--data', data, '--json']);
    const found = JSON.parse(node([here('../bin/stillwatch.js'), 'detect', '--json', '--data', data]));
    const { accounts: truth } = JSON.parse(readFileSync(join(world, 'truth.json'), 'utf8'));
    const groups = Object.entries(truth).map(([account, { group }]) => [account, group]);
    const isHarvester = account => /^campaign/.test(truth[account]?.group ?? '');
    const flagged = new Set(
      found.campaigns.filter(c => c.verdict === 'harvesting').flatMap(c => c.accounts.map(a => a.account)),
    );
    const harvesters = groups.filter(([account]) => isHarvester(account)).length;
    const right = [...flagged].filter(isHarvester).length;
    console.log(
      [
        name.padEnd(16),
        `seed ${seed}`.padEnd(8),
        `${found.exchanges_seen} exchanges`,
        harvesters
          ? `precision ${(right / flagged.size || 0).toFixed(3)} recall ${(right / harvesters).toFixed(3)}`
          : `flagged ${flagged.size}`,
        found.campaigns
          .map(c => `${c.verdict} ${c.accounts.length} (${c.error_bound.toExponential(1)})`)
          .join(', ') || 'nothing reported',
        found.nearest_miss
          ? `nearest miss ${found.nearest_miss.error_bound.toExponential(1)}: ${found.nearest_miss.reason}`
          : '',
      ].join('  '),
    );
    rmSync(folder, { recursive: true, force: true });
  }

function node(args) {
  const { stdout, stderr, status } = spawnSync(process.execPath, args.map(String), {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
