// The letter as data: what it says, without how it looks. Text that a stranger chose is always a `said` piece.

/**
 * A piece of text: plain words of ours ("\n" begins a line), or something with a meaning. `said` is text from data,
 * shown as it is, however it is written; `section` becomes that section's number.
 */
export type Piece =
  | string
  | { strong: string }
  | { quiet: string }
  | { code: string }
  | { said: string }
  | { section: string };
export type Text = string | readonly Piece[];

export interface Column {
  title: string;
  /** Figures: to the right, digits under digits. */
  number?: true;
  /** Share of the width. */
  width: number;
}

export type Block =
  | { kind: 'title'; title: Text; under: Text; lines: readonly (readonly [name: string, value: Text])[] }
  | { kind: 'lead'; text: Text }
  | { kind: 'section'; id: string; title: string; blocks: readonly Block[] }
  | { kind: 'paragraph'; text: Text }
  | { kind: 'note'; title: string; items: readonly Text[] }
  | { kind: 'list'; ordered?: true; items: readonly Text[] }
  /** The first column names the row. */
  | { kind: 'table'; caption: string; columns: readonly Column[]; rows: readonly (readonly Text[])[] }
  | { kind: 'plot'; caption: string; alternative: string; svg: string }
  | { kind: 'terms'; terms: readonly (readonly [term: string, meaning: Text])[] }
  | { kind: 'verbatim'; text: string }
  | { kind: 'excerpt'; head: Text; text: string };

/** What a document says of itself. */
export interface Meta {
  title: string;
  campaign: string;
  /** "public level", "partner level": in the running header. */
  level: string;
  /** ISO 8601 UTC. */
  made: string;
  author: string;
  version: string;
}

/** Numbers of sections by their ids, from 1. */
export function numbersOf(blocks: readonly Block[]): Map<string, number> {
  const sections = blocks.filter(block => block.kind === 'section');
  return new Map(sections.map(({ id }, i) => [id, i + 1]));
}

/** Lines of a table that are kept on one page. */
const KEPT = 22;
/** Letters in a line as wide as the page. */
const LETTERS = 110;

/** Whether a table is small enough to be kept on one page without leaving much of the last one empty. */
export function fitsWell(columns: readonly Column[], rows: readonly (readonly Text[])[]): boolean {
  const lines = rows.map(row =>
    Math.max(...row.map((cell, i) => Math.ceil(lengthOf(cell) / (LETTERS * (columns[i]?.width ?? 1))))),
  );
  return lines.reduce((sum, n) => sum + Math.max(1, n), 0) <= KEPT;
}

const lengthOf = (text: Text): number =>
  piecesOf(text).reduce(
    (sum, piece) => sum + (typeof piece === 'string' ? piece : (Object.values(piece)[0] as string)).length,
    0,
  );

export const piecesOf = (text: Text): readonly Piece[] => (typeof text === 'string' ? [text] : text);

export const paragraph = (text: Text): Block => ({ kind: 'paragraph', text });

/** Text from data, no longer than `most` letters. */
export function said(text: string, most = 160): Piece {
  const letters = [...text.slice(0, 2 * most + 2)];
  if (letters.length <= most) return { said: text };
  return { said: `${letters.slice(0, most).join('')}…` };
}
