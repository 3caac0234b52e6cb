import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { type Block, type Meta, numbersOf } from './blocks.ts';
import { writer } from './pdf-blocks.ts';
import { INK, MARGIN, QUIET } from './pdf-look.ts';
import { drawable } from './roboto.ts';
import { visible } from './visible.ts';

// The same document for pdfmake. Nothing in it depends on when or where it is made: the date is the claim's, and pdfkit makes its ids
// from the document's information. Streams are as zlib compresses them: alike in Node 20, 22 and 24, not promised for all time.

const require = createRequire(import.meta.url);

/** The document as a PDF: fonts embedded, bookmarks, "n of m". The same bytes for the same blocks. */
export async function pdf(blocks: readonly Block[], meta: Meta): Promise<Buffer> {
  const pdfmake = (await import('pdfmake')).default;
  const fonts = require.resolve('pdfmake/fonts/Roboto.js');
  pdfmake.setFonts(require(fonts));
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(path => path.startsWith(dirname(fonts) + sep));
  return pdfmake.createPdf(definition(blocks, meta)).getBuffer();
}

function definition(blocks: readonly Block[], meta: Meta): TDocumentDefinitions {
  const made = new Date(meta.made);
  const write = writer(numbersOf(blocks));
  const head = blocks.findIndex(({ kind }) => kind === 'section');
  const plain = (text: string) => drawable(visible(text));
  return {
    pageSize: 'A4',
    pageMargins: [MARGIN, 62, MARGIN, 58],
    version: '1.7',
    displayTitle: true,
    language: 'en',
    info: {
      title: visible(meta.title),
      author: visible(meta.author),
      subject: visible(`Dossier on campaign ${meta.campaign}, ${meta.level}`),
      creator: visible(`Stillwatch ${meta.version}`),
      creationDate: made,
      modDate: made,
    },
    defaultStyle: { font: 'Roboto', fontSize: 9.5, lineHeight: 1.28, color: INK },
    header: page =>
      page === 1
        ? null
        : {
            columns: [
              { text: plain(`Dossier on campaign ${meta.campaign}`), width: '*' },
              { text: plain(meta.level), width: 100, alignment: 'right' },
            ],
            margin: [MARGIN, 32, MARGIN, 0],
            fontSize: 8,
            color: QUIET,
          },
    footer: (page, pages) => ({
      columns: [
        { text: plain(`Made with Stillwatch ${meta.version}`), width: '*' },
        { text: `${page} of ${pages}`, width: 100, alignment: 'right' },
      ],
      margin: [MARGIN, 22, MARGIN, 0],
      fontSize: 8,
      color: QUIET,
    }),
    content: [...blocks.slice(0, head).map(write), contents(blocks), ...blocks.slice(head).map(write)],
  };
}

/** Which section is on which page, in two columns. */
function contents(blocks: readonly Block[]): Content {
  const sections = blocks.filter(block => block.kind === 'section');
  const half = Math.ceil(sections.length / 2);
  const column = (from: number, to: number): Content => ({
    table: {
      widths: [14, '*', 34], // five digits, until the page is known
      body: sections.slice(from, to).map(({ id, title }, i) => [
        { text: String(from + i + 1), color: QUIET },
        { text: drawable(visible(title)), linkToDestination: id },
        { text: [{ pageReference: id }], color: QUIET, alignment: 'right' },
      ]),
    },
    layout: {
      hLineWidth: () => 0,
      vLineWidth: () => 0,
      paddingLeft: () => 0,
      paddingTop: () => 1,
      paddingBottom: () => 1,
    },
  });
  return [
    { text: 'Contents', bold: true, margin: [0, 6, 0, 4] },
    { columns: [column(0, half), column(half, sections.length)], columnGap: 28 },
  ];
}
