import { z } from 'zod';

type JsonSchema = Record<string, unknown>;

/**
 * JSON Schema (draft 7) that fastify compiles and OpenAPI shows, whole in itself. `io` tells what is sent from what is
 * answered, where they differ (defaults, say).
 */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'input'): JsonSchema {
  const made = z.toJSONSchema(schema, { target: 'draft-7', io, unrepresentable: 'any' }) as JsonSchema;
  const { $schema: _, definitions = {}, ...rest } = made;
  return inlined(rest, definitions as Record<string, unknown>, []) as JsonSchema;
}

const REFERENCE = '#/definitions/';

/** Definitions in the place of references to them; names that zod gives are no keyword, and fastify takes schemas strictly. */
function inlined(value: unknown, definitions: Record<string, unknown>, within: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map(inner => inlined(inner, definitions, within));
  if (typeof value !== 'object' || value === null) return value;
  const { $ref: reference } = value as { $ref?: unknown };
  if (typeof reference === 'string' && reference.startsWith(REFERENCE)) {
    const name = reference.slice(REFERENCE.length);
    // Of what holds itself the inner one is anything.
    return within.includes(name) ? {} : inlined(definitions[name], definitions, [...within, name]);
  }
  const entries = Object.entries(value).filter(([key, inner]) => key !== 'id' || typeof inner !== 'string');
  return Object.fromEntries(entries.map(([key, inner]) => [key, inlined(inner, definitions, within)]));
}
