import { type Refusal, refusalOf } from './refuse.ts';
import { type Exchange, exchangeSchema } from './schema.ts';

const unsafe = ['__proto__', 'constructor', 'prototype'];
const known: Record<string, ReadonlySet<string>> = {
  '': new Set(Object.keys(exchangeSchema.shape)),
  client: keysOf('client'),
  request: keysOf('request'),
  response: keysOf('response'),
};

export type Reading = { ok: true; exchange: Exchange } | { ok: false; refusal: Refusal };

/**
 * Checks one parsed record against the native schema. `unknown` is called with the path of every field that is
 * not in it (such fields are kept out, not refused).
 */
export function readExchange(record: unknown, unknown?: (path: string) => void): Reading {
  if (typeof record !== 'object' || record === null || Array.isArray(record))
    return { ok: false, refusal: { code: 'not-object', reason: 'the record is not a JSON object' } };
  for (const [at, names] of Object.entries(known)) {
    const level = at ? (record as Record<string, unknown>)[at] : record;
    if (typeof level !== 'object' || level === null) continue;
    for (const key of Object.keys(level)) {
      if (unsafe.includes(key))
        return { ok: false, refusal: { code: 'unsafe-key', reason: `a key is named ${key}` } };
      if (!names.has(key)) unknown?.(at ? `${at}.${key}` : key);
    }
  }
  const result = exchangeSchema.safeParse(record);
  return result.success
    ? { ok: true, exchange: result.data }
    : { ok: false, refusal: refusalOf(result.error, record) };
}

function keysOf(field: 'client' | 'request' | 'response'): ReadonlySet<string> {
  let schema: unknown = exchangeSchema.shape[field];
  while (typeof (schema as { unwrap?: unknown }).unwrap === 'function')
    schema = (schema as { unwrap(): unknown }).unwrap();
  return new Set(Object.keys((schema as { shape: object }).shape));
}
