// Every page of the console in light and dark, for docs/screenshots: what it looks like, and whether it still does.
//   npm start                       (it prints a link with a token in it)
//   node scripts/screenshots.mjs 'LINK' [FOLDER]
// Acts on the demo's campaign first, so that there is a plan, a containment, an appeal, a hold and a grant to see.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
  const answer = await response.json();
  if (!response.ok) throw new Error(`${path}: ${answer.message ?? response.status}`);
  return answer;
};

const { campaigns } = await ask('campaigns');
const campaign = campaigns.find(({ verdict }) => verdict === 'harvesting').id;
const { accounts } = await ask(`campaigns/${campaign}`);
const { plan, action } = await act();
const account = accounts[0].account;
const plays = await ask('range/plays');
const play = plays.plays?.[0]?.id;

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
  range: play ? `/range?play=${play}` : '/range',
};

mkdirSync(out, { recursive: true });
const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  path => path && existsSync(path),
);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
for (const colorScheme of ['light', 'dark']) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme });
  const page = await context.newPage();
  await page.goto(link);
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(origin + path);
    await page.waitForLoadState('networkidle').catch(() => {}); // a play that runs is asked for again and again
    await page.waitForTimeout(name === 'campaign-infrastructure' ? 4000 : 800);
    writeFileSync(join(out, `${name}-${colorScheme}.png`), await page.screenshot());
    process.stderr.write(`${name}-${colorScheme}\n`);
  }
  await context.close();
}
await browser.close();

/** What an analyst and a second person would have done by now. */
async function act() {
  const status = await ask('status');
  const data = status.data ?? status.engine?.state?.store ?? status.store;
  const made = spawnSync(
    process.execPath,
    [
      join(root, 'bin/stillwatch.js'),
      'token',
      'add',
      `ben${Date.now()}`,
      '--role',
      'approver',
      '--data',
      data,
    ],
    { encoding: 'utf8' },
  );
  const [second] = /sw_[\w-]+/.exec(made.stdout + made.stderr) ?? [];
  if (!second) throw new Error(`no second person: ${made.stderr}`);
  const { id: plan } = await ask('containment/plans', {
    campaign,
    reason: 'Found last night; confirmed by hand',
  });
  await ask('containment/approvals', { plan, reason: 'Read its evidence; agreed' }, second);
  const { action } = await ask('containment/actions', {
    plan,
    reason: 'As agreed with the trust team',
    waves: 3,
    over_hours: 6,
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
