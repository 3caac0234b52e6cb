// The letter at full size on a small disk: each day's exchanges are made, ingested and removed, then everything is looked at.
//   node bench/large.mjs FOLDER [ACCOUNTS] [CAMPAIGN-ACCOUNTS] [EXCHANGES-EACH] [DAYS]
// FOLDER keeps the store (`data`) and the labels (`world`), so that `node bench/stage.mjs detect FOLDER/data` can look again. A million
// accounts of 23 days send some 71 million exchanges, as many as the letter's 45 days hold beside its campaign of 28.8 million.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installationKey } from '../dist/exchange/index.js';
import { ingest, ingestAccounts } from '../dist/ingest/index.js';
import { makeRange } from '../dist/range/index.js';
import { openStore } from '../dist/store/index.js';

const [folder, accounts = 1_000_000, campaignAccounts = 25_000, exchangesPerAccount = 1152, days = 23] =
  process.argv.slice(2).map((value, i) => (i === 0 ? value : Number(value)));
const [world, data] = [join(folder, 'world'), join(folder, 'data')];
const store = await openStore({ data });
const options = { data, pseudonyms: installationKey(data) };
const began = performance.now();
let [bytes, ingesting, exchanges] = [0, 0, 0];
await makeRange({
  scenario: 'letter',
  out: world,
  seed: 1,
  accounts,
  campaignAccounts,
  exchangesPerAccount,
  days,
  onProgress: progress => {
    bytes = progress.bytes;
  },
  onFile: async file => {
    const started = performance.now();
    if (exchanges === 0) await ingestAccounts(store, join(world, 'accounts.jsonl'), options);
    exchanges += (await ingest(store, [file], options)).new;
    rmSync(file);
    ingesting += performance.now() - started;
    process.stderr.write(
      `${file.slice(-10, -6)}: ${exchanges} exchanges, ${Math.round((performance.now() - began) / 1000)} s, of it ingest ${Math.round(ingesting / 1000)} s, peak ${peak()} MB\n`,
    );
  },
});
await store.close();
console.log(
  JSON.stringify({
    exchanges,
    gigabytes: bytes / 1e9,
    seconds: Math.round((performance.now() - began) / 1000),
    ingest: Math.round(ingesting / 1000),
    peak: peak(),
  }),
);

const stage = fileURLToPath(new URL('stage.mjs', import.meta.url));
const { stdout } = spawnSync(process.execPath, [stage, 'detect', data], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
});
console.log(stdout.trim());
const { accounts: truth } = JSON.parse(readFileSync(join(world, 'truth.json'), 'utf8'));
console.log(
  `${Object.values(truth).filter(({ role }) => role === 'harvester').length} harvesters in the world`,
);

function peak() {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
