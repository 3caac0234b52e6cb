import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { html, type LetterFacts, letter, metaOf, pdf } from './index.ts';
import { drawable, ranges } from './roboto.ts';
import { factsOf } from './testing/facts.ts';
import { poisoned } from './testing/hostile.ts';

const print = (facts: LetterFacts) => pdf(letter(facts), metaOf(facts));
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The words of a PDF, where poppler is installed. */
function wordsOf(bytes: Buffer): string | null {
  if (spawnSync('pdftotext', ['-v']).error) return null;
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-pdf-'));
  try {
    writeFileSync(join(folder, 'a.pdf'), bytes);
    return execFileSync('pdftotext', [join(folder, 'a.pdf'), '-'], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the same bytes', () => {
  it('twice, and in another process in another place and language', async () => {
    const facts = factsOf({ level: 'partner' });
    const here = digest(await print(facts));
    expect(digest(await print(factsOf({ level: 'partner' })))).toBe(here);
    const folder = mkdtempSync(join(root, 'node_modules', '.stillwatch-pdf-'));
    try {
      const outfile = join(folder, 'print.mjs');
      const entry = `import { createHash } from 'node:crypto';
        import { letter, metaOf, pdf } from './index.ts';
        import { factsOf } from './testing/facts.ts';
        const facts = factsOf({ level: 'partner' });
        console.log(createHash('sha256').update(await pdf(letter(facts), metaOf(facts))).digest('hex'));`;
      buildSync({
        stdin: { contents: entry, resolveDir: join(root, 'src/evidence/dossier'), loader: 'ts' },
        bundle: true,
        platform: 'node',
        format: 'esm',
        packages: 'external',
        outfile,
      });
      // Read from beside the code that reads it.
      cpSync(join(root, 'src/evidence/ledger/campaigns.json'), join(folder, 'campaigns.json'));
      const env = { ...process.env, TZ: 'Asia/Kolkata', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' };
      expect(execFileSync(process.execPath, [outfile], { encoding: 'utf8', env }).trim()).toBe(here);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('but others for other facts', async () => {
    const facts = factsOf({ verdict: 'watch' });
    const other = { ...facts, made: '2026-06-13T00:00:00.000Z' };
    expect(digest(await print(facts))).not.toBe(digest(await print(other)));
  });
});

it('says what it is: title, language, date of the claim, bookmarks', async () => {
  const bytes = await print(factsOf());
  const text = bytes.toString('latin1');
  expect(text).toContain('(Coordinated collection of model answers: dossier on campaign SW-2026-0001)');
  expect(text).toContain('/Lang (en)');
  expect(text).toContain('(D:20260612083000Z)');
  expect(text).toContain('/Title (1 What is claimed)');
  expect(text).not.toMatch(/\/JavaScript|\/URI|\/Launch|\/OpenAction/);
  const words = wordsOf(bytes);
  if (words === null) return;
  expect(words).toMatch(/\b2 of \d+/);
  expect(words).toContain('public level');
  expect(words).toContain('28,812,344');
});

it('stands anything that a stranger wrote, and shows what its font lacks', async () => {
  const begun = performance.now();
  const bytes = await print(poisoned());
  expect(performance.now() - begun).toBeLessThan(30_000);
  expect(bytes.length).toBeLessThan(1_000_000);
  const words = wordsOf(bytes)?.replace(/\s+/g, '');
  if (words === undefined) return;
  expect(words).toContain('‹U+84B8›‹U+998F›'); // 蒸馏
  expect(words).toContain('‹U+1F600›');
  expect(words).toContain('‹U+05E9›');
  expect(words).toContain('‹U+202E›');
  expect(words).toContain('W'.repeat(200));
});

it('knows which characters its font has', () => {
  const { openSync } = createRequire(createRequire(import.meta.url).resolve('pdfkit'))('fontkit');
  const folder = join(root, 'node_modules/pdfmake/fonts/Roboto');
  const known = ranges.split(' ').flatMap(range => {
    const [from, to = from] = range.split('-').map(end => Number.parseInt(end, 16));
    return Array.from({ length: to! - from! + 1 }, (_, i) => from! + i);
  });
  for (const cut of ['Regular', 'Medium', 'Italic', 'MediumItalic']) {
    const has = new Set<number>(openSync(join(folder, `Roboto-${cut}.ttf`)).characterSet);
    expect(known.filter(code => !has.has(code))).toEqual([]);
  }
  expect(drawable('Größe, Ελλάδα, Привет “≥ 1”\n')).toBe('Größe, Ελλάδα, Привет “≥ 1”\n');
  expect(drawable('中a')).toBe('‹U+4E2D›a');
  expect(drawable('中'.repeat(100))).toContain('‹and 84 more that this font lacks›');
});

it('is small at level public, whatever the campaign’s size', async () => {
  const facts = factsOf();
  expect(facts.totals.accounts).toBe(25_000);
  expect(facts.activity).toHaveLength(1080);
  const size = (await print(facts)).length + Buffer.byteLength(html(letter(facts), metaOf(facts)));
  expect(size).toBeLessThan(500_000);
});
