// Co-sharing beside the tools that do it on social media: the same edges from their sample, and the time of a whole
// process (start, load, find, write). Then synthetic shares with an hour's window. By hand:
//
//   node scripts/build.mjs && node bench/peers.mjs FOLDER [shares=10000000] [rounds=3]
//
// FOLDER holds russian_coord_tweets.csv.gz and, in expected/, the peers' edges of it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const [folder, shares = 10_000_000, rounds = 3] = process.argv.slice(2);
if (!folder) throw new Error('usage: node bench/peers.mjs FOLDER [shares] [rounds]');
const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-peers-'));
const quoted = text => `'${text.replaceAll("'", "\\'")}'`;
const sample = {
  select: `SELECT object_id AS object, account_id AS account, content_id AS message, timestamp_share AS time, rowNumberInAllBlocks() AS place
    FROM file(${quoted(resolve(folder, 'russian_coord_tweets.csv.gz'))}, CSVWithNames, 'object_id String, account_id String, content_id String, timestamp_share UInt32')
    SETTINGS max_threads = 1`,
  place: 'place',
};

/** The peers' seconds are those they took where `expected` was made, not in this run; CooRTweet's are processor time. */
const table = [
  ...[
    [10, 1],
    [60, 1],
    [60, 2],
  ].map(([window, least]) => ({
    wanted: { counting: 'messages', window, least },
    expected: `cnt_ru_co_link_tw${window}_mw${least}_directed`,
    peer: 'toolkit',
    theirs: 1.1,
  })),
  ...[
    [10, 1, 10.4],
    [10, 2, 8.8],
    [60, 1, 10.6],
    [60, 2, 9.2],
  ].map(([window, participation, theirs]) => ({
    wanted: { counting: 'pairs', window, participation },
    expected: `coortweet_ru_tw${window}_mp${participation}`,
    peer: 'CooRTweet',
    theirs,
  })),
];

for (const { wanted, expected, peer, theirs } of table) {
  const out = join(scratch, 'edges.csv');
  const runs = [];
  for (let round = 0; round < rounds; round++) {
    const data = join(scratch, 'data');
    runs.push(child('share', data, JSON.stringify(sample), JSON.stringify(wanted), out));
    rmSync(data, { recursive: true });
  }
  const ours = edges(readFileSync(out, 'utf8'));
  const want = edges(
    gunzipSync(readFileSync(resolve(folder, 'expected', `${expected}.csv.gz`))).toString('utf8'),
  );
  const missing = [...want].filter(edge => !ours.has(edge)).length;
  const surplus = [...ours].filter(edge => !want.has(edge)).length;
  const { whole, cpu, peak } = runs.sort((a, b) => a.whole - b.whole)[rounds >> 1];
  console.log(
    `${peer} ${JSON.stringify(wanted)}: ${ours.size} edges of ${want.size}, ${missing} missing, ${surplus} surplus; ` +
      `${whole.toFixed(2)} s whole process (${cpu.toFixed(2)} s of processor), peak ${peak} MB; theirs ${theirs} s: ${(theirs / whole).toFixed(1)} times`,
  );
  if (missing || surplus) process.exitCode = 1;
}

const data = join(scratch, 'synthetic');
console.log(`${shares} synthetic shares made in ${child('make', data, String(shares)).seconds.toFixed(1)} s`);
for (const wanted of [
  { counting: 'messages', window: 3600, least: 2 },
  { counting: 'pairs', window: 3600, least: 2, participation: 2 },
]) {
  const run = child(
    'share',
    data,
    JSON.stringify({ select: 'SELECT * FROM shares' }),
    JSON.stringify(wanted),
  );
  const { plan } = run;
  console.log(
    `${JSON.stringify(wanted)}: ${run.edges} edges, the heaviest ${run.heaviest}; ${run.whole.toFixed(1)} s (${run.planned.toFixed(1)} s before the first pair, ` +
      `${run.cpu.toFixed(0)} s of processor), peak ${run.peak} MB; ${plan.near} shares near others, ${plan.pairs} pairs in ${plan.slices} slices`,
  );
}
rmSync(scratch, { recursive: true, force: true });

/** A whole process from start to end, with what it says. */
function child(...args) {
  const script = fileURLToPath(new URL('peers-stage.mjs', import.meta.url));
  const started = performance.now();
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return { whole: (performance.now() - started) / 1000, ...JSON.parse(stdout) };
}

/** Lines of a list of edges without its head, as a set. */
function edges(text) {
  return new Set(text.trim().split(/\r?\n/).slice(1));
}
