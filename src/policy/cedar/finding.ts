import { StillwatchError } from '../../errors.ts';

/** Something wrong in a text, before it is known which file and line that is. */
export interface Fault {
  /** Offset in the text, in UTF-16 units. */
  at: number;
  /** Only told of: the policy is used all the same. */
  isWarning?: boolean;
  message: string;
  mend: string;
}

/** Something wrong in a policy file, for whoever wrote it. */
export interface Finding {
  severity: 'error' | 'warning';
  file: string;
  /** From 1. */
  line: number;
  message: string;
  mend: string;
}

export function findingOf(file: string, text: string, { at, isWarning, message, mend }: Fault): Finding {
  return {
    severity: isWarning ? 'warning' : 'error',
    file,
    line: lineAt(text, at),
    message,
    mend,
  };
}

/** @param at offset in UTF-16 units */
export function lineAt(text: string, at: number): number {
  let line = 1;
  for (let end = text.indexOf('\n'); end !== -1 && end < at; end = text.indexOf('\n', end + 1)) line++;
  return line;
}

export const inOrder = (a: Finding, b: Finding): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line;

/** Throws the first error of them. */
export function refuse(findings: readonly Finding[]): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  throw new StillwatchError(
    'POLICY_INVALID',
    `${first.file}:${first.line}: ${first.message}${more}`,
    first.mend,
  );
}
