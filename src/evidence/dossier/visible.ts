// What a stranger wrote, as it may stand in a document: nothing in it may hide, or change the order of what is beside it.

/**
 * Control and format characters, overrides of direction, characters that show nothing, private ones, halves of pairs; and
 * combining marks from the fifth on, which would grow over the lines above.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?<=\p{M}{4})\p{M}|\p{Cs}/gu;
/** Blanks of any width but the ordinary one. */
const blanks = /[\t\n\r\v\f\u0085\u2028\u2029]+|[\u1680\u2000-\u200a\u202f\u205f\u3000]/gu;

/** In one line: each such character is named by its number, ‹U+202E›. */
export const visible = (text: string): string =>
  text
    .replace(blanks, ' ')
    .replace(hidden, named)
    .replace(/(‹U\+[0-9A-F]{4,6}›)\1{3,}/g, (run, one: string) => `${one}×${run.length / one.length}`);

/** The same for text of several lines. */
export const visibleLines = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map(line => visible(line.replaceAll('\t', '    ')))
    .join('\n');

/** The same, and no longer than `most` letters. */
export function cut(text: string, most: number): string {
  // Nothing gets shorter by being made visible, but for what is said many times over.
  const letters = [...visible(text.slice(0, 40 * most))];
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most).join('')}…`;
}

export const named = (character: string): string =>
  `‹U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}›`;
