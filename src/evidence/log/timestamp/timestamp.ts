import { randomBytes } from 'node:crypto';
import { StillwatchError } from '../../../errors.ts';
import { sha256 } from '../hash.ts';
import type { TransparencyLog } from '../log.ts';
import { parseNote } from '../note.ts';
import { post } from '../post.ts';
import { parseTimestamp } from './response.ts';

interface Stamped {
  size: number;
  /** ISO 8601 UTC: when the authority says it saw the checkpoint. */
  at: string;
}

/**
 * Has a timestamp authority (RFC 3161, over HTTP) say when it saw a checkpoint (the latest, if no size is given), and keeps its
 * answer as `published/<size>.tsr`. A timestamp that is kept already is given back.
 * @throws StillwatchError TIMESTAMP_REFUSED, SERVICE_UNREACHABLE
 */
export async function timestamp(log: TransparencyLog, url: string, size?: number): Promise<Stamped> {
  await log.refresh();
  const of = size ?? log.size;
  const { text } = parseNote(await log.publish(of));
  const kept = (await log.published()).find(one => one.size === of)?.timestamp;
  const before = kept && parseTimestamp(kept, text);
  if (before && 'at' in before) return { size: of, at: before.at };
  const nonce = randomBytes(8);
  // Positive, and in no more bytes than it needs.
  nonce[0] = (nonce[0]! & 0x7f) | 0x40;
  const { status, body } = await post(url, 'application/timestamp-query', queryOf(sha256(text), nonce));
  if (status !== 200) throw refused(`it answered HTTP ${status}`);
  const stamp = parseTimestamp(body, text);
  if ('wrong' in stamp) throw refused(stamp.wrong);
  if (stamp.nonce !== nonce.toString('hex')) throw refused('its answer is to another request');
  await log.keepTimestamp(of, body);
  return { size: of, at: stamp.at };
}

/** A TimeStampReq (RFC 3161 section 2.4.1) in DER: version 1, SHA-256 and its digest, the nonce, and "with certificates". */
function queryOf(digest: Buffer, nonce: Buffer): Buffer {
  const imprint = Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), digest]);
  const parts = [
    Buffer.of(0x02, 1, 1),
    imprint,
    Buffer.of(0x02, nonce.length),
    nonce,
    Buffer.of(0x01, 1, 0xff),
  ];
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

const refused = (what: string) =>
  new StillwatchError(
    'TIMESTAMP_REFUSED',
    `there is no timestamp: ${what}`,
    'Check that the address is that of an RFC 3161 authority, and ask again.',
  );
