import { type Bytes, fromBase64, hex, join, utf8 } from './bytes.ts';
import { refuse } from './refusal.ts';
import { sha256 } from './sha256.ts';

// Verifier keys as C2SP signed-note writes them: `<name>+<8 hex digits>+<base64 of a type and 32 bytes>`.

/** The kinds of Ed25519 keys: of a log, and of a witness (C2SP tlog-cosignature). */
export const LOG = 0x01;
export const WITNESS = 0x04;

export interface VerifierKey {
  /** As it was written. */
  text: string;
  name: string;
  /** 8 hex digits: the first bytes of a hash over name, type and key. */
  id: string;
  key: Bytes;
}

export async function readKey(text: string, type: number): Promise<VerifierKey> {
  const [, name = '', id = '', rest = ''] =
    /^([^+\s]{1,200})\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? [];
  const bytes = fromBase64(rest);
  if (bytes?.length !== 33 || bytes[0] !== type)
    refuse(
      'KEY_INVALID',
      `This is no verifier key of a ${type === LOG ? 'log' : 'witness'}: ${text.slice(0, 200)}`,
    );
  if (id !== hex((await sha256(utf8(`${name}\n`), bytes)).subarray(0, 4)))
    refuse('KEY_INVALID', `The digits in the verifier key of ${name} do not belong to it.`);
  return { text, name, id, key: bytes.slice(1) };
}

/** Whether `signature` is that of the key over the parts, joined. */
export async function signed(key: Bytes, signature: Bytes, ...message: Uint8Array[]): Promise<boolean> {
  const { subtle } = crypto;
  let imported: CryptoKey;
  try {
    imported = await subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']);
  } catch (error) {
    if ((error as Error).name !== 'NotSupportedError') return false;
    refuse('PLATFORM', 'Ed25519 is missing here. Use Node from 20.19 on, or a browser of 2025 or later.');
  }
  return subtle.verify({ name: 'Ed25519' }, imported, signature, join(...message));
}
