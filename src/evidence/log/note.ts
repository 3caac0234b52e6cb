import { StillwatchError } from '../../errors.ts';
import { fromBase64 } from './base64.ts';
import { COSIGNATURE, ed25519, isKeyName, type Signer, type Verifier } from './key.ts';

// Signed notes (https://c2sp.org/signed-note) and the cosignatures of witnesses (https://c2sp.org/tlog-cosignature,
// cosignature/v1).

export interface Signature {
  name: string;
  /** Eight hex digits. */
  id: string;
  /** What follows the four bytes of the id. */
  bytes: Buffer;
  /** The whole line, without its line feed. */
  line: string;
}

export interface Note {
  /** With its last line feed. */
  text: string;
  signatures: Signature[];
}

/** As Go's package: more would only cost time. */
const MOST_SIGNATURES = 100;

/** The note's text, an empty line, a line of each signer. The text ends with a line feed. */
export const signNote = (text: string, signers: readonly Signer[]): string =>
  `${text}\n${signers.map(signer => lineOf(signer.verifier, ed25519.sign(text, signer.key))).join('')}`;

/**
 * A witness's line: it saw this checkpoint, and it continues all that the witness saw before.
 * @param text the checkpoint, without signatures
 * @param at seconds since 1970
 */
export function cosignature(text: string, { verifier, key }: Signer, at: number): string {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(at));
  return lineOf(verifier, Buffer.concat([time, ed25519.sign(cosigned(text, BigInt(at)), key)]));
}

const lineOf = ({ name, id }: Verifier, signature: Buffer) =>
  `— ${name} ${Buffer.concat([Buffer.from(id, 'hex'), signature]).toString('base64')}\n`;

const cosigned = (text: string, at: bigint) => `cosignature/v1\ntime ${at}\n${text}`;

/**
 * Takes a note apart and believes nothing.
 * @throws StillwatchError NOTE_INVALID where it is not a signed note
 */
export function parseNote(note: string): Note {
  const at = note.lastIndexOf('\n\n');
  const text = note.slice(0, at + 1);
  const lines = note.slice(at + 2).split('\n');
  const broken = (what: string) =>
    new StillwatchError(
      'NOTE_INVALID',
      `it is not a signed note: ${what}`,
      'Get it again from who published it, byte for byte.',
    );
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note) || Buffer.from(note).toString() !== note)
    throw broken('there are characters in it that no note has');
  if (at < 1 || lines.pop() !== '' || lines.length === 0)
    throw broken('a text, an empty line and signatures are expected');
  if (lines.length > MOST_SIGNATURES) throw broken(`it has more than ${MOST_SIGNATURES} signatures`);
  const signatures = lines.map(line => {
    const [, name = '', base64 = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
    const bytes = fromBase64(base64);
    if (!isKeyName(name) || !bytes || bytes.length < 5) throw broken('a line of a signature is not one');
    return { name, id: bytes.toString('hex', 0, 4), bytes: bytes.subarray(4), line };
  });
  return { text, signatures };
}

/** A signature that holds; `at` where it is a witness's: seconds since 1970. */
export interface Verified extends Signature {
  at?: number;
}

/**
 * Opens a note that one of these keys signed; signatures of other keys are passed over.
 * @throws StillwatchError NOTE_INVALID where a signature of a known key does not hold, or there is none
 */
export function openNote(note: string, known: readonly Verifier[]): { text: string; verified: Verified[] } {
  const { text, signatures } = parseNote(note);
  const verified: Verified[] = [];
  for (const signature of signatures) {
    const verifier = known.find(({ name, id }) => name === signature.name && id === signature.id);
    if (!verifier || verified.some(({ name, id }) => name === verifier.name && id === verifier.id)) continue;
    const held = check(text, signature, verifier);
    if (!held)
      throw new StillwatchError(
        'NOTE_INVALID',
        `the signature of ${verifier.name}+${verifier.id} does not fit the note`,
        'The note or the signature was changed. Get it again from who published it.',
      );
    verified.push(held);
  }
  if (verified.length === 0)
    throw new StillwatchError(
      'NOTE_INVALID',
      `the note is not signed by ${known.map(({ name, id }) => `${name}+${id}`).join(' or ')}`,
      'Compare the keys: the note may be of another log, or signed with a key that came later.',
    );
  return { text, verified };
}

function check(text: string, signature: Signature, { type, key }: Verifier): Verified | undefined {
  const { bytes } = signature;
  if (type !== COSIGNATURE) return ed25519.verify(text, key, bytes) ? signature : undefined;
  if (bytes.length !== 72) return undefined;
  const at = bytes.readBigUInt64BE();
  if (at > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  return ed25519.verify(cosigned(text, at), key, bytes.subarray(8))
    ? { ...signature, at: Number(at) }
    : undefined;
}
