import { isUtf8 } from 'node:buffer';
import type { Refusal } from '../exchange/index.ts';

export type Parsed = { record: Record<string, unknown> } | { refusal: Refusal };

/** One line as a JSON object, or why it isn't one; nothing where there is nothing but space, which is no record. */
export function parseLine(line: Buffer): Parsed | undefined {
  if (!isUtf8(line)) return refuse('not-utf8', 'the line holds bytes that are not UTF-8');
  if (line.includes(0)) return refuse('not-json', 'the line holds NUL bytes');
  const text = line.toString('utf8').replace(/^\ufeff/, '');
  if (text.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const mended = mend(text);
    if (mended === undefined) return refuse('not-json', whatIsWrong(error as Error, text));
    value = mended;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse('not-object', 'the line is JSON, but not an object');
  return { record: value as Record<string, unknown> };
}

/**
 * The engine takes raw tabs and the like inside strings, and drops a backslash that escapes nothing; which lines are good
 * must not hang on who read them.
 */
function mend(text: string): unknown {
  let mended = '';
  let kept = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) inString = !inString;
    else if (!inString) continue;
    else if (c === BACKSLASH) {
      properEscape.lastIndex = i;
      if (!properEscape.test(text)) {
        mended += text.slice(kept, i);
        kept = i + 1;
      } else i++;
    } else if (c < 32) {
      mended += `${text.slice(kept, i)}\\u${c.toString(16).padStart(4, '0')}`;
      kept = i + 1;
    }
  }
  if (kept === 0) return undefined;
  try {
    return JSON.parse(mended + text.slice(kept));
  } catch {
    return undefined;
  }
}

const QUOTE = 34;
const BACKSLASH = 92;
const properEscape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

// V8's message quotes the text; a summary must not.
function whatIsWrong(error: Error, text: string): string {
  if (/end of|unterminated/i.test(error.message))
    return `the line breaks off after ${text.length} characters`;
  const at = /position (\d+)/.exec(error.message)?.[1];
  return `the line is not JSON${at ? `, from character ${at} on` : ''}`;
}

const refuse = (code: Refusal['code'], reason: string): Parsed => ({ refusal: { code, reason } });

/** The lines of a file's bytes, without their ends. */
export function* linesOf(bytes: Buffer): Generator<Buffer> {
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    yield bytes.subarray(start, end > start && bytes[end - 1] === 13 ? end - 1 : end);
    start = end + 1;
  }
  if (start < bytes.length) yield bytes.subarray(start);
}
