import { cut } from './visible.ts';

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

export const piecesOf = (text: Text): readonly Piece[] => (typeof text === 'string' ? [text] : text);

export const paragraph = (text: Text): Block => ({ kind: 'paragraph', text });

/** Text from data, no longer than `most` letters. */
export const said = (text: string, most = 160): Piece => ({ said: cut(text, most) });

/** A key, a digest, a command; from data it is no longer than this either. */
export const code = (text: string, most = 400): Piece => ({ code: cut(text, most) });
