import { ASN1Obj, RFC3161Timestamp } from '@sigstore/core';
import { sha256 } from '../hash.ts';

/** What a timestamp authority says: that these bytes were there at that time. */
export interface Timestamp {
  /** ISO 8601 UTC, to the millisecond. */
  at: string;
  /** In hex; undefined where the answer has none. */
  nonce: string | undefined;
}

/** What RFC 3161 section 2.4.2 calls granted, and granted with modifications. */
const GRANTED = [0n, 1n];
const SHA256 = '2.16.840.1.101.3.4.2.1';

/**
 * Reads an RFC 3161 response and compares it with the text that it should be of. Whether the authority's signature holds is for who
 * knows its certificate.
 */
export function parseTimestamp(response: Buffer, text: string): Timestamp | { wrong: string } {
  try {
    const stamp = RFC3161Timestamp.parse(Buffer.from(response));
    if (!GRANTED.includes(stamp.status)) return { wrong: `the authority refused, status ${stamp.status}` };
    const info = ASN1Obj.parseBuffer(Buffer.from(stamp.tstInfo.raw));
    const imprint = info.subs[2]!;
    if (imprint.subs[0]!.subs[0]!.toOID() !== SHA256) return { wrong: 'it is not of a SHA-256' };
    if (!imprint.subs[1]!.value.equals(sha256(text))) return { wrong: 'it is of something else' };
    // After the time: accuracy (a sequence), ordering (a boolean), nonce (an integer), all optional.
    const nonce = info.subs.slice(5).find(({ tag }) => tag.isUniversal() && tag.number === 2);
    return { at: stamp.signingTime.toISOString(), nonce: nonce && hexOf(nonce.value) };
  } catch {
    return { wrong: 'it is not an RFC 3161 response' };
  }
}

/** Without the zero that keeps a number positive. */
const hexOf = (value: Buffer) => value.toString('hex').replace(/^(00)+/, '');
