import { createHash } from 'node:crypto';
import { type Block, type Column, type Meta, numbersOf, type Piece, piecesOf, type Text } from './blocks.ts';
import { fitsWell } from './measure.ts';
import { styleOf } from './style.ts';
import { visible, visibleLines } from './visible.ts';
import { day } from './words.ts';

/**
 * The document as one page that loads nothing, runs nothing and prints well. What a stranger wrote is made visible and escaped;
 * the content security policy is there in case both fail.
 */
export function html(blocks: readonly Block[], meta: Meta): string {
  const style = styleOf(meta.campaign, meta.level);
  const hash = createHash('sha256').update(style).digest('base64');
  const write = writer(numbersOf(blocks));
  const head = blocks.findIndex(({ kind }) => kind === 'section');
  const [before, after] = head < 0 ? [blocks, []] : [blocks.slice(0, head), blocks.slice(head)];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="author" content="${escaped(meta.author)}">
<meta name="generator" content="Stillwatch ${escaped(meta.version)}">
<title>${escaped(meta.title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${before.map(write).join('\n')}
${contents(blocks)}
${after.map(write).join('\n')}
<footer>${escaped(meta.title)} (${escaped(meta.level)}), ${escaped(day(meta.made))}. The same as dossier.pdf; the data and the proofs are in claims.json.</footer>
</main>
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in an element or a quoted attribute. */
export const escaped = (text: string): string => entitled(visible(text));
const entitled = (text: string) => text.replace(/[&<>"']/g, letter => entities[letter]!);

function contents(blocks: readonly Block[]): string {
  const items = blocks.flatMap(block =>
    block.kind === 'section' ? [`<li><a href="#${escaped(block.id)}">${escaped(block.title)}</a></li>`] : [],
  );
  return items.length
    ? `<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ol>${items.join('')}</ol></nav>`
    : '';
}

function writer(numbers: ReadonlyMap<string, number>): (block: Block) => string {
  const piece = (one: Piece): string => {
    if (typeof one === 'string') return one.split('\n').map(escaped).join('<br>');
    if ('strong' in one) return `<strong>${escaped(one.strong)}</strong>`;
    if ('quiet' in one) return `<span class="quiet">${escaped(one.quiet)}</span>`;
    if ('code' in one) return `<code>${escaped(one.code)}</code>`;
    if ('said' in one) return `<bdi>${escaped(one.said)}</bdi>`;
    return `<a href="#${escaped(one.section)}">${numbers.get(one.section) ?? '?'}</a>`;
  };
  const text = (words: Text) => piecesOf(words).map(piece).join('');
  const items = (list: readonly Text[]) => list.map(item => `<li>${text(item)}</li>`).join('\n');
  const pairs = (list: readonly (readonly [string, Text])[]) =>
    list.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${text(value)}</dd>`).join('\n');

  function table(caption: string, columns: readonly Column[], rows: readonly (readonly Text[])[]): string {
    const kind = (i: number) => (columns[i]?.number ? ' class="figure"' : '');
    const head = columns.map((column, i) => `<th scope="col"${kind(i)}>${escaped(column.title)}</th>`);
    const body = rows.map(
      row =>
        `<tr>${row.map((cell, i) => (i ? `<td${kind(i)}>${text(cell)}</td>` : `<th scope="row">${text(cell)}</th>`)).join('')}</tr>`,
    );
    const widths = columns.map(({ width }) => `<col width="${(width * 100).toFixed(1)}%">`).join('');
    return `<div class="wide"><table${fitsWell(columns, rows) ? ' class="short"' : ''}><caption>${escaped(caption)}</caption><colgroup>${widths}</colgroup>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody></table></div>`;
  }

  return function write(block: Block): string {
    switch (block.kind) {
      case 'title':
        return `<header><h1>${text(block.title)}</h1><p>${text(block.under)}</p><dl>${pairs(block.lines)}</dl></header>`;
      case 'lead':
        return `<p class="lead">${text(block.text)}</p>`;
      case 'section':
        return `<section aria-labelledby="${escaped(block.id)}"><h2 id="${escaped(block.id)}"><span class="number">${numbers.get(block.id)}</span>${escaped(block.title)}</h2>
${block.blocks.map(write).join('\n')}</section>`;
      case 'paragraph':
        return `<p>${text(block.text)}</p>`;
      case 'note':
        return `<aside aria-label="${escaped(block.title)}"><h2>${escaped(block.title)}</h2><ul>${items(block.items)}</ul></aside>`;
      case 'list':
        return block.ordered ? `<ol>${items(block.items)}</ol>` : `<ul>${items(block.items)}</ul>`;
      case 'table':
        return table(block.caption, block.columns, block.rows);
      case 'plot':
        return `<figure>${block.svg.replace('<svg ', `<svg role="img" aria-label="${escaped(block.alternative)}" `)}<figcaption>${escaped(block.caption)}</figcaption></figure>`;
      case 'terms':
        return `<dl class="terms">${pairs(block.terms)}</dl>`;
      case 'verbatim':
        return `<pre>${entitled(visibleLines(block.text))}</pre>`;
      case 'excerpt':
        return `<h3>${text(block.head)}</h3><blockquote dir="auto">${entitled(visibleLines(block.text))}</blockquote>`;
    }
  };
}
