import type { Fault } from './finding.ts';
import { type Token, tokens } from './tokens.ts';

/** Bytes of one file, and of all. */
export const MAX_FILE = 256_000;
export const MAX_ALL = 1_000_000;
/** An evaluation's cost grows with the number of policies. */
export const MAX_POLICIES = 1000;
/** Brackets in brackets. Cedar's stack overflows at about 74. */
const MAX_DEPTH = 20;
/** What a policy's conditions are joined of. Evaluation overflows at about 100 in a chain. */
const MAX_OPERATORS = 64;

const operators = new Set(
  '&& || ! == != < <= > >= + - * . in has like is if then else when unless'.split(' '),
);

/**
 * What in a policy text cannot be given to Cedar: what would overflow its stack, or reads otherwise than it is. Of one policy at
 * most one fault.
 */
export function beyondLimits(text: string): Fault[] {
  const unseen =
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u.exec(
      text,
    );
  if (unseen)
    return [
      {
        at: unseen.index,
        message: `the character U+${unseen[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')} is not to be seen, and can make a policy read otherwise than it is`,
        mend: 'Take it out; in a string write it as an escape, \\u{…}.',
      },
    ];
  const faults: Fault[] = [];
  let [depth, count, isReported] = [0, 0, false];
  for (const token of tokens(text)) {
    if (token.text === ';') [depth, count, isReported] = [0, 0, false];
    else if ('([{'.includes(token.text)) depth++;
    else if (')]}'.includes(token.text)) depth--;
    if (token.kind !== 'string' && operators.has(token.text)) count++;
    if (isReported || (depth <= MAX_DEPTH && count <= MAX_OPERATORS)) continue;
    isReported = true;
    faults.push(depth > MAX_DEPTH ? tooDeep(token) : tooLong(token));
  }
  return faults;
}

const tooDeep = ({ at }: Token): Fault => ({
  at,
  message: `brackets are nested more than ${MAX_DEPTH} deep`,
  mend: 'Write it flatter, or as several policies.',
});

const tooLong = ({ at }: Token): Fault => ({
  at,
  message: `a policy has more than ${MAX_OPERATORS} operators`,
  mend: 'Split it into several policies, or compare with a set: ["a", "b"].contains(…).',
});
