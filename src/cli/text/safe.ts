import { stripVTControlCharacters } from 'node:util';

/**
 * Text from logs as it may reach a terminal. Account ids and model names are chosen by strangers: escape sequences
 * could rewrite what is on the screen, and direction marks could make one account's name look like another's.
 */
export const clean = (text: string): string =>
  stripVTControlCharacters(text)
    .replace(/[\n\r\t\u2028\u2029]+/g, ' ')
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g,
      '',
    );

/** The same for a name in a table: no longer than `width` columns. */
export function cleanTo(text: string, width: number): string {
  const safe = clean(text);
  if (columnsOf(safe) <= width) return safe;
  let out = '';
  let used = 0;
  for (const character of safe) {
    used += columnsOf(character);
    if (used > width - 1) break;
    out += character;
  }
  return `${out}…`;
}

/** How many columns a terminal gives a text: none to combining marks, two to East Asian wide ones and emoji. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    columns += wide.test(character) ? 2 : 1;
  }
  return columns;
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** `text` filled up with spaces to `width` columns, on its right or its left. */
export const padded = (text: string, width: number, side: 'left' | 'right' = 'right'): string => {
  const space = ' '.repeat(Math.max(0, width - columnsOf(text)));
  return side === 'right' ? text + space : space + text;
};
