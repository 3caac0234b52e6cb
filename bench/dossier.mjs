// A dossier of a campaign of 25,000 accounts, 30 exchanges each over ten days, in a store with as much ordinary traffic: what it takes
// to commit the hours, to make it at each level and to verify it, each in a process of its own; beside what the engine takes to
// group the campaign's exchanges by account, hour and model, without a hash.
//
//   node bench/dossier.mjs [accounts=25000] [exchanges of each=30] [days=10]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [accounts = 25_000, each = 30, days = 10] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'stillwatch-dossier-'));
const data = join(folder, 'data');
try {
  say('planted', stage('plant', data, accounts, each, days));
  say('hours committed', stage('commit', data));
  say('grouped, without hashes', stage('group', data));
  for (const level of ['public', 'partner', 'regulator', 'public']) {
    const file = join(folder, `${level}.zip`);
    const made = stage('dossier', data, level, file);
    say(`${level} made`, made);
    const bytes = statSync(file).size;
    say(`${level} verified`, { ...stage('verify', file), bytes });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function stage(name, ...args) {
  const script = fileURLToPath(new URL('dossier-stage.mjs', import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, name, ...args.map(String)], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

function say(what, { seconds, processor, peak, ...rest }) {
  const more = Object.entries(rest).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  console.log(
    `${what.padEnd(24)} ${seconds.toFixed(1)} s, ${processor.toFixed(1)} s of processor, peak ${peak} MB  ${more.join(', ')}`,
  );
}
