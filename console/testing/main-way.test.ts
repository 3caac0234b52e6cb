import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { harvest, hostile, hostileCampaign } from './campaigns.ts';
import { browse, serve, type World } from './service.ts';

// The way people go, in a real browser against the built service: from the sign-in to a dossier that is checked.

const folder = mkdtempSync(join(tmpdir(), 'stillwatch-console-'));
const evil = hostileCampaign();
let world: World;
let browser: Browser;
/** What the browser complained of: a policy that was broken, a script that failed. */
const complaints: string[] = [];

beforeAll(async () => {
  [world, browser] = await Promise.all([serve([harvest('SW-2026-0001', 60), evil]), browse()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function open(scheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width: 1360, height: 860 } });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('console', message => {
    // That nobody is signed in yet is said by a 401, which the browser tells of.
    if (message.type() === 'error' && !/401/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(String(error)));
  return page;
}

async function signIn(page: Page, token: string): Promise<void> {
  await page.goto(`${world.address}/sign-in`);
  await page.fill('input[type=password]', token);
  await page.click('button[type=submit]');
  await page.waitForURL('**/overview');
}

/** A session by its cookie alone. */
async function entered(who: keyof World['token'], scheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await open(scheme);
  await cookie(page.context(), world.token[who]);
  return page;
}
const cookie = (context: BrowserContext, value: string) =>
  context.addCookies([{ name: 'stillwatch', value, url: world.address, httpOnly: true, sameSite: 'Strict' }]);

async function go(page: Page, path: string): Promise<void> {
  await page.goto(`${world.address}${path}`);
  await page.waitForSelector('h1, [role=alert]');
  // What is asked for is there: nothing waits any more.
  await page.waitForFunction(() => !document.querySelector('.mantine-Loader-root'));
}

const dialog = (page: Page) => page.getByRole('dialog');
const confirm = async (page: Page, reason: string, button: RegExp) => {
  await dialog(page).getByLabel('Reason').fill(reason);
  await dialog(page).getByRole('button', { name: button }).click();
};

describe('the main way', () => {
  it('goes from the sign-in to a dossier that holds', async () => {
    const ana = await open();
    await ana.goto(`${world.address}/campaigns/SW-2026-0001`);
    await ana.waitForURL('**/sign-in?**');
    await ana.fill('input[type=password]', 'sw_wrong');
    await ana.click('button[type=submit]');
    await ana.getByText('not valid').waitFor();
    await ana.fill('input[type=password]', world.token.ana);
    await ana.click('button[type=submit]');
    // It leads to where one wanted to go.
    await ana.waitForURL('**/campaigns/SW-2026-0001');
    await ana.getByText('60 accounts sent 576,000 exchanges to 2 models within 21 days').waitFor();

    await ana.getByRole('button', { name: /level volumes/ }).click();
    await ana.getByText('Quotas of a plan could level them').waitFor();

    await ana.getByRole('button', { name: 'Plan containment' }).click();
    await confirm(ana, 'harvests reasoning', /Make the plan/);
    await ana.waitForURL('**/act/plans/P-*');
    await ana.getByText('waits for approval').first().waitFor();
    expect(await ana.getByRole('button', { name: 'Approve' }).getAttribute('aria-disabled')).toBe('true');
    expect(await ana.getByRole('button', { name: 'Apply' }).getAttribute('aria-disabled')).toBe('true');
    const plan = new URL(ana.url()).pathname;

    const ben = await open();
    await signIn(ben, world.token.ben);
    await go(ben, plan);
    await ben.getByRole('button', { name: 'Approve' }).click();
    await confirm(ben, 'I looked', /^Approve/);
    await ben.getByText('ready to apply').waitFor();

    await ana.reload();
    await ana.getByRole('button', { name: 'Apply' }).click();
    await dialog(ana).getByLabel('Waves').fill('3');
    await dialog(ana).getByLabel('Over, hours').fill('12');
    await dialog(ana).getByRole('button', { name: 'Look at what would be done' }).click();
    await dialog(ana).getByText('Ends by itself').waitFor();
    await confirm(ana, 'agreed', /Contain 60 accounts/);
    await ana.waitForURL('**/act/containments/A-*');
    await ana.getByText('in force').first().waitFor();
    expect(await ana.locator('dl').first().textContent()).toMatch(/Time left\s*(6 d 23 h|7 d)/);

    await ana.getByRole('button', { name: 'Undo all' }).click();
    await confirm(ana, 'a drill', /Let 60 accounts go/);
    await ana.getByText('undone').first().waitFor();

    await go(ana, '/campaigns/SW-2026-0001');
    await ana.getByRole('button', { name: 'Make a dossier' }).click();
    await dialog(ana).getByLabel('Maker').fill('A test');
    const [file] = await Promise.all([
      Promise.race([
        ana.waitForEvent('download', { timeout: 40_000 }),
        // What the service says is wrong, not only that it took too long.
        dialog(ana)
          .getByRole('alert')
          .textContent({ timeout: 40_000 })
          .then(text => Promise.reject(new Error(`no dossier: ${text}`))),
      ]),
      dialog(ana).getByRole('button', { name: 'Make and save' }).click(),
    ]);
    const path = join(folder, 'dossier.zip');
    await file.saveAs(path);
    await go(ana, '/evidence');
    await ana.setInputFiles('input[type=file]', path);
    await ana.waitForSelector('[data-verdict]');
    expect(await ana.getAttribute('[data-verdict]', 'data-verdict')).toBe('holds');

    // It is kept by the service, is what was saved, and its claim is proved in the log.
    await go(ana, '/evidence/dossiers');
    await ana.getByRole('button', { name: 'Check' }).click();
    await dialog(ana).locator('[data-verdict=holds]').waitFor();
    await ana.keyboard.press('Escape');
    await ana.locator('a[href^="/evidence/log"]').filter({ hasText: /\d/ }).click();
    await dialog(ana).locator('[data-proved=yes]').waitFor();
    await ana.keyboard.press('Escape');
    await ana.getByText('claim of a dossier').waitFor();
    await go(ana, '/evidence/dossiers');
    await ana.getByRole('button', { name: 'Remove' }).click();
    await dialog(ana).getByRole('button', { name: 'Remove it here' }).click();
    await ana.getByText('None was made yet').waitFor();

    await go(ana, '/act/audit');
    for (const kind of ['plan', 'approval', 'action', 'undo'])
      await ana.getByRole('cell', { name: kind, exact: true }).first().waitFor();
    await Promise.all([ana.context().close(), ben.context().close()]);
  }, 90_000);

  it('tries a copy of the policies on what is stored', async () => {
    const ana = await entered('ana');
    await go(ana, '/act/policies');
    const text = ana.getByLabel(/^Text of/);
    await text.fill(
      `${await text.inputValue()}\n@decision("suspend")\n@text("all")\nforbid (principal, action, resource);\n`,
    );
    await ana.getByRole('button', { name: 'Try the copy' }).click();
    await ana.getByText(/would have been treated differently, in/).waitFor();
    await ana.getByRole('table', { name: 'Whom it would touch most' }).waitFor();
    await ana.context().close();
  });

  it('looks at what a partner told of, says what it was, and sees what would go out', async () => {
    const ana = await entered('ana');
    await go(ana, '/shared');
    await ana.getByRole('cell', { name: 'SW-2026-0001' }).waitFor();
    await ana.getByRole('table', { name: /^Campaigns of partners/ }).focus();
    for (const key of ['ArrowDown', 'Enter']) await ana.keyboard.press(key);
    await ana.waitForURL('**/shared?from=North&told=campaign*');
    await dialog(ana).getByRole('button', { name: 'It was right' }).click();
    await ana.getByLabel('Reason').fill('the same operator');
    await ana.getByRole('button', { name: 'Say so' }).click();
    await ana.getByRole('dialog', { name: /^Say that/ }).waitFor({ state: 'detached' });
    await dialog(ana).getByText('the same operator').waitFor();
    expect(await dialog(ana).textContent()).toContain('<img src=x');

    await go(ana, '/shared/out?tlp=amber');
    await ana.getByRole('table', { name: 'Indicators' }).waitFor();
    await ana.getByRole('button', { name: 'Make a collection' }).click();
    await dialog(ana).getByLabel('Name').fill('labs');
    await confirm(ana, 'agreed with them', /Make it/);
    await ana.getByRole('button', { name: 'Release', exact: true }).click();
    await confirm(ana, 'it goes on', /Release it/);
    await ana.getByRole('table', { name: 'Collections' }).getByText('SW-2026-0001').waitFor();
    await ana.context().close();
  }, 30_000);

  it('shows a viewer what may not be done, and why; the service refuses it', async () => {
    const viv = await entered('viv');
    await go(viv, '/campaigns/SW-2026-0001');
    const button = viv.getByRole('button', { name: 'Plan containment' });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await button.hover();
    await viv.getByText('that takes an analyst').waitFor();
    const body = { campaign: 'SW-2026-0001', reason: 'x' };
    const status = await viv.evaluate(
      async body =>
        (
          await fetch('/v1/containment/plans', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          })
        ).status,
      body,
    );
    expect(status).toBe(403);
    await viv.context().close();
  });

  it('signs in by a provider, ends the session of another, and says what to do about a missing role', async () => {
    const guest = await open();
    await guest.goto(`${world.address}/sign-in?to=/act/sessions`);
    await guest.getByRole('link', { name: 'Sign in with Example' }).click();
    await guest.getByText('u-8').click();
    await guest.getByText('have no role here').waitFor();
    // The provider still knows who that was: this time it asks again.
    await guest.getByRole('link', { name: 'Sign in with Example' }).click();
    await guest.getByText('u-7').click();
    await guest.waitForURL('**/overview');
    const kim = await open();
    await kim.goto(`${world.address}/act/sessions`);
    await kim.getByRole('link', { name: 'Sign in with Example' }).click();
    await kim.getByText('u-7').click();
    await kim.waitForURL('**/act/sessions');
    await kim.getByText('you', { exact: true }).waitFor();
    await kim.getByRole('row').filter({ hasNotText: 'you' }).getByRole('button', { name: 'End' }).click();
    await dialog(kim).getByRole('button', { name: 'End it' }).click();
    await dialog(kim).waitFor({ state: 'detached' });
    const status = await guest.evaluate(async () => (await fetch('/v1/session')).status);
    expect(status).toBe(401);
    await kim.getByRole('button', { name: 'kim@example.com' }).click();
    await kim.getByRole('menuitem', { name: 'Sign out' }).click();
    await kim.waitForURL('**/sign-in');
    await Promise.all([guest.context().close(), kim.context().close()]);
  }, 30_000);

  it('takes no cookie that was tampered with, and no change that another site asks for', async () => {
    const page = await open();
    await cookie(page.context(), `${world.token.ana.slice(0, -1)}x`);
    await page.goto(`${world.address}/act/plans`);
    await page.waitForURL('**/sign-in?**');
    const asked = (headers: Record<string, string>, method = 'POST') =>
      fetch(`${world.address}/v1/${method === 'POST' ? 'containment/plans' : 'session'}`, {
        method,
        headers: {
          cookie: `stillwatch=${world.token.ana}`,
          ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(method === 'POST' ? { body: '{}' } : {}),
      }).then(({ status }) => status);
    // Without the browser's word that our own page asks there is no session; with it the body is looked at.
    expect(await asked({})).toBe(401);
    expect(await asked({ 'sec-fetch-site': 'cross-site' })).toBe(401);
    expect(await asked({ 'sec-fetch-site': 'same-origin' })).toBe(400);
    expect(await asked({ 'sec-fetch-site': 'cross-site' }, 'DELETE')).toBe(401);
    await page.context().close();
  });

  it('shows a test of lineage, and what models wrote as text alone', async () => {
    const viv = await entered('viv');
    await go(viv, '/lineage');
    await viv.getByRole('link', { name: 'suspect-1' }).click();
    await viv.getByText('nearest to claude12 of vendor 0').waitFor();
    await viv.getByText('here is <img src=x onerror=alert(1)>\ufffd a plan').waitFor();
    await viv.getByText('None of 700 is as near as the suspect is to claude12.').waitFor();
    await viv.getByRole('button', { name: '<b>llama3</b>' }).click();
    await viv.getByText('What share of <b>llama3</b> explains it').waitFor();
    expect(new URL(viv.url()).searchParams.get('family')).toBe('<b>llama3</b>');
    await viv.context().close();
  });

  it('answers what is no page as what it is', async () => {
    const of = async (path: string) => {
      const response = await fetch(`${world.address}${path}`, {
        headers: { authorization: `Bearer ${world.token.viv}` },
      });
      return [response.status, response.headers.get('content-type')?.split(';')[0]];
    };
    expect(await of('/v1/nothing')).toEqual([404, 'application/json']);
    expect(await of('/assets/nothing.js')).toEqual([404, 'application/json']);
    expect(await of('/campaigns/any')).toEqual([200, 'text/html']);
    const page = await fetch(`${world.address}/campaigns`);
    expect(page.headers.get('cache-control')).toBe('no-store');
    const policy = page.headers.get('content-security-policy')!;
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|blob:/);
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types stillwatch-worker");
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text())![1];
    expect((await fetch(`${world.address}${script}`)).headers.get('cache-control')).toContain('immutable');
  });
});

const paths = [
  '/sign-in',
  '/overview',
  '/campaigns',
  '/campaigns/SW-2026-0001',
  '/campaigns/SW-2026-0001/activity',
  '/campaigns/SW-2026-0001/traits',
  '/campaigns/SW-2026-0001/traits?as=table',
  '/campaigns/SW-2026-0001/infrastructure',
  '/campaigns/SW-2026-0001/templates',
  '/campaigns/SW-2026-0001/harvest',
  '/campaigns/SW-2026-0001/life',
  '/campaigns/SW-2026-0001/accounts',
  '/accounts?q=acct_0000',
  '/accounts/acct_00001',
  '/act/plans',
  '/act/containments',
  '/act/appeals',
  '/act/holds',
  '/act/grants',
  '/act/attestations',
  '/act/policies',
  '/act/audit',
  '/act/sessions',
  '/lineage',
  '/lineage/suspect-1',
  '/evidence',
  '/range',
  '/range?new=true',
  '/evidence/log',
  '/evidence/dossiers',
  '/shared',
  '/shared/out',
  '/shared/private',
];

describe('for everyone', () => {
  it('axe finds nothing wrong on any page, light or dark', async () => {
    const page = await entered('ana');
    // Put in by the browser's own tools, which no page's policy binds.
    await page.context().addInitScript(axe.source);
    const found: string[] = [];
    for (const path of paths) {
      await page.emulateMedia({ colorScheme: 'light' });
      await go(page, path);
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.waitForSelector(`html[data-mantine-color-scheme=${scheme}]`);
        // Colours pass from one to the other; what they are at the end is looked at.
        await page.evaluate(() =>
          Promise.all(document.getAnimations().map(one => one.finished.catch(() => {}))),
        );
        const violations = await page.evaluate(
          // What is well is thousands of nodes, that nobody looks at.
          async options => (await (globalThis as unknown as Axe).axe.run(options)).violations,
          // Between light and dark nothing differs but the colours.
          { resultTypes: ['violations'], ...(scheme === 'dark' && { runOnly: ['color-contrast'] }) },
        );
        for (const { id, nodes } of violations)
          found.push(`${path}, ${scheme}: ${id}: ${nodes[0]?.html.slice(0, 160)}`);
      }
    }
    expect(found).toEqual([]);
    await page.context().close();
  }, 120_000);

  it('is gone through by keyboard', async () => {
    const page = await entered('ana');
    await go(page, '/campaigns');
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.waitForURL('**/evidence');
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('A page, a campaign').fill('0001');
    await page.getByText('SW-2026-0001').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/campaigns/SW-2026-0001');
    await dialog(page).waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await page.waitForURL('**/accounts');
    await page.locator('input[data-filter]:focus').waitFor();
    await page.keyboard.type('acct_0000');
    await page.getByText('acct_00003').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/accounts/acct_00000');
    await page.getByRole('heading', { name: 'Why it belongs' }).waitFor();
    await page.getByRole('table', { name: 'Streams' }).getByText('SW-2026-0001').waitFor();
    await page.context().close();
  });

  it('steps through a play by keyboard, and the address says where', async () => {
    const page = await entered('viv');
    await go(page, '/range?step=2');
    await page.getByText('Found on day 2 after 50% of the harvest; 50% leaked in all.').waitFor();
    const slider = page.getByRole('slider', { name: 'Step of the replay' });
    expect(await slider.getAttribute('aria-valuetext')).toContain('100% leaked, 0 accounts found');
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/step=3/);
    await page.getByRole('cell', { name: 'SW-2026-0001' }).waitFor();
    expect(await page.locator('dl').first().textContent()).toMatch(/Leaked360.*Accounts found12 of 12/);
    // By itself, to the end.
    await page.keyboard.press('Space');
    await page.waitForURL(/step=6/);
    expect(await slider.getAttribute('aria-valuetext')).toContain('50% leaked, 12 accounts found');
    const play = page.getByRole('button', { name: 'Remove' });
    expect(await play.getAttribute('aria-disabled')).toBe('true');
    await page.context().close();
  });
  it('has a campaign looked at by keyboard, part by part, and by its addresses', async () => {
    const page = await entered('ana');
    const campaign = '/campaigns/SW-2026-0001';
    await go(page, `${campaign}/traits`);
    await page.getByRole('grid').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
    const [account] = /^acct_\w+/.exec((await page.getByRole('gridcell').textContent())!)!;
    expect(await page.getByRole('gridcell').textContent()).toMatch(
      / \(\w+\) (shows|does not show) \w+, .*: [\d,]+ of 63 accounts show it, and \d+ of \d+ outside/,
    );
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/accounts/${account}`);
    await page.goBack();
    await page.getByRole('grid').focus();
    for (const key of ['ArrowDown', ' ']) await page.keyboard.press(key);
    await page.waitForURL('**/traits?has=*');
    await page.getByRole('button', { name: 'No longer only those who show' }).waitFor();

    await go(page, `${campaign}/infrastructure`);
    await page.getByLabel('What is shared').getByRole('button').first().press('Enter');
    await page.waitForURL('**/infrastructure?node=*');
    await page.getByRole('link', { name: 'Who shows it' }).waitFor();

    await go(page, `${campaign}/templates`);
    await page.getByRole('table').focus();
    for (const key of ['ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.waitForURL('**/templates?template=*');
    await page.getByText('Different prompts').waitFor();

    await go(page, `${campaign}/activity?from=2026-05-05T00:00:00.000Z&to=2026-05-06T00:00:00.000Z`);
    await page.getByText('2026-05-05 00:00 to 2026-05-06 00:00').waitFor();
    await page.getByRole('button', { name: 'As a table' }).first().press('Enter');
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('25');

    await go(page, `${campaign}/accounts?role=bystander`);
    await page.getByText('3 accounts of 63 accounts').waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByText('CSV').click()]);
    const path = join(folder, 'accounts.csv');
    await file.saveAs(path);
    expect(readFileSync(path, 'utf8').trim().split('\r\n')).toHaveLength(4);
    await page.context().close();
  }, 60_000);

  it('lays the graph out in a worker of its own, and without one', async () => {
    const path = '/campaigns/SW-2026-0001/infrastructure';
    const page = await entered('ana');
    const workers: string[] = [];
    page.on('worker', worker => workers.push(new URL(worker.url()).pathname));
    await go(page, path);
    await page.locator('[data-settled=true]').waitFor();
    expect(workers).toEqual([expect.stringMatching(/^\/assets\/layout-worker-[\w-]+\.js$/)]);
    const head = (await fetch(`${world.address}${workers[0]}`)).headers.get('content-security-policy');
    expect(head).toContain("default-src 'none'");
    // What an intruder would try is refused: an address as a text, a policy of another name, or of this one again. Not listened to:
    // the browser complains of each.
    const intruder = await page.context().newPage();
    await go(intruder, path);
    await intruder.locator('[data-settled=true]').waitFor();
    const refused = await intruder.evaluate(address => {
      const { trustedTypes } = globalThis as unknown as {
        trustedTypes: { createPolicy(name: string, rules: object): unknown };
      };
      return [
        () => new Worker(address),
        () => trustedTypes.createPolicy('another', {}),
        () => trustedTypes.createPolicy('stillwatch-worker', { createScriptURL: (text: string) => text }),
      ].map(one => {
        try {
          one();
          return false;
        } catch (error) {
          return error instanceof TypeError;
        }
      });
    }, workers[0]!);
    expect(refused).toEqual([true, true, true]);
    await intruder.close();
    // It looks the same where there is none, and for who wants nothing to move.
    const without = await entered('ana');
    await without.emulateMedia({ reducedMotion: 'reduce' });
    await without.addInitScript('delete globalThis.Worker');
    await go(without, path);
    await without.locator('[data-settled=true]').waitFor();
    const pictures = await Promise.all(
      [page, without].map(one => one.locator('[data-settled=true]').screenshot()),
    );
    expect(pictures[0]!.equals(pictures[1]!)).toBe(true);
    await Promise.all([page.context().close(), without.context().close()]);
  });

  it('plays another, and stops it', async () => {
    const page = await entered('ana');
    await go(page, '/range');
    await page.getByRole('button', { name: 'Play another' }).click();
    for (const [field, value] of Object.entries({ 'Ordinary accounts': 40, 'Campaign accounts': 4, Days: 1 }))
      await page.getByLabel(field, { exact: true }).fill(String(value));
    await page.getByRole('slider', { name: 'Camouflage' }).press('ArrowRight');
    await page.getByRole('button', { name: 'Play it' }).click();
    await page.waitForURL(/play=demo-/);
    await page.getByRole('button', { name: /^(Stop|Remove)$/ }).click();
    await dialog(page)
      .getByRole('button', { name: /^(Stop and remove|Remove)$/ })
      .click();
    // What is left is shown again.
    await page.getByText('Found on day 2 after 50% of the harvest').waitFor();
    await page.context().close();
  });

  it('shows what a stranger wrote as text, and nothing of it unseen', async () => {
    const page = await entered('ana');
    const account = encodeURIComponent(evil.accounts[0]!.account);
    for (const path of [
      '/overview',
      '/campaigns',
      `/campaigns/${evil.id}`,
      ...[
        'activity',
        'traits',
        'traits?as=table',
        'infrastructure',
        'templates',
        'harvest',
        'life',
        'accounts',
      ].map(part => `/campaigns/${evil.id}/${part}`),
      `/accounts/${account}`,
      '/shared',
      `/campaigns/${encodeURIComponent(hostile(99))}`,
    ]) {
      await go(page, path);
      await page.evaluate(() => {
        for (const one of document.querySelectorAll<HTMLElement>('main [aria-expanded=false]')) one.click();
      });
      const [pwned, text, title] = await page.evaluate(() => [
        (globalThis as { pwned?: number }).pwned,
        document.documentElement.outerHTML,
        document.title,
      ]);
      expect(pwned).toBeUndefined();
      expect(`${text}${title}`).not.toMatch(/[\u202e\u001b\u0007\u200b]/);
      expect(await page.locator('img[src=x]').count()).toBe(0);
      // It is there to be read: as what it is.
      if (/as=table|infrastructure|harvest|shared/.test(path))
        expect(await page.textContent('main')).toContain('<img src=x');
    }
    await page.context().close();
  }, 30_000);

  it('the browser had nothing to complain of', () => {
    expect(complaints.filter(text => !/40[034]|status of/.test(text))).toEqual([]);
  });
});

interface Axe {
  axe: { run(options: object): Promise<{ violations: Violation[] }> };
}

interface Violation {
  id: string;
  nodes: { html: string }[];
}
