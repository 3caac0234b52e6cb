// How often does a world without any campaign show one? `node bench/false-alarms.mjs FROM-TO [ACCOUNTS] [DAYS] [EVERY-HOURS] [PROMPTS]`
// makes ordinary worlds of the range (hard negatives included), replays each with a detection each step, and prints for each the
// smallest error bound that any verdict of `harvesting` ever had at any step: the share of worlds under α is the measured rate.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replay } from '../dist/detect/index.js';
import { installationKey } from '../dist/exchange/index.js';
import { ingest, ingestAccounts } from '../dist/ingest/index.js';
import { makeRange } from '../dist/range/index.js';
import { openStore } from '../dist/store/index.js';

const [seeds = '1-10', accounts = '1200', days = '30', every = '12', prompts] = process.argv.slice(2);
const [from, to = from] = seeds.split('-').map(Number);
/** Everything that comes anywhere near is looked at, and its bound told. */
const ALPHA = 0.5;

for (let seed = from; seed <= to; seed++) {
  const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-alarms-'));
  const started = performance.now();
  const [world, data] = [join(scratch, 'world'), join(scratch, 'data')];
  await makeRange({
    scenario: 'ordinary',
    seed,
    accounts: Number(accounts),
    days: Number(days),
    prompts: prompts ? [prompts] : undefined,
    out: world,
  });
  const store = await openStore({ data });
  const options = { data, pseudonyms: installationKey(data) };
  await ingestAccounts(store, join(world, 'accounts.jsonl'), options);
  const { new: exchanges } = await ingest(store, [world], options);
  rmSync(world, { recursive: true });
  const made = performance.now();
  const least = { harvesting: 1, watch: 1, 'pooled-access': 1 };
  let steps = 0;
  for await (const { campaigns } of replay(store, { every: Number(every) * 3_600_000, alpha: ALPHA })) {
    steps++;
    for (const { verdict, error_bound } of campaigns) least[verdict] = Math.min(least[verdict], error_bound);
  }
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
  const seconds = ([a, b]) => Number(((b - a) / 1000).toFixed(1));
  console.log(
    JSON.stringify({
      seed,
      exchanges,
      steps,
      ...least,
      make: seconds([started, made]),
      replay: seconds([made, performance.now()]),
    }),
  );
}
