// How soon is each page of the console useful? Opens each in Chromium as somebody who never was there, five times, and prints medians:
//   node bench/paint.mjs [ACCOUNTS] [CAMPAIGN] [EXCHANGES]     makes a store as bench/console.mjs does (100000 accounts, 25000 of the campaign, 20 exchanges each)
//   node bench/paint.mjs DATA                                  a data folder that is there (it makes the views that are missing, and a token for itself)
// Useful: the page's heading is there, something of its own is under it, and nothing in the upper half of the window waits any more;
// whole: nothing on the page does. JavaScript as it was sent, gzipped.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { addToken, revokeToken } from '../dist/server/index.js';

const OPENED = 5;
const fileOf = path => fileURLToPath(new URL(path, import.meta.url));
const sizes = process.argv.slice(2);
const given = sizes[0] && !/^\d+$/.test(sizes[0]) ? sizes[0] : undefined;
const folder = given ?? mkdtempSync(join(tmpdir(), 'stillwatch-paint-'));
const name = `bench-paint-${process.pid}`;
let child;
let browser;
let token;
try {
  if (!given) {
    const [accounts = '100000', campaign = '25000', each = '20'] = sizes;
    const made = spawnSync(
      process.execPath,
      [fileOf('console-store.mjs'), folder, accounts, campaign, each],
      {
        stdio: 'inherit',
      },
    );
    if (made.status !== 0) throw new Error('the store could not be made');
  }
  token = addToken(folder, name, ['read'], null);
  await measure(await serve());
} finally {
  await browser?.close();
  child?.kill('SIGTERM');
  if (child) await new Promise(done => child.once('exit', done));
  if (token) revokeToken(folder, name);
  if (!given) rmSync(folder, { recursive: true, force: true });
}

async function serve() {
  child = spawn(
    process.execPath,
    [
      fileOf('../bin/stillwatch.js'),
      'serve',
      '--port',
      '0',
      '--detect-every',
      'off',
      '--data',
      folder,
      '--log',
      'error',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return await new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('the service ended')));
    createInterface({ input: child.stdout }).on('line', line => {
      const [found] = /http:\/\/[\w.:]+\d/.exec(line) ?? [];
      if (found) resolve(found);
    });
  });
}

async function measure(address) {
  const ask = path => fetch(`${address}${path}`, { headers: { authorization: `Bearer ${token}` } });
  const until = async path => {
    for (let i = 0; !(await ask(path)).ok; i++) {
      if (i > 1200) throw new Error(`${path} was not answered within ten minutes`);
      await new Promise(done => setTimeout(done, 500));
    }
  };
  await until('/readyz');
  const { campaigns } = await (await ask('/v1/campaigns')).json();
  const sum = counts => Object.values(counts).reduce((all, n) => all + n, 0);
  const largest = campaigns.sort((a, b) => sum(b.accounts) - sum(a.accounts))[0];
  if (!largest) throw new Error('there is no campaign in this store');
  for (const kind of ['activity', 'life', 'traits', 'templates'])
    await until(`/v1/campaigns/${largest.id}/views/${kind}`);
  const [{ account }] = (await (await ask(`/v1/campaigns/${largest.id}/accounts?limit=1`)).json()).accounts;

  const own = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  const executablePath =
    own.find(path => path && existsSync(path)) ??
    (await (await import('@sparticuz/chromium')).default.executablePath());
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  await open(address, '/overview'); // the browser itself has been started once
  console.log(
    `${sum(largest.accounts)} accounts and ${largest.exchanges} exchanges in the campaign; ${cpus().length} threads of ${cpus()[0].model}, Chromium ${browser.version()}, load ${loadavg()[0].toFixed(1)}\n`,
  );
  console.log(
    '| page | first paint, ms | useful, ms (least to most) | whole, ms | JavaScript, kB gzipped |\n| --- | --- | --- | --- | --- |',
  );
  for (const path of pagesOf(largest.id, account)) {
    const times = [];
    for (let i = 0; i < OPENED; i++) times.push(await open(address, path));
    const of = key => times.map(one => one[key]).sort((a, b) => a - b);
    const useful = of('useful');
    const middle = values => values[OPENED >> 1].toFixed(0);
    console.log(
      `| \`${path.replace(account, 'ACCOUNT').replace(largest.id, 'ID')}\` | ${middle(of('first'))} | ${middle(useful)} (${useful[0].toFixed(0)} to ${useful[OPENED - 1].toFixed(0)}) | ${middle(of('whole'))} | ${middle(of('script').map(bytes => bytes / 1000))} |`,
    );
  }
  console.log(`\nload at the end ${loadavg()[0].toFixed(1)}`);
}

/** One page, by somebody who was never there: no cache, signed in by the cookie. Milliseconds since it was asked for. */
async function open(address, path) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    if (path !== '/sign-in')
      await context.addCookies([
        { name: 'stillwatch', value: token, url: address, httpOnly: true, sameSite: 'Strict' },
      ]);
    await context.addInitScript(watch);
    const page = await context.newPage();
    await page.goto(`${address}${path}`, { waitUntil: 'commit' });
    await page.waitForFunction(() => globalThis.shownAt !== undefined, undefined, { timeout: 60_000 });
    return await page.evaluate(() => ({
      first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
      ...globalThis.shownAt,
      script: performance
        .getEntriesByType('resource')
        .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    }));
  } finally {
    await context.close();
  }
}

/**
 * Runs in the page: looks at every frame whether it is useful, which is that its upper half waits for nothing, and whole; and that it is
 * still so some frames later.
 */
function watch() {
  const waiting = '[class*=Loader-root], [class*=Skeleton-root], [aria-busy=true], [data-settled=false]';
  const since = {};
  const frames = { useful: 0, whole: 0 };
  const look = () => {
    const main = document.querySelector('main') ?? document.querySelector('#root');
    const waits = [...document.querySelectorAll(waiting)];
    const begun = document.querySelector('h1') && main && main.textContent.length > 40;
    const is = {
      useful: begun && waits.every(one => one.getBoundingClientRect().top > innerHeight / 2),
      whole: begun && waits.length === 0,
    };
    for (const what of ['useful', 'whole']) {
      if (!is[what]) frames[what] = 0;
      else if (++frames[what] === 2) since[what] = performance.now(); // what was there a frame ago has been painted
    }
    if (frames.whole > 3) globalThis.shownAt = since;
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function pagesOf(id, account) {
  const parts = [
    '',
    '/activity',
    '/traits',
    '/infrastructure',
    '/templates',
    '/harvest',
    '/life',
    '/accounts',
  ];
  return [
    '/sign-in',
    '/overview',
    '/campaigns',
    ...parts.map(part => `/campaigns/${id}${part}`),
    '/accounts',
    `/accounts/${encodeURIComponent(account)}`,
    ...['plans', 'containments', 'appeals', 'policies', 'audit'].map(part => `/act/${part}`),
    '/evidence',
    '/evidence/log',
    '/range',
  ];
}
