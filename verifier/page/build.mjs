// The page as one file that needs nothing else: the same sources as the command, bundled and not shortened, so that it
// can be read. Its policy lets run this script and this style and nothing more, and lets nothing be fetched or sent.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const beside = name => fileURLToPath(new URL(name, import.meta.url));

/** Gives the path where it is. */
export function buildPage(to = beside('../dist/stillwatch-verify.html')) {
  const { outputFiles } = buildSync({
    entryPoints: [beside('../src/page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
  });
  const script = `\n${outputFiles[0].text}`;
  const style = `\n${readFileSync(beside('style.css'), 'utf8')}`;
  if (/<\/script|<!--/i.test(script)) throw new Error('the script would end early in the page');
  const hash = text => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`;
  let page = readFileSync(beside('index.html'), 'utf8');
  for (const [from, into] of [
    ["default-src 'none'", policy],
    ['<link rel="stylesheet" href="style.css">', `<style>${style}</style>`],
    ['<script src="page.js"></script>', `<script>${script}</script>`],
  ]) {
    if (page.split(from).length !== 2) throw new Error(`the page has not exactly one ${from}`);
    page = page.replace(from, () => into);
  }
  writeFileSync(to, page);
  return to;
}
