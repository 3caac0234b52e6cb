import { hash, randomBytes } from 'node:crypto';
import sodium from 'libsodium-wrappers-sumo';
import { StillwatchError } from '../../errors.ts';

// Oblivious pseudorandom functions of RFC 9497, ciphersuite ristretto255-SHA512 (section 4.1), modes OPRF and VOPRF. Lists of
// elements and scalars are their encodings, 32 bytes each, one after the other. Names are the RFC's.

await sodium.ready;

/** Bytes of an element and of a scalar. */
export const SIZE = 32;
/** Elements in one batch: their number is written in two bytes (section 2.2.1). */
export const MOST = 65_535;
/** Bytes of a proof: two scalars. */
export const PROOF = 2 * SIZE;
/** An input's length is written in two bytes (section 1.2). */
const LONGEST_INPUT = 65_535;

export type Mode = 'oprf' | 'voprf';

export interface KeyPair {
  secret: Uint8Array;
  public: Uint8Array;
}

const contexts = {
  oprf: 'OPRFV1-\0-ristretto255-SHA512',
  voprf: 'OPRFV1-\x01-ristretto255-SHA512',
};
const sha512 = (...parts: Uint8Array[]): Buffer => hash('sha512', Buffer.concat(parts), 'buffer');
const text = (words: string): Buffer => Buffer.from(words, 'latin1');
const number = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 255);
/** With its length in two bytes before it. */
const sized = (bytes: Uint8Array): Uint8Array[] => [number(bytes.length), bytes];
export const at = (list: Uint8Array, index: number): Uint8Array =>
  list.subarray(index * SIZE, (index + 1) * SIZE);

/** What is hashed before every message: a block of zeros. */
const BLOCK = new Uint8Array(128);
const ONE = Uint8Array.of(1);

/** expand_message_xmd of RFC 9380 (section 5.3.1), to 64 bytes: one block of SHA-512. */
function expand(message: Uint8Array[], dst: string): Buffer {
  const tail = Buffer.concat([text(dst), Uint8Array.of(dst.length)]);
  const first = sha512(BLOCK, ...message, number(64), Uint8Array.of(0), tail);
  return sha512(first, ONE, tail);
}

/** Section 4.1: HashToGroup. */
export function hashToGroup(mode: Mode, input: Uint8Array): Uint8Array {
  if (input.length > LONGEST_INPUT)
    throw new StillwatchError(
      'PSI_VALUE',
      `a value has ${input.length} bytes, above ${LONGEST_INPUT}`,
      'Leave it out.',
    );
  return sodium.crypto_core_ristretto255_from_hash(expand([input], `HashToGroup-${contexts[mode]}`));
}

/** Section 4.1: HashToScalar, under the given domain separation. */
const hashToScalar = (message: Uint8Array[], dst: string): Uint8Array =>
  sodium.crypto_core_ristretto255_scalar_reduce(expand(message, dst));

/** Section 4.7.2. Not libsodium's own: in JavaScript that asks for four random bytes at a time, which takes longer than to multiply. */
export const randomScalar = (): Uint8Array => sodium.crypto_core_ristretto255_scalar_reduce(randomBytes(64));

/**
 * A scalar times an element that came from outside.
 * @throws StillwatchError PSI_MESSAGE where the element is the identity or no canonical encoding (section 2.1, DeserializeElement)
 */
export function multiply(scalar: Uint8Array, element: Uint8Array): Uint8Array {
  try {
    return sodium.crypto_scalarmult_ristretto255(scalar, element);
  } catch {
    throw new StillwatchError(
      'PSI_MESSAGE',
      'an element is the identity, or no canonical encoding of ristretto255',
      'Nothing was taken of it. The other side does not follow the protocol: tell whoever runs it.',
    );
  }
}

const add = (one: Uint8Array | undefined, other: Uint8Array): Uint8Array =>
  one ? sodium.crypto_core_ristretto255_add(one, other) : other;

export const sum = (elements: readonly Uint8Array[]): Uint8Array =>
  elements.reduce<Uint8Array | undefined>(add, undefined)!;

/** Section 3.2.1: DeriveKeyPair. */
export function deriveKeyPair(mode: Mode, seed: Uint8Array, info: Uint8Array): KeyPair {
  for (let counter = 0; counter < 256; counter++) {
    const message = [seed, ...sized(info), Uint8Array.of(counter)];
    const secret = hashToScalar(message, `DeriveKeyPair${contexts[mode]}`);
    if (secret.some(byte => byte !== 0))
      return { secret, public: sodium.crypto_scalarmult_ristretto255_base(secret) };
  }
  throw new Error('DeriveKeyPair: no key in 256 tries'); // less likely than any fault of the machine
}

/** 1/scalar of each of a list, at the price of one inversion (Montgomery's trick). */
export function inverses(scalars: Uint8Array): Uint8Array {
  const count = scalars.length / SIZE;
  const { crypto_core_ristretto255_scalar_mul: times } = sodium;
  const products = [at(scalars, 0)];
  for (let i = 1; i < count; i++) products.push(times(products[i - 1]!, at(scalars, i)));
  const all = new Uint8Array(scalars.length);
  let rest = sodium.crypto_core_ristretto255_scalar_invert(products[count - 1]!);
  for (let i = count - 1; i > 0; i--) {
    all.set(times(rest, products[i - 1]!), i * SIZE);
    rest = times(rest, at(scalars, i));
  }
  all.set(rest, 0);
  return all;
}

/** Section 3.3.1, the end of Finalize and of Evaluate: 64 bytes of an input and its evaluated element, unblinded. */
export const finalize = (input: Uint8Array, element: Uint8Array): Buffer =>
  sha512(...sized(input), ...sized(element), text('Finalize'));

/** M and Z of section 2.2. */
export interface Composites {
  m: Uint8Array;
  z: Uint8Array;
}

/**
 * Section 2.2: ComputeComposites, of a part of a batch that begins at `from`; the parts' are added up. Without `z` where the
 * secret is known: it is the secret times m (ComputeCompositesFast).
 */
export function composites(
  key: Uint8Array,
  from: number,
  asked: Uint8Array,
  answered: Uint8Array,
): Composites;
export function composites(
  key: Uint8Array,
  from: number,
  asked: Uint8Array,
  answered: Uint8Array,
  fast: true,
): Omit<Composites, 'z'>;
export function composites(
  key: Uint8Array,
  from: number,
  asked: Uint8Array,
  answered: Uint8Array,
  fast = false,
): { m: Uint8Array; z?: Uint8Array } {
  const seed = sha512(...sized(key), ...sized(text(`Seed-${contexts.voprf}`)));
  let [m, z]: (Uint8Array | undefined)[] = [];
  for (let i = 0; i < asked.length / SIZE; i++) {
    const [c, d] = [at(asked, i), at(answered, i)];
    const weight = hashToScalar(
      [...sized(seed), number(from + i), ...sized(c), ...sized(d), text('Composite')],
      `HashToScalar-${contexts.voprf}`,
    );
    m = add(m, multiply(weight, c));
    if (!fast) z = add(z, multiply(weight, d));
  }
  return { m: m!, ...(z && { z }) };
}

/** The challenge of section 2.2. */
const challenge = (key: Uint8Array, { m, z }: Composites, t2: Uint8Array, t3: Uint8Array): Uint8Array =>
  hashToScalar([...[key, m, z, t2, t3].flatMap(sized), text('Challenge')], `HashToScalar-${contexts.voprf}`);

/** Section 2.2.1: GenerateProof, of the composite m: that all were multiplied with the key's secret. 64 bytes. */
export function prove(key: KeyPair, m: Uint8Array, random = randomScalar()): Uint8Array {
  const z = multiply(key.secret, m);
  const c = challenge(
    key.public,
    { m, z },
    sodium.crypto_scalarmult_ristretto255_base(random),
    multiply(random, m),
  );
  const product = sodium.crypto_core_ristretto255_scalar_mul(c, key.secret);
  return Buffer.concat([c, sodium.crypto_core_ristretto255_scalar_sub(random, product)]);
}

/** Section 2.2.2: VerifyProof. */
export function verify(key: Uint8Array, both: Composites, proof: Uint8Array): boolean {
  if (proof.length !== PROOF) return false;
  const [c, s] = [at(proof, 0), at(proof, 1)];
  if (!isCanonical(c) || !isCanonical(s)) return false;
  try {
    const t2 = add(sodium.crypto_scalarmult_ristretto255_base(s), multiply(c, key));
    const t3 = add(multiply(s, both.m), multiply(c, both.z));
    return Buffer.compare(challenge(key, both, t2, t3), c) === 0;
  } catch {
    return false; // a scalar of zero, or a key that is no element
  }
}

/** Whether a scalar is below the group's order (section 2.1, DeserializeScalar). */
const isCanonical = (scalar: Uint8Array): boolean => {
  const wide = Buffer.concat([scalar, new Uint8Array(SIZE)]);
  return Buffer.compare(sodium.crypto_core_ristretto255_scalar_reduce(wide), scalar) === 0;
};
