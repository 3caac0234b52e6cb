import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPage } from '../page/build.mjs';
import { makeDossier } from '../testing/dossier.ts';
import { bodyOf, note, signer } from '../testing/sign.ts';

// The page, as it is built, in a real browser, opened as the file that it is.

const folder = mkdtempSync(join(tmpdir(), 'stillwatch-verifier-'));
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const witness = signer('witness.example', 4);
const made = makeDossier({ level: 'regulator', witnesses: [witness] });
const good = file('good.zip', made.archive);
const bad = file('bad.zip', made.seal({ claims: { ...made.claims, campaign: 'SW-2026-0002' } }));
const large = file('large.zip', makeDossier({ hours: 200, accounts: 30, others: 5 }).archive);

let browser: Browser;
let page: Page;
const asked: string[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  const address = pathToFileURL(buildPage(join(folder, 'page.html')));
  browser = await chromium.launch({
    executablePath: await executable(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
  page.setDefaultTimeout(8000);
  page.on('request', request => asked.push(request.url()));
  page.on('console', message => complaints.push(message.text()));
  page.on('pageerror', error => complaints.push(String(error)));
  await page.goto(String(address));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A browser of this system, or the one that a package brings. */
async function executable(): Promise<string> {
  for (const path of [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ])
    if (path && existsSync(path)) return path;
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}

const verdict = async (): Promise<string> => {
  await page.waitForSelector('.verdict');
  return page.textContent('.verdict h2') as Promise<string>;
};
const reported = async (): Promise<string> => (await page.textContent('#report')) ?? '';

async function choose(path: string): Promise<void> {
  await page.evaluate(() => document.querySelector('#report')!.replaceChildren());
  await page.setInputFiles('#file', []);
  await page.setInputFiles('#file', path);
}

describe('the page', () => {
  it('says of a good dossier what is proved and what is asserted', async () => {
    await choose(good);
    expect(await verdict()).toContain('SW-2026-0001 (level regulator) holds');
    expect(await page.$$eval('article h3', headings => headings.map(heading => heading.textContent))).toEqual(
      ['Proved', 'Not checked, for want of something from you', "Only asserted: the maker's word"],
    );
    expect(await reported()).toContain('The claim adds up');
  });

  it('says of a broken one what failed', async () => {
    await choose(bad);
    expect(await verdict()).toContain('does not hold');
    expect(await reported()).toContain('STATEMENT_INVALID');
    expect(await page.$$('article')).toHaveLength(1);
  });

  it('says so of what is no dossier', async () => {
    await choose(file('text.zip', 'not a dossier'));
    expect(await verdict()).toBe('This file does not hold. Do not rely on anything in it.');
    expect(await reported()).toContain('ARCHIVE_INVALID');
  });

  it('takes a file that is dropped anywhere', async () => {
    const bytes = [...made.archive];
    await page.evaluate(() => document.querySelector('#report')!.replaceChildren());
    await page.evaluate(data => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(data)], 'dropped.zip'));
      document
        .querySelector('footer')!
        .dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, bytes);
    expect(await verdict()).toContain('holds');
    expect(await reported()).toContain('dropped.zip');
  });

  it('asks for what the reader has: key, witness, checkpoint', async () => {
    await choose(good);
    await page.click('summary');
    await page.fill('#key', made.key.text);
    await page.fill('#witnesses', witness.text);
    const kept = note(bodyOf('log.example/stillwatch', made.entries.length, made.tree.root()), [made.key]);
    await page.setInputFiles('#since', file('kept', kept));
    await page.waitForSelector('text=The checkpoint is the one that you kept.');
    expect(await reported()).toContain('The key is the one that you gave.');
    expect(await reported()).toContain('The witness witness.example signed this checkpoint');
    await page.fill('#key', signer('log.example/stillwatch', 1, 'other').text);
    await page.click('h1');
    await page.waitForSelector('text=KEY_OTHER');
    await page.fill('#key', '');
    await page.fill('#witnesses', '');
    await page.setInputFiles('#since', []);
  });

  it('shows what a stranger wrote as text', async () => {
    const claims = structuredClone(made.claims);
    claims.claims.at(-1).says = '<img src=x onerror="document.title=1"> \u202e evil \u001b[31m';
    await choose(file('markup.zip', made.seal({ claims })));
    await verdict();
    expect(await reported()).toContain('<img src=x onerror="document.title=1"> \ufffd evil \ufffd[31m');
    expect(await page.title()).toBe('Stillwatch: check a dossier');
  });

  it('checks a dossier with many draws in good time', async () => {
    const start = performance.now();
    await choose(large);
    expect(await verdict()).toContain('holds');
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('asked for nothing but itself, and nobody complained', () => {
    expect(asked.filter(url => !url.startsWith('file:') || !url.endsWith('page.html'))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
