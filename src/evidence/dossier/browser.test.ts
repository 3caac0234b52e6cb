import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { html, type LetterFacts, letter, metaOf } from './index.ts';
import { factsOf } from './testing/facts.ts';
import { poisoned } from './testing/hostile.ts';

// The page in a real browser, with what strangers wrote in every place that they can write to.

let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'stillwatch-page-'));
beforeAll(async () => {
  browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

async function open(facts: LetterFacts, width: number) {
  const file = join(folder, 'dossier.html');
  writeFileSync(file, html(letter(facts), metaOf(facts)));
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  const happened: string[] = [];
  page.on('console', message => happened.push(message.text()));
  page.on('pageerror', error => happened.push(error.message));
  page.on('dialog', dialog => happened.push(`dialog ${dialog.message()}`));
  page.on('request', request => request.url().startsWith('file:') || happened.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return { page, happened };
}

it.each([
  ['a regulator’s', factsOf({ level: 'regulator', excerpts: true })],
  ['a hostile', poisoned()],
])(
  '%s page runs and loads nothing, breaks no policy of its own, and fits a wide screen and a narrow one',
  async (_, facts) => {
    for (const width of [1200, 380]) {
      const { page, happened } = await open(facts, width);
      expect(happened).toEqual([]);
      const seen = await page.evaluate(() => ({
        // The style sheet stood its policy's digest.
        weight: getComputedStyle(document.querySelector('h1')!).fontWeight,
        scripts: document.querySelectorAll('script, img, iframe, object, [onerror]').length,
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      }));
      expect(seen).toEqual({ weight: '650', scripts: 0, wide: 0 });
      await page.close();
    }
  },
);

it('prints in black on white, whatever the screen has', async () => {
  const { page } = await open(factsOf(), 1200);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await ground()).toBe('rgb(20, 23, 27)');
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  expect(await ground()).toBe('rgb(255, 255, 255)');
});
