import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { StillwatchError } from '../../errors.ts';
import { fromBase64 } from './base64.ts';
import { sha256 } from './hash.ts';

// Keys in the notation of C2SP signed-note and of Go's note package. Ed25519 (RFC 8032), under two types of signature.

/** What a signature of a key is of: the note's text itself, or a witness's statement about it. */
export const NOTE = 0x01;
export const COSIGNATURE = 0x04;
type Type = typeof NOTE | typeof COSIGNATURE;

/** Who can be believed. */
export interface Verifier {
  name: string;
  /** Eight hex digits; with the name it says which key a signature claims to be of. */
  id: string;
  type: Type;
  /** The 32 bytes of the public key. */
  bytes: Buffer;
  /** The verifier key: `<name>+<id>+<base64>`. */
  text: string;
  key: KeyObject;
}

/** Who can sign. */
export interface Signer {
  verifier: Verifier;
  key: KeyObject;
}

/** What stands before the 32 bytes of a key in DER (RFC 8410). */
const PUBLIC = Buffer.from('302a300506032b6570032100', 'hex');
const PRIVATE = Buffer.from('302e020100300506032b657004220420', 'hex');

export const isKeyName = (name: string): boolean => name !== '' && !/[\s+\p{Cc}]/u.test(name);

export function verifierOf(name: string, type: Type, bytes: Buffer): Verifier {
  const typed = Buffer.concat([Buffer.of(type), bytes]);
  const id = sha256(`${name}\n`, typed).toString('hex', 0, 4);
  const key = createPublicKey({ key: Buffer.concat([PUBLIC, bytes]), format: 'der', type: 'spki' });
  return { name, id, type, bytes, key, text: `${name}+${id}+${typed.toString('base64')}` };
}

/** @throws StillwatchError NOTE_INVALID where it is not a verifier key */
export function parseVerifier(text: string): Verifier {
  const [, name = '', id = '', key = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text) ?? [];
  const typed = fromBase64(key);
  const type = typed?.[0];
  if (isKeyName(name) && typed?.length === 33 && (type === NOTE || type === COSIGNATURE)) {
    const verifier = verifierOf(name, type, typed.subarray(1));
    if (verifier.id === id) return verifier;
  }
  throw new StillwatchError(
    'NOTE_INVALID',
    `${JSON.stringify(text.slice(0, 200))} is not a verifier key`,
    'It is NAME+HASH+BASE64 on one line, as its owner publishes it (of this log: stillwatch log).',
  );
}

/** A witness's key, whichever of the two types it was published as. */
export function parseWitness(text: string): Verifier {
  const { name, bytes } = parseVerifier(text);
  return verifierOf(name, COSIGNATURE, bytes);
}

/** A new private key, in the notation `PRIVATE+KEY+<name>+<id>+<base64>`. `name` is made of the public key's bytes. */
export function generateKey(name: (bytes: Buffer) => string): string {
  const seed = randomBytes(32);
  const bytes = publicBytes(privateKey(seed));
  const verifier = verifierOf(name(bytes), NOTE, bytes);
  const typed = Buffer.concat([Buffer.of(NOTE), seed]).toString('base64');
  return `PRIVATE+KEY+${verifier.name}+${verifier.id}+${typed}`;
}

/** Who signs with a private key; undefined where it is not one. */
export function parseSigner(text: string, type: Type = NOTE): Signer | undefined {
  const [, name = '', id, base64 = ''] =
    /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text.trim()) ?? [];
  const typed = fromBase64(base64);
  if (!isKeyName(name) || typed?.length !== 33 || typed[0] !== NOTE) return undefined;
  const key = privateKey(typed.subarray(1));
  const bytes = publicBytes(key);
  if (verifierOf(name, NOTE, bytes).id !== id) return undefined;
  return { key, verifier: verifierOf(name, type, bytes) };
}

const privateKey = (seed: Buffer) =>
  createPrivateKey({ key: Buffer.concat([PRIVATE, seed]), format: 'der', type: 'pkcs8' });

const publicBytes = (key: KeyObject) =>
  Buffer.from(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(PUBLIC.length));

export const ed25519 = {
  sign: (message: string | Uint8Array, key: KeyObject): Buffer => sign(null, Buffer.from(message), key),
  verify: (message: string | Uint8Array, key: KeyObject, signature: Buffer): boolean =>
    signature.length === 64 && verify(null, Buffer.from(message), key, signature),
};
