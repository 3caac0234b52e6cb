import { isRecord, looksLikeSse } from '../../ingest/index.ts';
import { decoded } from '../coding.ts';
import { headerIn, type RawHeaders } from '../headers.ts';
import type { Api } from '../route.ts';
import { eventFilter } from './filter.ts';
import { omitFromBody } from './reasoning.ts';

/** A whole answer without the reasoning, and without its content coding. Throws where it cannot be read. */
export async function wholeWithout(
  bytes: Buffer,
  headers: RawHeaders,
  api: Api,
  limit: number,
): Promise<Buffer> {
  const plain = await decoded(bytes, headerIn(headers, 'content-encoding'), limit);
  const said = plain.toString('utf8');
  if (looksLikeSse(said)) {
    const filter = eventFilter(api);
    return Buffer.concat([filter.take(plain), filter.end()].filter(part => part !== undefined));
  }
  const value: unknown = JSON.parse(said);
  if (!isRecord(value)) return plain;
  const left = JSON.stringify(omitFromBody(api)(value) ?? {});
  return left === JSON.stringify(value) ? plain : Buffer.from(left);
}
