import { columnsOf } from './safe.ts';

/**
 * `text` as lines of at most `width` columns, broken at spaces; a word that is longer than a line is broken
 * anywhere. The first line starts with `first`, the others are indented as far.
 */
export function wrap(text: string, width: number, first = ''): string[] {
  const indent = ' '.repeat(columnsOf(first));
  const room = Math.max(8, width - indent.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap(word => pieces(word, room))) {
    if (line && columnsOf(line) + 1 + columnsOf(word) > room) {
      lines.push(line);
      line = '';
    }
    line += (line ? ' ' : '') + word;
  }
  lines.push(line);
  return lines.map((text, i) => (i === 0 ? first : indent) + text);
}

function pieces(word: string, room: number): string[] {
  if (columnsOf(word) <= room) return word ? [word] : [];
  const out: string[] = [];
  let piece = '';
  for (const character of word) {
    if (columnsOf(piece) + columnsOf(character) > room) {
      out.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...out, piece];
}
