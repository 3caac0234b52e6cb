// What a stranger wrote may hold letters that turn the order of others, hide, or command a terminal. React keeps it from
// being markup; this keeps it from lying.

/** Controls (but line ends and tabs), marks of direction, invisible letters, halves of pairs. */
const UNSEEN =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each of them by itself is what is looked for
  /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]|[\u{e0000}-\u{e0fff}]|\p{Cs}/gu;

/** The text with U+FFFD for whatever is not seen as what it is. */
export const clean = (text: string): string =>
  text.replace(UNSEEN, letter => (letter === '\n' || letter === '\t' ? letter : '\ufffd'));

/** The same on one line. */
export const cleanLine = (text: string): string => clean(text.replace(/[\n\t]+/g, ' '));
