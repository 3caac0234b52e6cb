import type { Readable } from 'node:stream';
import type { Asked } from './asked.ts';
import { passedOn, type RawHeaders } from './headers.ts';
import type { Obligations } from './obligations.ts';
import { thinned } from './request.ts';
import { changes } from './terms.ts';

export interface Call {
  method: string;
  path: string;
  headers: RawHeaders;
  body: Buffer | Readable | null;
}

/** The request as it goes to the upstream: as it came, but for what obligations change. */
export function onward(
  { method, url, rawHeaders, route, caller, body, json }: Asked,
  obligations: Obligations,
  isMarked = false,
): Call {
  const drop = new Set(['host', 'expect', ...caller.unused]);
  const changed = route.api && json && changes(obligations) ? thinned(json, route.api, obligations) : json;
  const bytes = changed && changed !== json ? Buffer.from(JSON.stringify(changed)) : body;
  if (bytes !== body) drop.add('content-encoding');
  if (Buffer.isBuffer(bytes)) drop.add('content-length');
  // An answer that has to be changed had better come as it is.
  const plain = route.api && (obligations.omitReasoning || isMarked);
  if (plain) drop.add('accept-encoding');
  const headers = passedOn(rawHeaders, drop);
  if (plain) headers.push('accept-encoding', 'identity');
  if (Buffer.isBuffer(bytes)) headers.push('content-length', String(bytes.length));
  return { method, path: url, headers, body: bytes };
}
