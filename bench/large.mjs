// The letter at full size on a small disk: each day's exchanges are made, ingested and removed, then everything is looked at.
//   node bench/large.mjs FOLDER [ACCOUNTS] [CAMPAIGN-ACCOUNTS] [EXCHANGES-EACH] [DAYS]
// FOLDER keeps the store (`data`) and the labels (`world`), so that `node bench/stage.mjs detect FOLDER/data` can look again; stopped, it
// goes on with the day that it was at. A million accounts send some five million exchanges a day: in 14 days about as many as the letter's
// 45 days hold beside its campaign of 28.8 million.
// Making is some twice the work of ingesting, so that two processes make one world together, a day ahead of its ingest at most.
import { fork, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installationKey } from '../dist/exchange/index.js';
import { ingest, ingestAccounts } from '../dist/ingest/index.js';
import { makeRange } from '../dist/range/index.js';
import { openStore } from '../dist/store/index.js';

const MAKERS = 2;
const [folder, accounts = 1_000_000, campaignAccounts = 25_000, exchangesPerAccount = 1152, days = 14] =
  process.argv.slice(2).map((value, i) => (i === 0 ? value : Number(value)));
const data = join(folder, 'data');
const world = i => join(folder, i === 0 ? 'world' : `world-${i}`);
/** What is done: days that are in the store, and what they took. */
const done = join(folder, 'done.json');
const progress = existsSync(done)
  ? JSON.parse(readFileSync(done, 'utf8'))
  : { days: 0, exchanges: 0, seconds: 0, ingest: 0, gigabytes: 0, peak: 0 };

if (process.send) await makePart(Number(process.env['MAKER']));
else {
  mkdirSync(folder, { recursive: true });
  if (progress.days < days) await fill();
  console.log(JSON.stringify(progress));
  look();
}

/** Every second process has the campaign, and fewer of the others: the parts are equally much work. */
async function makePart(index) {
  let [bytes, ahead] = [0, 0];
  let go = () => {};
  process.on('message', () => {
    ahead--;
    go();
  });
  await makeRange({
    scenario: 'letter',
    out: world(index),
    seed: 1,
    accounts,
    campaignAccounts,
    exchangesPerAccount,
    days,
    plays: (unit, of) => (unit === of - 1 ? 0 : unit % 10 < 3 ? 0 : 1) === index,
    skip: progress.days,
    onProgress: progress => {
      bytes = progress.bytes;
    },
    onFile: async file => {
      process.send({ file, bytes });
      if (++ahead > 1) await new Promise(resolve => (go = resolve));
    },
  });
  process.disconnect();
}

async function fill() {
  const store = await openStore({ data });
  const options = { data, pseudonyms: installationKey(data) };
  const [began, before] = [performance.now(), { ...progress }];
  const makers = Array.from({ length: MAKERS }, (_, i) => {
    const child = fork(fileURLToPath(import.meta.url), process.argv.slice(2), {
      env: { ...process.env, MAKER: String(i) },
      // A million accounts are many small things that stay: in a small nursery they are copied again and again.
      execArgv: ['--max-semi-space-size=128'],
    });
    const [made, wanted] = [[], []];
    child.on('message', message => (wanted.length ? wanted.shift()(message) : made.push(message)));
    child.on('exit', code => code && process.exit(1));
    const next = () => (made.length ? made.shift() : new Promise(resolve => wanted.push(resolve)));
    return { child, next };
  });
  for (; progress.days < days; progress.days++) {
    const parts = await Promise.all(makers.map(({ next }) => next()));
    const started = performance.now();
    if (progress.days === 0) await ingestAccounts(store, join(world(0), 'accounts.jsonl'), options);
    const files = parts.map(({ file }) => file);
    progress.exchanges += (await ingest(store, files, options)).new;
    for (const file of files) rmSync(file);
    progress.ingest += Math.round((performance.now() - started) / 1000);
    progress.seconds = before.seconds + Math.round((performance.now() - began) / 1000);
    progress.gigabytes = before.gigabytes + parts.reduce((sum, { bytes }) => sum + bytes, 0) / 1e9;
    progress.peak = Math.max(progress.peak, Math.round(process.resourceUsage().maxRSS / 1024));
    writeFileSync(done, JSON.stringify({ ...progress, days: progress.days + 1 }));
    for (const { child } of makers) child.connected && child.send('next');
    console.error(
      `day ${progress.days + 1} of ${days}: ${progress.exchanges} exchanges, ${progress.seconds} s, of it ingest ${progress.ingest} s, peak ${progress.peak} MB`,
    );
  }
  await store.close();
}

function look() {
  const stage = fileURLToPath(new URL('stage.mjs', import.meta.url));
  const { stdout } = spawnSync(process.execPath, [stage, 'detect', data], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  console.log(stdout.trim());
  const { accounts: truth } = JSON.parse(readFileSync(join(world(0), 'truth.json'), 'utf8'));
  console.log(
    `${Object.values(truth).filter(({ role }) => role === 'harvester').length} harvesters in the world`,
  );
}
