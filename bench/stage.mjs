// One stage in a process of its own, for the other benchmarks: prints {seconds, processor (seconds), peak (MB), …} as JSON.
//   node bench/stage.mjs make|ingest|commit|detect|views|count|count-typed DATA [INPUT…]
// What detect looks at can end at a time: node bench/stage.mjs detect DATA 2026-05-08T00:00:00Z
import { installationKey } from '../dist/exchange/index.js';

const [stage, data, ...inputs] = process.argv.slice(2);
const started = performance.now();
const result = await {
  make,
  ingest,
  commit,
  detect,
  views,
  count: () => count('JSONEachRow'),
  'count-typed': countTyped,
}[stage]();
const seconds = (performance.now() - started) / 1000;
const { userCPUTime, systemCPUTime } = process.resourceUsage();
const processor = (userCPUTime + systemCPUTime) / 1e6;
console.log(JSON.stringify({ seconds, processor, peak: peakMemory(), ...result }));

/** MB, of the whole process so far. */
function peakMemory() {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

async function make() {
  const { makeRange } = await import('../dist/range/index.js');
  const { exchanges } = await makeRange({
    scenario: 'letter',
    out: data,
    seed: 1,
    accounts: Number(inputs[0]),
  });
  return { exchanges };
}

async function open() {
  const { openStore } = await import('../dist/store/index.js');
  return openStore({ data });
}

async function ingest() {
  const { ingest: read, ingestAccounts } = await import('../dist/ingest/index.js');
  const store = await open();
  const pseudonyms = installationKey(data);
  const exchanges = inputs.filter(path => !path.endsWith('accounts.jsonl'));
  const summary = await read(store, exchanges, { data, pseudonyms });
  for (const path of inputs.filter(path => path.endsWith('accounts.jsonl')))
    await ingestAccounts(store, path, { data, pseudonyms });
  await store.close();
  return { exchanges: summary.new };
}

async function commit() {
  const { follow } = await import('../dist/evidence/index.js');
  const { TransparencyLog } = await import('../dist/evidence/log/index.js');
  const store = await open();
  const { hours } = await follow(store, data, { what: ['hours'] });
  await store.close();
  const log = await TransparencyLog.open(data);
  let leaves = 0;
  for await (const { entry } of log.entries()) leaves += entry.tree?.leaves ?? 0;
  return { hours: hours.hours, leaves };
}

async function detect() {
  const { detect: find } = await import('../dist/detect/index.js');
  const store = await open();
  const steps = {};
  const { campaigns, exchanges_seen, accounts_seen } = await find(store, {
    until: inputs[0] ? new Date(inputs[0]) : undefined,
    onStep: ({ step, seconds }) => (steps[step] = { seconds, peak: peakMemory() }),
  });
  await store.close();
  return {
    exchanges: exchanges_seen,
    accounts: accounts_seen,
    steps,
    campaigns: campaigns.map(({ verdict, accounts, error_bound }) => ({
      verdict,
      accounts: accounts.length,
      harvesters: accounts.filter(({ role }) => role === 'harvester').length,
      error_bound,
    })),
  };
}

/** What people look at, of the campaigns that were found: made anew, however it was. */
async function views() {
  const { behind, makeViews } = await import('../dist/views/index.js');
  const store = await open();
  await store.command('TRUNCATE TABLE views');
  const campaigns = await behind(store);
  for (const campaign of campaigns) await makeViews(store, campaign);
  await store.close();
  return { campaigns: campaigns.length };
}

async function count(format, rest = '') {
  const { Session } = await import('chdb');
  const session = new Session();
  session.query(`SELECT count() FROM file('${inputs[0]}', ${format}) ${rest}`);
  session.close();
}

async function countTyped() {
  const { exchangeStructure } = await import('../dist/traits/index.js');
  return count(`JSONEachRow, '${exchangeStructure}'`, 'WHERE NOT ignore(*)');
}
