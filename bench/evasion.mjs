// What does it cost an operator to hide, and what finds it all the same? For each adversary of docs/range.md alone, and some together:
// a world, a detection, and what the same harvest took.
//   node bench/evasion.mjs [SEEDS] [ACCOUNTS] [PROMPTS] [CASE …]    (1-1, 3000 ordinary accounts, the range's own texts, all)
// Prints a JSON line for each world and the table at the end.
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { combine } from '../dist/detect/compare.js';
import { detect } from '../dist/detect/index.js';
import { tests } from '../dist/detect/tests/index.js';
import { installationKey } from '../dist/exchange/index.js';
import { ingest, ingestAccounts } from '../dist/ingest/index.js';
import { makeRange, score } from '../dist/range/index.js';
import { openStore } from '../dist/store/index.js';

const [seeds = '1-1', accounts = '3000', prompts = '-', ...only] = process.argv.slice(2);
const DAY = 86_400_000;
const HARVEST = 29_000;
const own = (campaignAccounts, dials = {}) => ({ campaignAccounts, campaignExchanges: HARVEST, dials });
const hardest = {
  shared: 0,
  desyncHours: 72,
  pivotDays: 30,
  variants: 1000,
  languages: 5,
  disjoint: 1,
  laundered: 1,
};
const cases = {
  'none (the letter)': own(250),
  'thinning: 30 each': own(967),
  'thinning: 10 each': own(2900),
  'camouflage 50%': own(250, { camouflage: 0.5 }),
  'camouflage 90%': own(250, { camouflage: 0.9 }),
  'camouflage 95%': own(250, { camouflage: 0.95 }),
  'clean infrastructure': own(250, { shared: 0 }),
  'laundered client': own(250, { laundered: 1 }),
  'desynchronised 24 h': own(250, { desyncHours: 24 }),
  'desynchronised 72 h': own(250, { desyncHours: 72 }),
  'pivot of 30 days': own(250, { pivotDays: 30 }),
  '32 wordings': own(250, { variants: 32 }),
  '1,000 wordings, 5 languages': own(250, { variants: 1000, languages: 5 }),
  'disjoint sharding': own(250, { disjoint: 1 }),
  'burned after 7 days': own(250, { lifeDays: 7 }),
  'burned after a day': own(250, { lifeDays: 1 }),
  'sleepers of 30 days': own(250, { sleeperDays: 30 }),
  'a relay, half of it': own(250, { relayShare: 0.5 }),
  'a relay, a tenth of it': own(250, { relayShare: 0.1 }),
  'a relay, a thirtieth of it': own(250, { relayShare: 0.03 }),
  '4 rounds of bans': own(250, { rounds: 4 }),
  framing: own(250, { framing: 1 }),
  '5 operators': own(250, { operators: 5, overlap: 0.5 }),
  'clean, 72 h, pivot of 30 days, 1,000 wordings in 5 languages, disjoint, laundered': own(250, hardest),
  'the same at 30 each': own(967, hardest),
  'the same with camouflage 90%': own(250, { camouflage: 0.9, ...hardest }),
};

const [from, to = from] = seeds.split('-').map(Number);
const rows = [];
for (const [name, world] of Object.entries(cases)) {
  if (only.length && !only.some(part => name.includes(part))) continue;
  for (let seed = from; seed <= to; seed++) {
    const row = { case: name, seed, ...(await play(world, seed)) };
    rows.push(row);
    console.log(JSON.stringify(row));
  }
}
console.log(
  '\n| evasion | recall, precision | bound | without its strongest test | accounts for 1,000 harvested | sent for each harvested | days to 90% of it | days to the new model |\n| --- | --- | --- | --- | --- | --- | --- | --- |',
);
for (const r of rows)
  console.log(
    `| ${r.case} | ${r.recall.toFixed(2)}, ${r.precision.toFixed(2)} | ${r.bound?.toExponential(0) ?? 'not found'} | ${r.strongest ? `${r.strongest}: ${r.without.toExponential(0)}` : ''} | ${r.accountsPer1000.toFixed(1)} | ${r.sentPerHarvested.toFixed(1)} | ${r.days90.toFixed(0)} | ${r.daysToNew?.toFixed(0) ?? 'never half'} |`,
  );

async function play(world, seed) {
  const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-evasion-'));
  const [out, data] = [join(scratch, 'world'), join(scratch, 'data')];
  try {
    await makeRange({
      scenario: 'letter',
      seed,
      accounts: Number(accounts),
      prompts: prompts === '-' ? undefined : [prompts],
      out,
      ...world,
    });
    const store = await openStore({ data });
    const options = { data, pseudonyms: installationKey(data) };
    await ingestAccounts(store, join(out, 'accounts.jsonl'), options);
    await ingest(store, [out], options);
    const truth = JSON.parse(readFileSync(join(out, 'truth.json'), 'utf8'));
    const costs = await costsOf(store, truth, join(out, 'truth-exchanges.jsonl.gz'));
    const started = performance.now();
    const found = await detect(store, {});
    const seconds = (performance.now() - started) / 1000;
    await store.close();
    const { precision, recall, bystandersHarmed, falseCampaigns } = score(truth, found);
    const harvests = found.campaigns.filter(({ verdict }) => verdict === 'harvesting');
    const surest = harvests.sort((a, b) => a.error_bound - b.error_bound)[0];
    return {
      recall,
      precision,
      harmed: bystandersHarmed,
      false: falseCampaigns.length,
      campaigns: harvests.length,
      bound: surest?.error_bound ?? null,
      ...(surest ? ablation(surest) : { missed: found.nearest_miss?.error_bound ?? null }),
      ...costs,
      seconds: Math.round(seconds),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * What the bound would be without each family of tests: the campaign's e-value is their product (docs/detection.md), and the bound
 * its inverse by the number of groups. Figures of the campaign as it was found; a test also finds groups, which this doesn't count.
 */
function ablation({ evidence, error_bound }) {
  const families = {};
  for (const { signal, p_value: p } of evidence) {
    const test = tests.find(test => test.signal === signal);
    if (p !== null && test && (test.asks.includes('operator') || test.asks.includes('purpose')))
      (families[test.family] ??= []).push({ test, p });
  }
  const without = Object.fromEntries(
    Object.entries(families).map(([family, outcomes]) => [
      family,
      Math.min(1, error_bound * combine(outcomes)),
    ]),
  );
  const [strongest] = Object.entries(without).sort(([, a], [, b]) => b - a)[0];
  return { strongest, without: without[strongest], ablation: without };
}

/** What the harvest took, by the labels: accounts, exchanges, days. */
async function costsOf(store, truth, labels) {
  const campaign = Object.entries(truth.accounts).filter(([, a]) => a.role === 'harvester' && a.harvest > 0);
  const harvest = campaign.reduce((sum, [, a]) => sum + a.harvest, 0);
  const sent = campaign.reduce((sum, [, a]) => sum + a.exchanges, 0);
  const ids = new Set();
  for await (const line of createInterface({ input: createReadStream(labels).pipe(createGunzip()) })) {
    const { id, harvest: is } = JSON.parse(line);
    if (is) ids.add(id);
  }
  const accounts = campaign.map(([account]) => `'${account}'`).join(',');
  const rows = await store.query(
    `SELECT id, toUnixTimestamp64Milli(time) AS at, model FROM exchanges WHERE account IN (${accounts}) ORDER BY time`,
  );
  const taken = rows.filter(({ id }) => ids.has(id)).map(({ at, model }) => ({ at: Number(at), model }));
  const release = Date.parse(truth.new_model_released);
  const before = new Set(taken.filter(({ at }) => at < release).map(({ model }) => model));
  const after = taken.filter(({ at }) => at >= release);
  let daysToNew = null;
  for (let day = 0; daysToNew === null && release + day * DAY < taken.at(-1).at; day++) {
    const those = after.filter(({ at }) => Math.floor((at - release) / DAY) === day);
    if (those.filter(({ model }) => !before.has(model)).length >= those.length / 2 && those.length)
      daysToNew = day + 1;
  }
  return {
    accountsPer1000: (1000 * campaign.length) / harvest,
    sentPerHarvested: sent / harvest,
    days90: (taken[Math.floor(0.9 * (taken.length - 1))].at - Date.parse(truth.start)) / DAY,
    daysToNew,
    harvest,
  };
}
