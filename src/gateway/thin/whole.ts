import { isRecord, type Json, looksLikeSse } from '../../ingest/index.ts';
import { decoded } from '../coding.ts';
import { headerIn, type RawHeaders } from '../headers.ts';
import type { Filter } from './filter.ts';

/** How an answer is changed: its body, where that is JSON, or its events. */
export interface Changing {
  body(value: Json): Json | undefined;
  filter(): Filter;
}

/** A whole answer with its changes, and without its content coding. Throws where it cannot be read. */
export async function wholeChanged(
  bytes: Buffer,
  headers: RawHeaders,
  { body, filter: filterOf }: Changing,
  limit: number,
): Promise<Buffer> {
  const plain = await decoded(bytes, headerIn(headers, 'content-encoding'), limit);
  const said = plain.toString('utf8');
  if (looksLikeSse(said)) {
    const filter = filterOf();
    return Buffer.concat([filter.take(plain), filter.end()].filter(part => part !== undefined));
  }
  const value: unknown = JSON.parse(said);
  if (!isRecord(value)) return plain;
  const left = JSON.stringify(body(value) ?? {});
  return left === JSON.stringify(value) ? plain : Buffer.from(left);
}
