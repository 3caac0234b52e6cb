import { type Bytes, fromUtf8 } from './bytes.ts';
import { refuse } from './refusal.ts';

// JSON that is read must be, byte for byte, the one canonical text of what it says (RFC 8785): no second key of the same
// name, no other order, no other spelling of a number or a letter. Before it is parsed its depth and the number of its
// values are counted, so that a hostile text costs no more than its length.

const MOST_DEPTH = 12;
const MOST_VALUES = 1_000_000;
const MOST_NAMES = 1000;

export const MiB = 2 ** 20;

/** Reads JSON of at most so many bytes. */
export function readJson(text: Bytes, name: string, most: number): unknown {
  if (text.length > most)
    refuse('FILE_TOO_LARGE', `${name} has ${text.length} bytes; at most ${most} are read.`);
  measure(text, name);
  const letters = fromUtf8(text) ?? refuse('JSON_INVALID', `${name} is not UTF-8.`);
  let value: unknown;
  try {
    value = JSON.parse(letters);
  } catch {
    refuse('JSON_INVALID', `${name} is not JSON.`);
  }
  if (!isCanonical(letters, value))
    refuse('JSON_NOT_CANONICAL', `${name} is not written in the canonical form of RFC 8785.`);
  return value;
}

/** Refuses what is nested too deep or has too many values, without building any of it. */
function measure(text: Bytes, name: string): void {
  const names = [0];
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === QUOTE)
      while (++at < text.length && text[at] !== QUOTE) at += text[at] === BACKSLASH ? 1 : 0;
    else if (letter === COMMA) values++;
    else if (letter === COLON) {
      if (++names[depth]! > MOST_NAMES)
        refuse('JSON_INVALID', `${name} has an object of more than ${MOST_NAMES} fields.`);
    } else if (letter === BRACKET || letter === BRACE) {
      values++;
      if (++depth > MOST_DEPTH) refuse('JSON_INVALID', `${name} is nested deeper than ${MOST_DEPTH} levels.`);
      names[depth] = 0;
    } else if (letter === BRACKET + 2 || letter === BRACE + 2) depth--;
  }
  if (values > MOST_VALUES) refuse('JSON_INVALID', `${name} holds more than ${MOST_VALUES} values.`);
}

const [QUOTE, BACKSLASH, COMMA, COLON, BRACKET, BRACE] = [0x22, 0x5c, 0x2c, 0x3a, 0x5b, 0x7b];

/** RFC 8785 of a value that JSON can say. */
export function canonical(value: unknown): string {
  let text = '';
  spell(value, piece => {
    text += piece;
    return true;
  });
  return text;
}

/** Whether the text is the canonical one of the value: compared piece by piece, so that it need not be built. */
function isCanonical(text: string, value: unknown): boolean {
  let at = 0;
  const same = spell(value, piece => {
    at += piece.length;
    return text.startsWith(piece, at - piece.length);
  });
  return same && at === text.length;
}

/**
 * Puts the canonical text piece by piece, as long as that is wanted. ECMAScript writes numbers and letters as the RFC asks;
 * fields are put in order here.
 */
function spell(value: unknown, put: (piece: string) => boolean): boolean {
  if (value === null || typeof value !== 'object') return put(JSON.stringify(value));
  if (Array.isArray(value))
    return put('[') && value.every((item, i) => (i === 0 || put(',')) && spell(item, put)) && put(']');
  const fields = value as Record<string, unknown>;
  const each = (name: string, i: number): boolean =>
    put(`${i ? ',' : ''}${JSON.stringify(name)}:`) && spell(fields[name], put);
  return put('{') && Object.keys(fields).sort().every(each) && put('}');
}
