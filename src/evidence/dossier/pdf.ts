import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import {
  type Block,
  type Column,
  fitsWell,
  type Meta,
  numbersOf,
  type Piece,
  piecesOf,
  type Text,
} from './blocks.ts';
import { drawable } from './roboto.ts';
import { visible, visibleLines } from './visible.ts';

// The same document for pdfmake. Nothing in it depends on when or where it is made: the date is the claim's, and pdfkit makes its ids
// from the document's information. Streams are as zlib compresses them: alike in Node 20, 22 and 24, not promised for all time.

/** A4, in points; text this wide stands on US Letter too. */
const [WIDTH, MARGIN] = [595.28, 54];
const INNER = WIDTH - 2 * MARGIN;
const [INK, QUIET, LINE, TINT, ACCENT] = ['#1b1f24', '#565d68', '#d9dde3', '#f4f6f8', '#2f5d8a'];

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
              { text: plain(meta.level), width: 'auto', alignment: 'right' },
            ],
            margin: [MARGIN, 32, MARGIN, 0],
            fontSize: 8,
            color: QUIET,
          },
    footer: (page, pages) => ({
      columns: [
        { text: plain(`Made with Stillwatch ${meta.version}`), width: '*' },
        { text: `${page} of ${pages}`, width: 'auto', alignment: 'right' },
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

/** Longer words may break anywhere, so that none can push a table over the edge. */
const LONG = 18;

/** Text in a style; each long word in it may break between any two letters. */
function styled(text: string, style: object = {}): Content[] {
  const parts = drawable(text).match(/\S+\s*|\s+/g) ?? [];
  const out: { text: string; long: boolean }[] = [];
  for (const part of parts) {
    const long = part.trimEnd().length > LONG;
    const last = out.at(-1);
    if (last && last.long === long) last.text += part;
    else out.push({ text: part, long });
  }
  return out.map(({ text, long }) => ({
    text,
    ...style,
    ...(long ? { wordBreak: 'break-all' as const } : {}),
  }));
}

function writer(numbers: ReadonlyMap<string, number>): (block: Block) => Content {
  const piece = (one: Piece): Content[] => {
    if (typeof one === 'string')
      return one.split('\n').flatMap((line, i) => [...(i ? ['\n'] : []), ...styled(visible(line))]);
    if ('strong' in one) return styled(visible(one.strong), { bold: true });
    if ('quiet' in one) return styled(visible(one.quiet), { color: QUIET });
    if ('code' in one) return styled(visible(one.code));
    if ('said' in one) return styled(visible(one.said));
    return [{ text: String(numbers.get(one.section) ?? '?'), linkToDestination: one.section }];
  };
  const text = (words: Text): Content[] => piecesOf(words).flatMap(piece);

  function table(caption: string, columns: readonly Column[], rows: readonly (readonly Text[])[]): Content {
    const padding = 8;
    const widths = columns.map(({ width }) => width * (INNER - padding * (columns.length - 1)));
    const alignment = (i: number) => (columns[i]?.number ? 'right' : 'left');
    const head: TableCell[] = columns.map(({ title }, i) => ({
      text: styled(title),
      bold: true,
      fontSize: 8,
      alignment: alignment(i),
    }));
    const body = rows.map(row =>
      row.map((cell, i): TableCell => ({ text: text(cell), alignment: alignment(i) })),
    );
    return {
      stack: [
        { text: styled(caption), color: QUIET, fontSize: 8.5, margin: [0, 4, 0, 3] },
        {
          table: { headerRows: 1, keepWithHeaderRows: 1, dontBreakRows: true, widths, body: [head, ...body] },
          layout: {
            hLineWidth: i => (i <= 1 ? 0.8 : 0.5),
            hLineColor: i => (i <= 1 ? '#8a93a0' : LINE),
            vLineWidth: () => 0,
            paddingLeft: i => (i ? padding / 2 : 0),
            paddingRight: i => (i === columns.length - 1 ? 0 : padding / 2),
            paddingTop: () => 3,
            paddingBottom: () => 3,
          },
          fontSize: 8.5,
        },
      ],
      margin: [0, 4, 0, 8],
      unbreakable: fitsWell(columns, rows),
    };
  }

  const boxed = (content: Content, line: string, unbreakable = false): Content => ({
    unbreakable,
    table: { widths: ['*'], body: [[content]] },
    layout: {
      hLineWidth: () => 0,
      vLineWidth: i => (i === 0 ? 2.5 : 0),
      vLineColor: () => line,
      fillColor: () => TINT,
      paddingLeft: () => 10,
      paddingRight: () => 10,
      paddingTop: () => 7,
      paddingBottom: () => 7,
    },
    margin: [0, 4, 0, 10],
  });

  function section({ id, title, blocks }: Extract<Block, { kind: 'section' }>): Content {
    const head: Content & { id: string } = {
      text: [{ text: `${numbers.get(id)}   `, color: QUIET, bold: false }, drawable(visible(title))],
      id,
      fontSize: 13,
      bold: true,
      margin: [0, 14, 0, 5],
      outline: true,
      outlineText: `${numbers.get(id)} ${title}`,
    };
    const [first, second] = blocks;
    // A heading stays with what follows it, and words that lead to a small table or a plot stay with that.
    const whole = (block?: Block) =>
      block?.kind === 'plot' || (block?.kind === 'table' && fitsWell(block.columns, block.rows));
    const kept = first?.kind === 'paragraph' ? (whole(second) ? 2 : 1) : whole(first) ? 1 : 0;
    if (first?.kind === 'list') {
      const [one, ...others] = first.items;
      const rest = others.length ? [list(others, first.ordered, 2)] : [];
      return [
        { stack: [head, list([one!], first.ordered)], unbreakable: true },
        ...rest,
        ...blocks.slice(1).map(write),
      ];
    }
    const parts = blocks.map(write);
    return [{ stack: [head, ...parts.slice(0, kept)], unbreakable: true }, ...parts.slice(kept)];
  }

  function list(texts: readonly Text[], ordered?: true, start = 1): Content {
    const items = texts.map((item): Content => ({ text: text(item), margin: [0, 0, 0, 3.5] }));
    const look = {
      markerColor: QUIET,
      margin: [0, start > 1 ? 0 : 2, 0, 3] as [number, number, number, number],
    };
    return ordered ? { ol: items, start, ...look } : { ul: items, ...look };
  }

  return write;

  function write(block: Block): Content {
    switch (block.kind) {
      case 'title':
        return [
          { text: text(block.title), fontSize: 21, bold: true, lineHeight: 1.15, margin: [0, 0, 0, 4] },
          { text: text(block.under), fontSize: 12, color: QUIET, margin: [0, 0, 0, 10] },
          {
            table: {
              widths: [80, '*'],
              body: block.lines.map(([name, value]) => [{ text: name, color: QUIET }, { text: text(value) }]),
            },
            layout: {
              hLineWidth: (i, node) => (i === 0 ? 1.2 : i === node.table.body.length ? 0.6 : 0),
              hLineColor: i => (i === 0 ? INK : LINE),
              vLineWidth: () => 0,
              paddingLeft: () => 0,
              paddingTop: i => (i === 0 ? 8 : 1.5),
              paddingBottom: (i, node) => (i === node.table.body.length - 1 ? 8 : 1.5),
            },
            margin: [0, 0, 0, 12],
          },
        ];
      case 'lead':
        return { text: text(block.text), fontSize: 11, lineHeight: 1.35, margin: [0, 0, 0, 10] };
      case 'section':
        return section(block);
      case 'paragraph':
        return { text: text(block.text), margin: [0, 0, 0, 6] };
      case 'note':
        return boxed(
          {
            stack: [
              { text: drawable(visible(block.title)), bold: true, margin: [0, 0, 0, 3] },
              { ul: block.items.map(item => ({ text: text(item), margin: [0, 0, 0, 1.5] })) },
            ],
          },
          ACCENT,
        );
      case 'list':
        return list(block.items, block.ordered);
      case 'table':
        return table(block.caption, block.columns, block.rows);
      case 'plot':
        return {
          stack: [
            { svg: block.svg, width: INNER },
            { text: styled(block.caption), color: QUIET, fontSize: 8.5, margin: [0, 3, 0, 0] },
          ],
          unbreakable: true,
          margin: [0, 6, 0, 8],
        };
      case 'terms':
        return {
          table: {
            widths: [105, '*'],
            dontBreakRows: true,
            body: block.terms.map(([term, meaning]) => [{ text: term, bold: true }, { text: text(meaning) }]),
          },
          layout: {
            hLineWidth: () => 0,
            vLineWidth: () => 0,
            paddingLeft: () => 0,
            paddingTop: () => 2,
            paddingBottom: () => 2,
          },
        };
      case 'verbatim':
        return boxed({ text: lines(block.text), fontSize: 8 }, LINE, block.text.length < 3000);
      case 'excerpt':
        return [
          { text: text(block.head), bold: true, margin: [0, 4, 0, 2] },
          boxed({ text: lines(block.text) }, '#8a93a0'),
        ];
    }
  }
}

const lines = (text: string): Content[] =>
  visibleLines(text)
    .split('\n')
    .flatMap((line, i) => [...(i ? ['\n'] : []), ...styled(line)]);
