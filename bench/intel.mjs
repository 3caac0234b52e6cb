// What comes from others (src/intel): one operator at two providers, hostile bundles, and a million indicators.
//
//   node bench/intel.mjs operators [seeds=1,2,3] [wordings=20] [over=file|taxii]   export at one provider, import and match at another
//   node bench/intel.mjs hostile [bundles=1000]                    bundles that are not to be taken
//   node bench/intel.mjs million [indicators=1000000]              rate and memory of an import, and of a match after it
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { hostileBundles } from './intel/hostile.mjs';
import { many } from './intel/many.mjs';

const [what, ...rest] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-bench-'));
const program = fileURLToPath(new URL('../bin/stillwatch.js', import.meta.url));
const env = { ...process.env };
const run = (...argv) =>
  execFileSync(process.execPath, [program, ...argv.map(String)], {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 30,
  });
const mb = bytes => `${Math.round(bytes / 1e6)} MB`;
const json = (...argv) => JSON.parse(run(...argv, '--json'));

try {
  if (what === 'operators') await operators(...rest);
  else if (what === 'hostile') await hostile(...rest);
  else if (what === 'million') await million(...rest);
  else throw new Error('operators, hostile or million');
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/**
 * Provider A finds a campaign and shares it; B has the same operator (other accounts, tasks and wordings, 30% of its infrastructure), C
 * another operator, who works in the same way.
 */
async function operators(seeds = '1,2,3', wordings = '20', over = 'file') {
  const share = { file: overFile, taxii: overTaxii }[over];
  if (!share) throw new Error('over file or taxii');
  const labs = join(scratch, 'labs.json');
  run('intel', 'community', 'create', 'labs', '--out', labs);
  const found = [];
  for (const seed of seeds.split(',').map(Number)) {
    const place = name => join(scratch, `${seed}-${name}`);
    const worlds = { a: [10 * seed + 1, seed], b: [10 * seed + 2, seed], c: [10 * seed + 3, seed + 1000] };
    for (const [name, [world, operator]] of Object.entries(worlds)) {
      const made = place(`world-${name}`);
      const campaign = ['--operator-seed', operator, '--dial', `variants=${wordings}`];
      run('range', 'make', '--scenario', 'demo', '--seed', world, '--out', made, ...campaign);
      run('intel', 'community', 'join', labs, '--data', place(name));
      run('ingest', made, '--accounts', join(made, 'accounts.jsonl'), '--data', place(name));
      run('detect', '--data', place(name));
    }
    const [campaign] = json('campaigns', '--data', place('a'))
      .campaigns.filter(({ verdict }) => verdict === 'harvesting')
      .sort((a, b) => b.accounts.length - a.accounts.length);
    const { take, indicators, close } = await share(campaign.id, place);
    for (const name of ['b', 'c']) {
      take(place(name));
      const truth = JSON.parse(readFileSync(join(place(`world-${name}`), 'truth.json'), 'utf8')).accounts;
      const isTheirs = account => truth[account]?.role === 'harvester';
      const matched = json('intel', 'match', '--until', '2026-05-14', '--data', place(name));
      const [{ accounts, linked, p_value, values }] = matched.campaigns;
      const right = accounts.filter(({ account }) => isTheirs(account)).length;
      const theirs = Object.keys(truth).filter(isTheirs).length;
      const contained = json('contain', 'list', '--data', place(name));
      found.push({
        seed,
        at: name === 'b' ? 'same operator' : 'another operator',
        told: JSON.stringify(indicators),
        shown: JSON.stringify(values),
        p_value,
        listed: accounts.length,
        recall: right / theirs,
        precision: accounts.length ? right / accounts.length : null,
        linked: linked
          .map(
            one => `${one.id} ${one.verdict} templates ${one.templates} infrastructure ${one.infrastructure}`,
          )
          .join('; '),
        contained: JSON.stringify(contained).includes('acct_'),
      });
      console.log(JSON.stringify(found.at(-1)));
    }
    await close();
    for (const name of ['a', 'b', 'c', 'world-a', 'world-b', 'world-c'])
      rmSync(place(name), { recursive: true });
  }
  console.table(found.map(({ told, shown, ...rest }) => rest));
}

/** A signed bundle, which the others import. */
function overFile(id, place) {
  const file = place('shared.json');
  const told = json('intel', 'export', id, '--tlp', 'amber', '--out', file, '--data', place('a'));
  writeFileSync(place('key'), `${told.key}\n`);
  const take = data => {
    run('intel', 'partner', 'add', 'A', '--key', place('key'), '--data', data);
    run('intel', 'import', file, '--data', data);
  };
  return { take, indicators: told.indicators, close: () => {} };
}

/** A collection of A's service, which the others follow. */
async function overTaxii(id, place) {
  const [data, port] = [place('a'), 7719];
  const why = ['--reason', 'agreed', '--by', 'ana', '--data', data];
  const made = run('intel', 'collection', 'create', 'labs', '--tlp', 'amber', '--as', 'A', ...why);
  const collection = /[0-9a-f-]{36}/.exec(made)[0];
  env.STILLWATCH_TAXII_TOKEN = /sw_\S+/.exec(
    run('token', 'add', 'others', '--scope', 'taxii:read:labs', '--data', data),
  )[0];
  run('intel', 'publish', id, '--collection', 'labs', ...why);
  const service = spawn(
    process.execPath,
    [program, 'serve', '--port', String(port), '--detect-every', 'off', '--log', 'error', '--data', data],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  // Also where something fails in between.
  process.on('exit', () => service.kill());
  const url = `http://127.0.0.1:${port}`;
  for (let n = 0; n < 100 && !(await fetch(`${url}/healthz`).catch(() => null))?.ok; n++)
    await setTimeout(300);
  const take = data => {
    run('intel', 'partner', 'add', 'A', '--allow-unsigned', '--data', data);
    run('intel', 'subscribe', `${url}/taxii2/`, '--collection', collection, '--partner', 'A', '--data', data);
    run('intel', 'pull', '--data', data);
  };
  const close = async () => {
    service.kill();
    await once(service, 'exit');
  };
  return { take, indicators: 'a collection', close };
}

async function place(name) {
  const [{ openStore }, intel] = await Promise.all([
    import('../dist/store/index.js'),
    import('../dist/intel/index.js'),
  ]);
  const data = join(scratch, name);
  mkdirSync(data, { recursive: true });
  await intel.addPartner(data, { name: 'north', unsigned: true });
  return { data, intel, store: await openStore({ data }) };
}

async function hostile(count = 1000) {
  const { data, intel, store } = await place('hostile');
  const path = join(scratch, 'bundle.json');
  const [outcomes, slowest] = [{}, { ms: 0 }];
  const before = process.memoryUsage().rss;
  for (const { name, bytes } of hostileBundles(Number(count))) {
    writeFileSync(path, bytes);
    const started = performance.now();
    let outcome = 'taken';
    try {
      await intel.importFile(store, path, { data, partner: 'north', unsigned: true });
    } catch (error) {
      outcome = error.code ?? `FAULT ${error.message}`;
    }
    const ms = performance.now() - started;
    if (ms > slowest.ms) Object.assign(slowest, { ms, name });
    outcomes[`${name}: ${outcome}`] = (outcomes[`${name}: ${outcome}`] ?? 0) + 1;
  }
  const [left] = await store.query('SELECT count() AS rows FROM intel_objects');
  const tables = await store.query(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'temporary%'",
  );
  await store.close();
  console.table(outcomes);
  console.log({
    bundles: Number(count),
    slowest,
    kept: left,
    tables: tables.length,
    polluted: {}.polluted === true,
  });
  console.log(
    `memory: ${mb(process.memoryUsage().rss - before)} more at the end, ${mb(process.resourceUsage().maxRSS * 1024)} at most`,
  );
}

async function million(count = 1_000_000) {
  const { data, intel, store } = await place('million');
  const path = join(scratch, 'million.json');
  const bytes = await many(path, Number(count));
  const report = async (name, work) => {
    const [started, cpu] = [performance.now(), process.cpuUsage()];
    const result = await work();
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    console.log(
      `${name}: ${seconds.toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of processor, ${Math.round(count / seconds)} a second, peak ${mb(process.resourceUsage().maxRSS * 1024)}`,
    );
    return result;
  };
  console.log(`${mb(bytes)} of JSON; ${mb(process.memoryUsage().rss)} before`);
  const take = () => intel.importFile(store, path, { data, partner: 'north', unsigned: true });
  console.log(await report('import', take));
  const again = await report('import again', take);
  console.log({ known: again.known });
  await report('list', () => intel.feeds(store, { data }));
  await report('match (nobody here)', () => intel.match(store, { data }));
  await store.close();
}
