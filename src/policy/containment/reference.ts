import { randomBytes } from 'node:crypto';

/** Crockford's base 32: read over a telephone without mistakes. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What a contained account is told, and names when it objects. It says nothing of who or why, and can't be guessed: 80 bits. */
export function newReference(): string {
  const characters = [...randomBytes(16)].map(byte => ALPHABET[byte & 31]!).join('');
  return `SWR-${characters.slice(0, 4)}-${characters.slice(4, 8)}-${characters.slice(8, 12)}-${characters.slice(12)}`;
}

/** An id of a plan, an action …: `P-7Q2F9XKD`. 40 bits: they are few, and are no secret. */
export const newId = (letter: string): string =>
  `${letter}-${[...randomBytes(8)].map(byte => ALPHABET[byte & 31]!).join('')}`;
