import { hash } from 'node:crypto';

/** SHA-256 of parts joined. One call in place of an object a hash: half the time for short ones. */
export const sha256 = (...parts: readonly (Uint8Array | string)[]): Buffer =>
  hash(
    'sha256',
    Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part) : part))),
    'buffer',
  );
