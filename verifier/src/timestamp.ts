import { type Bytes, fromBase64, join } from './bytes.ts';
import {
  algorithm,
  BIT_STRING,
  elements,
  INTEGER,
  identifier,
  is,
  NotDer,
  OCTET_STRING,
  only,
  SEQUENCE,
  SET,
  sameBytes,
  tagged,
  time,
  within,
} from './der.ts';
import { refuse } from './refusal.ts';
import { sha256 } from './sha256.ts';

// RFC 3161 timestamps: that a response is of this text and when it says it was given; and, with the authority's certificate,
// that the authority signed it. The certificate is the reader's: no chain and no revocation is looked at.

const SIGNED_DATA = '2a864886f70d010702';
const TIMESTAMP_INFO = '2a864886f70d0109100104';
const CONTENT_TYPE = '2a864886f70d010903';
const MESSAGE_DIGEST = '2a864886f70d010904';
const SHA256 = '608648016503040201';
const digests: Record<string, string> = {
  [SHA256]: 'SHA-256',
  '608648016503040202': 'SHA-384',
  '608648016503040203': 'SHA-512',
};
/** The digest of a signature's algorithm; of plain rsaEncryption it is named beside it. */
const signatures: Record<string, ['RSASSA-PKCS1-v1_5' | 'ECDSA', string | null]> = {
  '2a864886f70d010101': ['RSASSA-PKCS1-v1_5', null],
  '2a864886f70d01010b': ['RSASSA-PKCS1-v1_5', 'SHA-256'],
  '2a864886f70d01010c': ['RSASSA-PKCS1-v1_5', 'SHA-384'],
  '2a864886f70d01010d': ['RSASSA-PKCS1-v1_5', 'SHA-512'],
  '2a8648ce3d040302': ['ECDSA', 'SHA-256'],
  '2a8648ce3d040303': ['ECDSA', 'SHA-384'],
  '2a8648ce3d040304': ['ECDSA', 'SHA-512'],
};
const curves: Record<string, [name: string, bytes: number]> = {
  '2a8648ce3d030107': ['P-256', 32],
  '2b81040022': ['P-384', 48],
  '2b81040023': ['P-521', 66],
};

export interface Timestamp {
  /** When it says that it was given. */
  at: Date;
  signedBy(certificate: Certificate): Promise<boolean>;
}

export interface Certificate {
  publicKey: Bytes;
  from: Date;
  to: Date;
}

/** Reads a response; refuses one that is not of this text. */
export async function readTimestamp(response: Bytes, text: Bytes): Promise<Timestamp> {
  const wanted = await sha256(text);
  return reading('TIMESTAMP_INVALID', 'A timestamp is not an RFC 3161 response.', () => {
    const [status, token] = within(only(response, SEQUENCE));
    const [granted] = is(within(status)[0], INTEGER).body;
    if (granted !== 0 && granted !== 1) refuse('TIMESTAMP_INVALID', 'A timestamp was not granted.');
    const [type, content] = within(token);
    const [data] = within(content, tagged(0));
    if (identifier(type) !== SIGNED_DATA) throw new NotDer();
    const [, , encapsulated, ...rest] = within(data);
    const [signer, another] = within(is(rest.at(-1), SET), SET);
    const [infoType, wrapped] = within(encapsulated);
    const info = is(within(wrapped, tagged(0))[0], OCTET_STRING).body;
    if (another || identifier(infoType) !== TIMESTAMP_INFO) throw new NotDer();
    const [, , imprint, , at] = within(only(info, SEQUENCE));
    const [imprintDigest, imprinted] = within(imprint);
    if (algorithm(imprintDigest) !== SHA256 || !sameBytes(imprinted, wanted))
      refuse('TIMESTAMP_INVALID', 'A timestamp is of another checkpoint.');
    const [, , digest, attributes, signatureAlgorithm, signature] = within(signer);
    const signedAttributes = is(attributes, tagged(0));
    const signed: Signed = {
      info,
      digest: digests[algorithm(digest)],
      attributes: signedAttributes.body,
      // What is signed are the attributes as a set of their own.
      text: join(Uint8Array.of(SET), signedAttributes.whole.subarray(1)),
      algorithm: algorithm(signatureAlgorithm),
      signature: is(signature, OCTET_STRING).body,
    };
    const when = time(at);
    return { at: when, signedBy: certificate => signedBy(certificate, signed, when) };
  });
}

interface Signed {
  info: Bytes;
  digest: string | undefined;
  attributes: Bytes;
  text: Bytes;
  algorithm: string;
  signature: Bytes;
}

async function signedBy(
  { publicKey, from, to }: Certificate,
  { info, digest, attributes, text, algorithm: id, signature }: Signed,
  at: Date,
): Promise<boolean> {
  const [name, ownDigest] = signatures[id] ?? [];
  const hash = ownDigest ?? digest;
  if (!name || !digest || !hash || at < from || at > to) return false;
  const infoDigest = new Uint8Array(await crypto.subtle.digest(digest, info));
  try {
    const values = new Map(
      elements(attributes).map(attribute => {
        const [type, value] = within(attribute);
        return [identifier(type), within(value, SET)[0]];
      }),
    );
    if (identifier(values.get(CONTENT_TYPE)) !== TIMESTAMP_INFO) return false;
    if (!sameBytes(values.get(MESSAGE_DIGEST), infoDigest)) return false;
    const [keyAlgorithm] = within(only(publicKey, SEQUENCE));
    const curve = name === 'ECDSA' ? curves[identifier(within(keyAlgorithm)[1])] : undefined;
    const use = curve ? { name, namedCurve: curve[0], hash } : { name, hash };
    const key = await crypto.subtle.importKey('spki', publicKey, use, false, ['verify']);
    return await crypto.subtle.verify(use, key, curve ? joined(signature, curve[1]) : signature, text);
  } catch {
    return false; // no attributes as RFC 3161 asks for, or a key of another kind than the signature
  }
}

/** An ECDSA signature as WebCrypto takes it: both numbers in their full length. */
function joined(signature: Bytes, bytes: number): Bytes {
  const numbers = within(only(signature, SEQUENCE)).map(number => is(number, INTEGER).body);
  return join(
    ...numbers.map(number => {
      const digits = number.subarray(number.findIndex(byte => byte !== 0));
      if (digits.length > bytes) throw new NotDer();
      return join(new Uint8Array(bytes - digits.length), digits);
    }),
  );
}

/** A certificate in PEM. */
export function readCertificate(pem: string): Promise<Certificate> {
  return reading(
    'KEY_INVALID',
    'The certificate of the timestamp authority is not an X.509 certificate in PEM.',
    () => {
      const [, encoded = ''] =
        /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem) ?? [];
      const [body] = within(only(fromBase64(encoded.replace(/\s/g, '')) ?? new Uint8Array(), SEQUENCE));
      const parts = within(body);
      const [, , , validity, , key] = parts[0]?.tag === tagged(0) ? parts.slice(1) : parts;
      const [from, to] = within(validity);
      is(within(key)[1], BIT_STRING);
      return { publicKey: new Uint8Array(is(key, SEQUENCE).whole), from: time(from), to: time(to) };
    },
  );
}

async function reading<T>(
  code: 'TIMESTAMP_INVALID' | 'KEY_INVALID',
  otherwise: string,
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof NotDer)) throw error;
    refuse(code, otherwise);
  }
}
