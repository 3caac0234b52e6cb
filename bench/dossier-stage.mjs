// One stage of dossier.mjs in a process of its own: prints {seconds, processor (seconds), peak (MB), …} as JSON.
//   node bench/dossier-stage.mjs plant|commit|group|dossier|verify …
import { readFileSync, writeFileSync } from 'node:fs';

const [name, ...args] = process.argv.slice(2);
const CAMPAIGN = 'SW-2026-0001';
const stages = { plant, commit, group, dossier, verify };
const before = process.resourceUsage();
const started = performance.now();
const result = await stages[name](...args);
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const processor = (userCPUTime + systemCPUTime - before.userCPUTime - before.systemCPUTime) / 1e6;
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seconds, processor, peak: Math.round(maxRSS / 1024), ...result }));

async function open(data) {
  const { openStore } = await import('../dist/store/index.js');
  return openStore({ data });
}

/** The campaign's accounts, a third of which sends something of its own beside, and as many others as them. */
async function plant(data, accounts, each, days) {
  const [{ keepDocument }, { keepContexts, streamKey }] = await Promise.all([
    import('../dist/detect/keep.js'),
    import('../dist/detect/streams.js'),
  ]);
  const store = await open(data);
  const from = Date.parse('2026-04-22T00:00:00Z');
  const until = new Date(from + days * 86_400_000).toISOString();
  const insert = (prefix, system, n, who, times) =>
    store.insertSelect(
      'exchanges (id, id_hash, time, account, model, system, user_agent, input_tokens, output_tokens)',
      `SELECT concat('${prefix}', toString(number)), cityHash64('${prefix}', number),
         fromUnixTimestamp64Milli(toInt64(${from}) + intHash64(number + ${prefix.length}) % ${days * 86_400_000}, 'UTC'),
         concat('acct_', leftPad(toString(${who}), 6, '0')), ['opus', 'sonnet', 'haiku'][1 + number % 3], ${system}, 'client',
         20 + number % 5000, number % 3000
       FROM numbers(${n * times})`,
    );
  await insert('harvest', 7, accounts, `number % ${accounts}`, each);
  await insert('beside', 8, Math.floor(accounts / 3), `3 * (number % ${Math.floor(accounts / 3)})`, 9);
  await insert('ordinary', '1 + number % 5', accounts, `${accounts} + number % ${accounts}`, each);
  const family = (signal, of) => ({
    signal,
    family: of,
    log_likelihood_ratio: 41.2,
    p_value: 1e-12,
    summary: `${accounts} accounts share it`,
    against: 'A tool would be seen elsewhere.',
  });
  const campaign = {
    id: CAMPAIGN,
    verdict: 'harvesting',
    error_bound: 0.0004,
    accounts: Array.from({ length: accounts }, (_, i) => ({
      account: `acct_${String(i).padStart(6, '0')}`,
      membership: 0.998,
      role: i % 3 === 0 ? 'cover' : 'harvester',
      exchanges: Number(each),
      why: { prior: -3, content: 8.25, volume: 2.125 },
    })),
    exchanges: accounts * each,
    input_tokens: 1,
    output_tokens: 1,
    first_seen: new Date(from).toISOString(),
    last_seen: until,
    models: { opus: 1, sonnet: 1, haiku: 1 },
    capabilities: { code: 0.23, chain_of_thought: 0.31 },
    evidence: [family('shared-template', 'content'), family('level-volumes', 'volume')],
    activity: Array.from({ length: 32 }, () => 100),
    explanations: [],
  };
  await keepDocument(store, campaign, until);
  await keepContexts(store, { table: 'exchanges', where: '1' }, 'contexts');
  await store.insertSelect(
    'campaign_streams',
    `SELECT DISTINCT '${CAMPAIGN}', fromUnixTimestamp64Milli(toInt64(${Date.parse(until)}), 'UTC'), ${streamKey({ part: 'everything' }, 'contexts')}
     FROM exchanges WHERE system = 7`,
  );
  await store.command('DROP TABLE contexts');
  const [{ n }] = await store.query('SELECT toFloat64(count()) AS n FROM exchanges');
  await store.close();
  return { exchanges: n };
}

async function commit(data) {
  const { follow } = await import('../dist/evidence/index.js');
  const store = await open(data);
  const { hours } = await follow(store, data, { what: ['hours'] });
  await store.close();
  return { hours: hours.hours, exchanges: hours.exchanges };
}

/** What any answer to “how much did they send?” costs: the selection of the campaign's exchanges, and a GROUP BY. */
async function group(data) {
  const { selectExchanges } = await import('../dist/detect/index.js');
  const store = await open(data);
  const steps = {};
  const timed = async (step, work) => {
    const started = performance.now();
    const done = await work();
    steps[step] = Number(((performance.now() - started) / 1000).toFixed(2));
    return done;
  };
  const selection = await timed('select', () => selectExchanges(store, CAMPAIGN, ['harvester', 'cover']));
  let bytes = 0;
  await timed('group', async () => {
    const sql = `SELECT account, intDiv(toUnixTimestamp64Milli(time), 3600000) AS hour, toString(model) AS model, count(), sum(input_tokens), sum(output_tokens)
      FROM exchanges WHERE ${selection.where} GROUP BY account, hour, model ORDER BY hour, account`;
    for await (const block of store.stream(sql, 'RowBinary')) bytes += block.length;
  });
  await selection.drop();
  await store.close();
  return { steps, bytes };
}

async function dossier(data, level, file) {
  const evidence = await import('../dist/evidence/index.js');
  const store = await open(data);
  const steps = {};
  let [step, since] = ['', performance.now()];
  const onStep = text => {
    const now = performance.now();
    if (step) steps[step] = Number(((steps[step] ?? 0) + (now - since) / 1000).toFixed(2));
    [step, since] = [text.split(':')[0], now];
  };
  const partner = level === 'partner' ? 'lab.example' : undefined;
  const made = await evidence.dossier(store, data, CAMPAIGN, { level, partner, version: 'bench', onStep });
  onStep('');
  await store.close();
  writeFileSync(file, made.archive);
  return {
    steps,
    bytes: made.archive.length,
    files: Object.fromEntries(made.files.map(one => [one.name, one.bytes])),
    claimed: made.claimed,
  };
}

async function verify(file) {
  const { verify: check } = await import('../verifier/dist/verify.js');
  const { holds, findings } = await check(new Uint8Array(readFileSync(file)));
  if (!holds) throw new Error(JSON.stringify(findings.filter(({ standing }) => standing === 'failed')));
  return { findings: findings.length };
}
