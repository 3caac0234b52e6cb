import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { b64, H, u64 } from './hash.ts';

export interface Signer {
  name: string;
  id: Buffer;
  /** The verifier key. */
  text: string;
  private: KeyObject;
}

/** A key made of a word, so that dossiers are the same each time. */
export function signer(name: string, type: 1 | 4 = 1, word = name): Signer {
  const seed = H('synthetic key ', word);
  const key = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  const typed = Buffer.concat([Buffer.of(type), raw]);
  const id = H(`${name}\n`, typed).subarray(0, 4);
  return { name, id, text: `${name}+${id.toString('hex')}+${b64(typed)}`, private: key };
}

export const signWith = (by: Signer, text: string | Uint8Array): Buffer =>
  sign(null, Buffer.from(text as string), by.private);

const line = (by: Signer, signature: Uint8Array): string =>
  `— ${by.name} ${b64(Buffer.concat([by.id, signature]))}\n`;

export const bodyOf = (origin: string, size: number, root: Uint8Array): string =>
  `${origin}\n${size}\n${b64(root)}\n`;

/** A signed note. `witnesses` sign at the second that is given with them. */
export function note(
  body: string,
  signers: readonly Signer[],
  witnesses: readonly [Signer, number][] = [],
): string {
  const lines = signers.map(by => line(by, signWith(by, body)));
  for (const [by, seconds] of witnesses)
    lines.push(
      line(by, Buffer.concat([u64(seconds), signWith(by, `cosignature/v1\ntime ${seconds}\n${body}`)])),
    );
  return `${body}\n${lines.join('')}`;
}
