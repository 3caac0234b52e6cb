import type { z } from 'zod';
import { notATime } from './epoch.ts';

/** Why one record was set aside. `code` is stable and counted in summaries; `reason` is for people. */
export interface Refusal {
  code: RefusalCode;
  reason: string;
}

/** Every reason for which ingest sets a line aside. */
export const refusalCodes = {
  'too-long': 'a line longer than the limit',
  'not-utf8': 'bytes that are not UTF-8',
  'not-json': 'not JSON (truncated, or broken)',
  'not-object': 'JSON, but not an object',
  'unsafe-key': 'a key named __proto__, constructor or prototype',
  'missing-field': 'a required field is not there',
  'wrong-type': 'a field of the wrong type',
  'bad-time': 'a time that cannot be',
  'bad-number': 'a count that is negative, fractional or too large',
  'bad-value': 'a value out of its bounds',
  'no-account': 'nothing in the record says which account sent it',
  'no-content': 'the record has no prompt or messages',
  'not-an-exchange': 'a record of this format that is no exchange with a text model',
  'unknown-format': 'no known log format fits the record',
} as const;

export type RefusalCode = keyof typeof refusalCodes;

/** Turns zod's first issue into a refusal: the field's path, then what is wrong with it. */
export function refusalOf(error: z.ZodError, input: unknown): Refusal {
  const issue = error.issues[0]!;
  const path = issue.path.join('.') || 'record';
  const value = issue.path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
    input,
  );
  if (value === undefined || value === null)
    return { code: 'missing-field', reason: `${path}: required, and not there` };
  const isTime = path === 'time' || path === 'created';
  const epoch = isTime ? notATime(path, value) : undefined;
  const fraction = issue.code === 'invalid_type' && issue.expected === 'int';
  if ((issue.code === 'invalid_type' && !fraction) || issue.code === 'invalid_union')
    return {
      code: 'wrong-type',
      reason: epoch ?? `${path}: ${typeName(value)} is not what belongs here`,
    };
  const reason = epoch ?? `${path}: ${issue.message}`;
  if (isTime) return { code: 'bad-time', reason };
  if (fraction || ('origin' in issue && (issue.origin === 'number' || issue.origin === 'int')))
    return { code: 'bad-number', reason };
  if (issue.message.includes('neither messages nor prompt')) return { code: 'missing-field', reason };
  return { code: 'bad-value', reason };
}

const typeName = (value: unknown) =>
  Array.isArray(value) ? 'an array' : `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`;
