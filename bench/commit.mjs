// How long it takes to commit one hour of a million exchanges in the log, beside what the engine takes to group the same exchanges
// without a hash, and what as many bare SHA-256 of 129 bytes take here; paired, in turn. Then what a commit adds to an ingest.
//
//   node bench/commit.mjs [exchanges=1000000] [accounts=100000] [rounds=5] [range's ordinary accounts=20000]
import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commitHours, following } from '../dist/evidence/follow/index.js';
import { TransparencyLog } from '../dist/evidence/log/index.js';
import { hourOf } from '../dist/evidence/sums/index.js';
import { openStore } from '../dist/store/index.js';

const [exchanges = 1_000_000, accounts = 100_000, rounds = 5, ordinary = 20_000] = process.argv
  .slice(2)
  .map(Number);
const folder = mkdtempSync(join(tmpdir(), 'stillwatch-commit-'));
const secret = Buffer.alloc(32, 7);
try {
  await oneHour();
  afterIngest();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function oneHour() {
  const store = await openStore({ data: join(folder, 'hour') });
  const from = hourOf('2026-04-22T03:00:00Z') * 3_600_000;
  await store.insertSelect(
    'exchanges (id, time, account, model, input_tokens, output_tokens)',
    `SELECT toString(number), fromUnixTimestamp64Milli(toInt64(${from}) + intHash64(number + 7) % 3600000, 'UTC'),
       concat('acct_', toString(intHash64(number) % ${accounts})), ['opus', 'sonnet', 'haiku'][1 + number % 3], number % 5000, number % 300
     FROM numbers(${exchanges})`,
  );
  const group = `SELECT account, intDiv(toUnixTimestamp64Milli(time), 3600000) AS hour, toString(model) AS model, count(), sum(input_tokens), sum(output_tokens)
    FROM exchanges GROUP BY account, hour, model ORDER BY hour, account`;
  const ratios = { group: [], sha: [] };
  for (let round = 0; round < rounds; round++) {
    const log = await TransparencyLog.open(join(folder, `log${round}`));
    const commit = await timed(() => commitHours(store, log, secret));
    const [{ tree }] = await following(log, async ({ hours }) => [...hours.values()]);
    const again = await timed(() => commitHours(store, log, secret));
    await log.close();
    const grouped = await timed(async () => {
      for await (const _ of store.stream(group, 'RowBinary'));
    });
    const block = Buffer.alloc(129);
    const hashed = await timed(() => {
      for (let i = 0; i < tree.leaves; i++) hash('sha256', block, 'buffer');
    });
    ratios.group.push(commit / grouped);
    ratios.sha.push(commit / hashed);
    console.log(
      `round ${round + 1}: ${tree.exchanges} exchanges in ${tree.leaves} leaves committed in ${commit.toFixed(2)} s (${Math.round(tree.leaves / commit)} leaves/s); ` +
        `grouped without hashes ${grouped.toFixed(2)} s, ${tree.leaves} bare hashes ${hashed.toFixed(2)} s; again, with nothing new ${(again * 1000).toFixed(0)} ms`,
    );
  }
  console.log(
    `median ratio to the grouping: ${median(ratios.group)}; to as many bare hashes: ${median(ratios.sha)}; peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
  );
  await store.close();
}

function afterIngest() {
  const world = join(folder, 'world');
  const made = stage('make', world, ordinary);
  const files = readdirSync(world)
    .filter(name => name.startsWith('exchanges'))
    .map(name => join(world, name));
  const data = join(folder, 'ingested');
  const ingested = stage('ingest', data, ...files);
  const committed = stage('commit', data);
  console.log(
    `${made.exchanges} exchanges of a range: ingest ${ingested.seconds.toFixed(1)} s, then ${committed.hours} hours with ${committed.leaves} leaves committed in ${committed.seconds.toFixed(1)} s: ` +
      `${((100 * committed.seconds) / ingested.seconds).toFixed(1)}% on top`,
  );
}

function stage(name, ...args) {
  const script = fileURLToPath(new URL('stage.mjs', import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, name, ...args.map(String)], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

async function timed(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1].toFixed(2);
}
