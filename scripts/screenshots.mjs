// Every page of the console in light and dark, for docs/screenshots: what it looks like, and whether it still does.
//   npm start                       (it prints a link with a token in it)
//   node scripts/screenshots.mjs 'LINK' [FOLDER]
// Acts on the demo's campaign first, so that there is a plan, a containment, an appeal, a hold and a grant to see.
import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const [link, out = join(root, 'docs/screenshots')] = process.argv.slice(2);
if (!link?.includes('token=')) {
  console.error(
    'node scripts/screenshots.mjs LINK [FOLDER]: the link that npm start printed, with its token',
  );
  process.exit(2);
}
const { origin, searchParams } = new URL(link);
const token = searchParams.get('token');
const ask = async (path, body, as = token) => {
  const response = await fetch(`${origin}/v1/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${as}`, ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  const isFile = response.ok && !response.headers.get('content-type')?.includes('json');
  const answer = isFile ? await response.arrayBuffer() : await response.json();
  if (!response.ok) throw new Error(`${path}: ${answer.message ?? response.status}`);
  return answer;
};

const { campaigns } = await ask('campaigns');
const campaign = campaigns.find(({ verdict }) => verdict === 'harvesting').id;
const { accounts } = await ask(`campaigns/${campaign}`);
const { plan, action } = await act();
const account = accounts[0].account;
// The demo's play is shown when it is over: it takes some minutes.
let play = (await ask('range/plays')).plays[0];
for (let left = 900; play?.state === 'running' && left > 0; left -= 2) {
  await rest(2000);
  play = (await ask('range/plays')).plays[0];
}

const pages = {
  'sign-in': '/sign-in',
  overview: '/overview',
  campaigns: '/campaigns',
  campaign: `/campaigns/${campaign}`,
  ...Object.fromEntries(
    ['activity', 'traits', 'infrastructure', 'templates', 'harvest', 'life', 'accounts'].map(part => [
      `campaign-${part}`,
      `/campaigns/${campaign}/${part}`,
    ]),
  ),
  accounts: '/accounts?q=acct_0',
  account: `/accounts/${account}`,
  plans: '/act/plans',
  plan: `/act/plans/${plan}`,
  containments: '/act/containments',
  containment: `/act/containments/${action}`,
  appeals: '/act/appeals',
  holds: '/act/holds',
  grants: '/act/grants',
  attestations: '/act/attestations',
  policies: '/act/policies',
  audit: '/act/audit',
  sessions: '/act/sessions',
  dossiers: '/evidence/dossiers',
  log: '/evidence/log',
  verify: '/evidence',
  range: play ? `/range?play=${play.id}` : '/range',
  'range-new': '/range?new=true',
};

mkdirSync(out, { recursive: true });
const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  path => path && existsSync(path),
);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
let painter;
for (const colorScheme of ['light', 'dark']) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme });
  const page = await context.newPage();
  await page.goto(link);
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(origin + path);
    await page.waitForLoadState('networkidle').catch(() => {}); // a play that runs is asked for again and again
    await page.waitForTimeout(name === 'campaign-infrastructure' ? 4000 : 800);
    // Where the store lies is this machine's own business.
    await page.evaluate(() => {
      const place = document.querySelector('[title="The store"]');
      if (place) place.textContent = 'stillwatch-demo';
    });
    const png = await inFewColours(await page.screenshot());
    writeFileSync(join(out, `${name}-${colorScheme}.png`), png);
    process.stderr.write(`${name}-${colorScheme} ${Math.round(png.length / 1000)} kB\n`);
  }
  await context.close();
}
await browser.close();

/** A PNG as one of at most 256 colours, a third as large. `painter` decodes it: a page without the console's policy. */
async function inFewColours(png) {
  painter ??= await browser.newPage();
  const { width, height, base64 } = await painter.evaluate(async from => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${from}`)).blob());
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    // Colours alike in their upper five bits are one, as often as they are there together.
    const alike = new Map();
    const keys = new Uint16Array(width * height);
    for (let i = 0; i < keys.length; i++) {
      const [r, g, b] = [data[i * 4], data[i * 4 + 1], data[i * 4 + 2]];
      const key = ((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3);
      keys[i] = key;
      const one = alike.get(key) ?? alike.set(key, { n: 0, exact: new Map() }).get(key);
      one.n++;
      const colour = (r << 16) | (g << 8) | b;
      one.exact.set(colour, (one.exact.get(colour) ?? 0) + 1);
    }
    const most = ({ exact }) => [...exact].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
    const palette = [...alike.values()]
      .sort((a, b) => b.n - a.n)
      .slice(0, 256)
      .map(most);
    const near = colour => {
      const away = other =>
        [16, 8, 0].reduce((sum, by) => sum + (((colour >> by) & 255) - ((other >> by) & 255)) ** 2, 0);
      return palette.reduce((best, other, i) => (away(other) < away(palette[best]) ? i : best), 0);
    };
    const index = new Map([...alike].map(([key, one]) => [key, near(most(one))]));
    const bytes = new Uint8Array(palette.length * 3 + keys.length);
    for (const [i, colour] of palette.entries())
      bytes.set([colour >> 16, (colour >> 8) & 255, colour & 255], i * 3);
    for (let i = 0; i < keys.length; i++) bytes[palette.length * 3 + i] = index.get(keys[i]);
    let text = '';
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return { width, height, base64: btoa(text) };
  }, png.toString('base64'));
  const bytes = Buffer.from(base64, 'base64');
  const palette = bytes.subarray(0, bytes.length - width * height);
  // Each row begins with how it is filtered: not at all.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    bytes.copy(rows, y * (width + 1) + 1, palette.length + y * width, palette.length + (y + 1) * width);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const chunk = (type, data) => {
    const all = Buffer.concat([Buffer.alloc(4), Buffer.from(type), data, Buffer.alloc(4)]);
    all.writeUInt32BE(data.length, 0);
    all.writeUInt32BE(crc32(all.subarray(4, -4)), all.length - 4);
    return all;
  };
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** What an analyst and a second person would have done by now. */
async function act() {
  const status = await ask('status');
  const data = status.data ?? status.engine?.state?.store ?? status.store;
  const add = name =>
    spawnSync(
      process.execPath,
      [join(root, 'bin/stillwatch.js'), 'token', 'add', name, '--role', 'approver', '--data', data],
      { encoding: 'utf8' },
    ).stdout;
  // Another name where it was here before.
  let second;
  for (const name of ['ben', 'bea', 'cai', 'dee', 'eli']) second ??= /sw_[\w-]+/.exec(add(name))?.[0];
  if (!second) throw new Error('no second person: stillwatch token add says why');
  const { id: plan } = await ask('containment/plans', {
    campaign,
    reason: 'Found last night; confirmed by hand',
  });
  await ask('containment/approvals', { plan, reason: 'Read its evidence; agreed' }, second);
  const { action } = await ask('containment/actions', {
    plan,
    reason: 'As agreed with the trust team',
    confirm: true,
  });
  const { contained } = await ask(`containment/actions?id=${action}`);
  await ask('appeals', {
    reference: contained[0].reference,
    text: 'We are a small company and use this for our own product. Please look again.',
  });
  const { campaigns: found } = await ask('campaigns');
  const [model] = Object.keys(found.find(({ id }) => id === campaign).models);
  const now = new Date();
  const later = new Date(now.getTime() + 90 * 86_400_000).toISOString();
  const from = now.toISOString();
  await ask('holds', {
    model,
    channel: 'api',
    lacking: 'us-person',
    from,
    until: later,
    basis: 'Directive of 12 June, section 3',
    reason: 'Counsel asked for it',
  });
  await ask('grants', {
    to: 'Example Research',
    accounts: ['acct_example'],
    models: ['*'],
    volume: 200_000,
    from,
    until: later,
    purpose: 'A smaller model for the deaf',
    contract: 'C-2026-118',
    reason: 'Signed by both',
  });
  await ask('attestations', {
    account: 'acct_example',
    attribute: 'us-person',
    attested_by: 'Customer desk',
    until: later,
    reason: 'Papers seen',
  });
  await ask('dossiers', { campaign, level: 'public' }).catch(said);
  return { plan, action };
}

function said(error) {
  process.stderr.write(`${error.message}\n`);
}
