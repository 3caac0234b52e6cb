import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import { buildSync } from 'esbuild';

// What a reader of a dossier does with it. Nothing here knows how one is made.

/** The verifier as its users have it: a process of its own, of its own sources. */
export function verifierIn(folder: string): (...argv: string[]) => Promise<Checked> {
  const outfile = join(folder, 'verify.mjs');
  const entry = fileURLToPath(new URL('../../../verifier/src/main.ts', import.meta.url));
  buildSync({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile });
  return (...argv) =>
    new Promise(resolve => {
      execFile(process.execPath, [outfile, ...argv], { encoding: 'utf8' }, (error, stdout, stderr) =>
        resolve({
          status: error ? Number(error.code) : 0,
          text: stdout.replace(/\s+/g, ' '),
          stdout,
          stderr,
        }),
      );
    });
}

export interface Checked {
  status: number;
  stdout: string;
  stderr: string;
  /** What was printed, in one line. */
  text: string;
}

/** The files of an archive whose files are stored as they are. */
export function filesOf(path: string): Map<string, Buffer> {
  const bytes = readFileSync(path);
  const files = new Map<string, Buffer>();
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50; ) {
    const [size, name] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26)];
    const from = at + 30 + name;
    files.set(bytes.toString('utf8', at + 30, from), bytes.subarray(from, from + size));
    at = from + size;
  }
  return files;
}

/** All that can be read in a PDF but its fonts: what stands in it as it is, pages inflated, and their glyphs as letters of each font. */
export function textOfPdf(pdf: Buffer): string {
  const raw = pdf.toString('latin1');
  const streams = [...raw.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: { length } }) => {
    try {
      return [inflateSync(pdf.subarray(index + length)).toString('latin1')];
    } catch {
      return [];
    }
  });
  const fonts = streams.filter(stream => stream.includes('beginbfrange')).map(lettersOf);
  const pages = streams.filter(stream => / Tf|TJ/.test(stream));
  const read = fonts.flatMap(font =>
    pages.map(page =>
      page
        .split('\n')
        .filter(line => /TJ$/.test(line))
        .map(line => [...line.matchAll(/<([0-9a-f]+)>/g)].map(([, hex]) => glyphs(hex!, font)).join(''))
        .join(' '),
    ),
  );
  return [raw.replace(/stream\r?\n[\s\S]*?endstream/g, ''), ...pages, ...read].join('\n');
}

const glyphs = (hex: string, font: ReadonlyMap<number, string>): string =>
  (hex.match(/.{4}/g) ?? []).map(glyph => font.get(Number.parseInt(glyph, 16)) ?? '').join('');

/** Letters by glyphs, of a font's ToUnicode. */
function lettersOf(cmap: string): Map<number, string> {
  const letters = new Map<number, string>();
  for (const [, from, list] of cmap.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/g))
    for (const [i, [, one]] of [...list!.matchAll(/<([^>]*)>/g)].entries())
      letters.set(
        Number.parseInt(from!, 16) + i,
        Buffer.from(one!.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
      );
  return letters;
}

/** Which of very many names stand in a text, also where a line ends in one. */
export function foundIn(text: string, names: Iterable<string>): string[] {
  const all = text + text.replace(/\s+/g, '');
  const starts = new Set<string>();
  for (let i = 0; i < all.length; i++) starts.add(all.slice(i, i + START));
  return [...names]
    .filter(name => starts.has(name.slice(0, START)) || name.length < START)
    .filter(name => all.includes(name));
}

const START = 6;
