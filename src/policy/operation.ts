import type { z } from 'zod';
import type { Desk } from './desk.ts';

/** What a token must allow. `act` decides about accounts, `approve` is the second person's word, `admin` decides about who may. */
export type OperationScope = 'read' | 'act' | 'approve' | 'admin';

/**
 * Something that can be asked of the desk, by the command line and over HTTP alike: a thin route or command is made of
 * each (operations.ts lists them).
 */
export interface Operation<I = unknown, O = unknown> {
  method: 'GET' | 'POST';
  /** Under /v1: `containment/plans`. */
  path: string;
  scope: OperationScope;
  about: string;
  /** Of the body, or of a GET's query (where every value is a text: it has to coerce). */
  input: z.ZodType<I>;
  /** @param by who asks, as the audit trail will say */
  run(desk: Desk, input: I, by: string): Promise<O>;
}

export const operation = <I, O>(one: Operation<I, O>): Operation<I, O> => one;

/** Does what is asked; what changes something in turn. */
export function runOperation<I, O>(
  { method, run }: Operation<I, O>,
  desk: Desk,
  input: I,
  by: string,
): Promise<O> {
  return method === 'GET' ? run(desk, input, by) : desk.inTurn(() => run(desk, input, by.trim()));
}
