import { type Column, piecesOf, type Text } from './blocks.ts';
import { drawable } from './roboto.ts';
import { visible } from './visible.ts';

// How much room a table takes, about: enough to decide where pages may break in it.

/** Lines of a table that are kept on one page. */
const KEPT = 27;
/** A row of more lines may be broken: else one that is longer than a page would be lost. */
const TALL = 40;
/** Letters in a line as wide as the page. */
const LETTERS = 110;

type Rows = readonly (readonly Text[])[];

/** Whether a table is small enough to be kept on one page without leaving much of the last one empty. */
export const fitsWell = (columns: readonly Column[], rows: Rows): boolean =>
  rows.reduce((sum, row) => sum + linesOf(columns, row), 0) <= KEPT;

/** Whether every row is short enough to be kept on one page. */
export const rowsFit = (columns: readonly Column[], rows: Rows): boolean =>
  rows.every(row => linesOf(columns, row) <= TALL);

function linesOf(columns: readonly Column[], row: readonly Text[]): number {
  const lines = row.map((cell, i) => {
    const letters = LETTERS * (columns[i]?.width ?? 1);
    return textOf(cell)
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil(drawable(visible(line)).length / letters)), 0);
  });
  return Math.max(1, ...lines);
}

const textOf = (text: Text): string =>
  piecesOf(text)
    .map(piece => (typeof piece === 'string' ? piece : Object.values(piece)[0]))
    .join('');
