import { createHash } from 'node:crypto';

// The maker of synthetic dossiers is written from docs/evidence-format.md alone, with node:crypto: it shares nothing with
// the verifier that it tests.

export type Data = Uint8Array | string;

export const H = (...parts: Data[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export const u64 = (value: number | bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};

export const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** RFC 8785, for what the maker writes. */
export const jcs = (value: unknown): string =>
  JSON.stringify(value, (_, field) =>
    field !== null && typeof field === 'object' && !Array.isArray(field)
      ? Object.fromEntries(Object.entries(field).sort(([a], [b]) => (a < b ? -1 : 1)))
      : field,
  );

/** Numbers that look random and are always the same. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
