import { type Bytes, fromUtf8 } from './bytes.ts';
import { refuse } from './refusal.ts';

// JSON that is read must be, byte for byte, the one canonical text of what it says (RFC 8785): no second key of the same
// name, no other order, no other spelling of a number or a letter. Before it is parsed its depth and the number of its
// values are counted, so that a hostile text costs no more than its length.

const MOST_BYTES = 20 * 2 ** 20;
const MOST_DEPTH = 12;
const MOST_VALUES = 1_500_000;

export function readJson(text: Bytes, name: string): unknown {
  if (text.length > MOST_BYTES)
    refuse('FILE_TOO_LARGE', `${name} has ${text.length} bytes; at most ${MOST_BYTES} are read.`);
  measure(text, name);
  const letters = fromUtf8(text) ?? refuse('JSON_INVALID', `${name} is not UTF-8.`);
  let value: unknown;
  try {
    value = JSON.parse(letters);
  } catch {
    refuse('JSON_INVALID', `${name} is not JSON.`);
  }
  if (canonical(value) !== letters)
    refuse('JSON_NOT_CANONICAL', `${name} is not written in the canonical form of RFC 8785.`);
  return value;
}

/** Refuses what is nested too deep or has too many values, without building any of it. */
function measure(text: Bytes, name: string): void {
  let depth = 0;
  let values = 1;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter === BACKSLASH) at++;
      else if (letter === QUOTE) quoted = false;
    } else if (letter === QUOTE) quoted = true;
    else if (letter === COMMA || letter === COLON) values++;
    else if (letter === BRACKET || letter === BRACE) {
      values++;
      if (++depth > MOST_DEPTH) refuse('JSON_INVALID', `${name} is nested deeper than ${MOST_DEPTH} levels.`);
    } else if (letter === BRACKET + 2 || letter === BRACE + 2) depth--;
  }
  if (values > MOST_VALUES) refuse('JSON_INVALID', `${name} holds more than ${MOST_VALUES} values.`);
}

const [QUOTE, BACKSLASH, COMMA, COLON, BRACKET, BRACE] = [0x22, 0x5c, 0x2c, 0x3a, 0x5b, 0x7b];

/** RFC 8785 of a value that JSON can say. ECMAScript writes numbers and letters as the RFC asks; keys are put in order here. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
}
