// How long does each page of the console wait for the service? Asks what each page asks, twenty times, over HTTP:
//   node bench/console.mjs            makes a store with a million accounts and a campaign of 25,000, contained, and times it
//   node bench/console.mjs DATA       times a data folder that is there (it makes the views that are missing, and a token for itself)
// Prints how long the views took to make and, as the rows of a table, the median and the 95th percentile of each in milliseconds.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { addToken, revokeToken } from '../dist/server/index.js';

const ASKS = 20;
const program = fileURLToPath(new URL('../bin/stillwatch.js', import.meta.url));
const [given] = process.argv.slice(2);
const folder = given ?? mkdtempSync(join(tmpdir(), 'stillwatch-bench-'));
const scopes = { ana: ['read', 'act'], ben: ['read', 'act', 'approve'] };
const name = who => `bench-${who}-${process.pid}`;
const token = {};
let child;
try {
  if (!given) fill();
  for (const who of given ? ['ana'] : ['ana', 'ben'])
    token[who] = addToken(folder, name(who), given ? ['read'] : scopes[who], null);
  await measure();
} finally {
  child?.kill('SIGTERM');
  if (child) await new Promise(done => child.once('exit', done));
  for (const who of Object.keys(token)) revokeToken(folder, name(who));
  if (!given) rmSync(folder, { recursive: true, force: true });
}

function fill() {
  const started = performance.now();
  const script = fileURLToPath(new URL('console-store.mjs', import.meta.url));
  const { status } = spawnSync(process.execPath, [script, folder], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the store could not be made');
  console.log(`made a store in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

async function measure() {
  child = spawn(
    process.execPath,
    [program, 'serve', '--port', '0', '--detect-every', 'off', '--data', folder],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const made = [];
  createInterface({ input: child.stderr }).on('line', line => {
    if (/"level":[56]0/.test(line)) console.error(line);
    if (line.includes('views of a campaign are made')) made.push(JSON.parse(line));
  });
  const address = await new Promise(resolve => {
    createInterface({ input: child.stdout }).on('line', line => {
      const [found] = /http:\/\/[\w.:]+\d/.exec(line) ?? [];
      if (found) resolve(found);
    });
  });
  const ask = async (path, { body, who = 'ana' } = {}) => {
    const headers = {
      authorization: `Bearer ${token[who]}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    };
    const response = await fetch(`${address}${path}`, {
      headers,
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, text, bytes: text.length };
  };
  const until = async (work, minutes) => {
    for (
      const end = Date.now() + minutes * 60_000;
      Date.now() < end;
      await new Promise(done => setTimeout(done, 500))
    )
      if (await work()) return;
    throw new Error('it did not come to be so');
  };
  await until(async () => (await ask('/readyz')).status === 200, 10);
  const { campaigns } = JSON.parse((await ask('/v1/campaigns')).text);
  for (const { id } of campaigns)
    await until(async () => (await ask(`/v1/campaigns/${id}/views/traits`)).status === 200, 60);
  await new Promise(done => setTimeout(done, 1500)); // what is made is said a moment later
  for (const { campaign, seconds } of made)
    console.log(`views of ${campaign} were made in ${seconds.toFixed(1)} s`);
  const largest = campaigns.sort((a, b) => sum(b.accounts) - sum(a.accounts))[0];
  if (!largest) throw new Error('there is no campaign in this store');
  if (!given) await contain(ask, largest.id);
  await new Promise(done => setTimeout(done, 15_000)); // what is new is logged meanwhile
  const some = JSON.parse((await ask(`/v1/campaigns/${largest.id}/accounts?limit=3`)).text).accounts;
  const pages = pagesOf(largest.id, some[0].account);
  const [plan] = JSON.parse((await ask('/v1/containment/plans')).text).plans;
  const [action] = JSON.parse((await ask('/v1/containment/actions')).text).actions;
  if (plan) pages.act.push(`/v1/containment/plans?id=${plan.id}`);
  if (action) pages.act.push(`/v1/containment/actions?id=${action.id}`);
  console.log(
    `${cpus().length} threads of ${cpus()[0].model}, Node ${process.versions.node}, load ${loadavg()[0].toFixed(1)}`,
  );
  console.log(
    `${campaigns.length} campaigns, the largest of ${sum(largest.accounts)} accounts and ${largest.exchanges} exchanges\n`,
  );
  console.log('| page | asks for | median | p95 | kB |\n| --- | --- | --- | --- | --- |');
  for (const [page, paths] of Object.entries(pages)) for (const path of paths) await time(ask, page, path);
}

async function time(ask, page, path) {
  const times = [];
  let last;
  for (let i = 0; i < ASKS; i++) {
    const started = performance.now();
    last = await ask(path);
    times.push(performance.now() - started);
    if (last.status !== 200) throw new Error(`${path}: ${last.status} ${last.text.slice(0, 300)}`);
  }
  times.sort((a, b) => a - b);
  const shown = path.replaceAll('|', '\\|');
  console.log(
    `| ${page} | \`${shown}\` | ${times[ASKS / 2].toFixed(0)} | ${times[Math.ceil(ASKS * 0.95) - 1].toFixed(0)} | ${(last.bytes / 1000).toFixed(0)} |`,
  );
}

/** Everybody who may be, in force at once. */
async function contain(ask, campaign) {
  const must = async (path, who, body) => {
    const { status, text } = await ask(path, { who, body });
    if (status !== 200) throw new Error(`${path}: ${status} ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
  const reason = 'to measure';
  const { id: plan } = await must('/v1/containment/plans', 'ana', { campaign, reason });
  await must('/v1/containment/approvals', 'ben', { plan, reason });
  await must('/v1/containment/actions', 'ana', { plan, reason, waves: 1, confirm: true });
}

function sum(counts) {
  return Object.values(counts).reduce((all, n) => all + n, 0);
}

/** What each page asks for. */
function pagesOf(id, account) {
  const campaign = `/v1/campaigns/${id}`;
  return {
    every: ['/v1/status', '/v1/session'],
    overview: ['/v1/overview'],
    campaigns: ['/v1/campaigns', '/v1/containment/actions'],
    campaign: [
      `${campaign}?accounts=none`,
      ...['activity', 'life', 'traits', 'templates'].map(kind => `${campaign}/views/${kind}`),
      '/v1/prices',
      '/v1/containment/plans',
    ],
    'its accounts': [
      `${campaign}/accounts`,
      `${campaign}/accounts?sort=exchanges&order=desc&offset=20000&limit=1000`,
      `${campaign}/accounts?role=harvester&search=77`,
    ],
    account: [
      `/v1/accounts?account=${encodeURIComponent(account)}`,
      `/v1/accounts/${encodeURIComponent(account)}/traffic`,
    ],
    act: [
      '/v1/appeals',
      '/v1/holds',
      '/v1/grants',
      '/v1/policies',
      '/v1/audit?last=200&long=counted',
      '/v1/audit?last=200',
    ],
    'exported whole': [campaign],
  };
}
