import { z } from 'zod';

type JsonSchema = Record<string, unknown>;

/** JSON Schema that fastify compiles. `io` tells what is sent from what is answered, where they differ (defaults, say). */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'input'): JsonSchema {
  const {
    $schema: _,
    id: __,
    ...rest
  } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io,
    unrepresentable: 'any',
    reused: 'inline',
  }) as JsonSchema;
  return withoutIds(rest) as JsonSchema;
}

// Names that zod gives parts are no keyword of JSON Schema, and fastify takes schemas strictly.
function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key, inner]) => key !== 'id' || typeof inner !== 'string');
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutIds(inner)]));
}

export const failureSchema = {
  description: 'A failure: what happened and how to mend it',
  type: 'object',
  properties: { code: { type: 'string' }, message: { type: 'string' }, mend: { type: 'string' } },
  required: ['code', 'message', 'mend'],
};
