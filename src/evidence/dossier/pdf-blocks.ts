import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { type Block, type Column, type Piece, piecesOf, type Text } from './blocks.ts';
import { fitsWell, rowsFit } from './measure.ts';
import { ACCENT, INK, INNER, LINE, QUIET, RULE, TINT } from './pdf-look.ts';
import { drawable } from './roboto.ts';
import { visible, visibleLines } from './visible.ts';

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

/** How each block is laid out, with these numbers of sections. */
export function writer(numbers: ReadonlyMap<string, number>): (block: Block) => Content {
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
          table: {
            headerRows: 1,
            keepWithHeaderRows: 1,
            dontBreakRows: rowsFit(columns, rows),
            widths,
            body: [head, ...body],
          },
          layout: {
            hLineWidth: i => (i <= 1 ? 0.8 : 0.5),
            hLineColor: i => (i <= 1 ? RULE : LINE),
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
          boxed({ text: lines(block.text) }, RULE),
        ];
    }
  }
}

const lines = (text: string): Content[] =>
  visibleLines(text)
    .split('\n')
    .flatMap((line, i) => [...(i ? ['\n'] : []), ...styled(line)]);
