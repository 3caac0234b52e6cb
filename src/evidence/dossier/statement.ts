import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { inOrder } from './archive.ts';
import type { Level } from './facts.ts';

// The signature over all other files: an in-toto statement v1 (https://in-toto.io/Statement/v1) in a DSSE envelope
// (https://github.com/secure-systems-lab/dsse, v1.0).

export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
const PREDICATE_TYPE = 'urn:stillwatch:dossier:1';

/** Signs bytes with the log's key. */
export type Sign = (bytes: Buffer) => Promise<{
  /** `<name>+<8 hex digits>` of the log's key. */
  keyid: string;
  signature: Buffer;
}>;

export interface Stated {
  campaign: string;
  level: Level;
  /** A checkpoint as a signed note, or its text alone; what is stated is its text, up to the empty line. */
  checkpoint: string;
}

/** `statement.json` for these files, which must not hold one. Canonical JSON, so the same for the same signature. */
export async function statement(
  files: ReadonlyMap<string, Buffer>,
  stated: Stated,
  sign: Sign,
): Promise<Buffer> {
  const payload = Buffer.from(
    canonicalize({
      _type: 'https://in-toto.io/Statement/v1',
      subject: inOrder(files).map(([name, data]) => ({
        name: name.toString(),
        digest: { sha256: createHash('sha256').update(data).digest('hex') },
      })),
      predicateType: PREDICATE_TYPE,
      predicate: { ...stated, checkpoint: noteText(stated.checkpoint) },
    })!,
  );
  const { keyid, signature } = await sign(encoded(PAYLOAD_TYPE, payload));
  return Buffer.from(
    canonicalize({
      payloadType: PAYLOAD_TYPE,
      payload: payload.toString('base64'),
      signatures: [{ keyid, sig: signature.toString('base64') }],
    })!,
  );
}

/** DSSE's pre-authentication encoding: what is signed. */
export const encoded = (type: string, payload: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);

/** The signed part of a note: up to and with the line feed before the empty line. */
function noteText(note: string): string {
  const end = note.indexOf('\n\n');
  return end < 0 ? note : note.slice(0, end + 1);
}
