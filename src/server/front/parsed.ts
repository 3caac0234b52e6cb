import type { z } from 'zod';
import { StillwatchError } from '../../errors.ts';

/** What was sent, checked and transformed by zod, which says more than a JSON Schema's compiler. */
export function parsed<T extends z.ZodType>(schema: T, given: unknown): z.output<T> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new StillwatchError(
    'BODY_INVALID',
    `${issue!.path.join('.') || 'the request'}: ${issue!.message}`.slice(0, 300),
    '/docs shows what belongs there.',
  );
}
