import { hash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { StillwatchError } from '../../errors.ts';
import { readText, replace } from '../../files.ts';
import { changing } from '../../lock.ts';
import type { Partner } from './server.ts';
import { unusable } from './unusable.ts';

// Who may ask, in `partners.json`: with the SHA-256 of a token of 256 random bits, which is shown once.

const count = z.int().positive();
const shape = z.strictObject({
  v: z.literal(1),
  partners: z.array(
    z.strictObject({
      name: z.string(),
      mode: z.enum(['match', 'count']),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      perDay: count.optional(),
      perEpoch: count.optional(),
      least: count.optional(),
    }),
  ),
});
type Kept = z.infer<typeof shape>['partners'][number];

const digestOf = (token: string): string => hash('sha256', token, 'hex');

/** @throws StillwatchError PSI_STATE */
export function readPartners(home: string): Kept[] {
  const path = join(home, 'partners.json');
  try {
    const text = readText(path);
    return text === undefined ? [] : shape.parse(JSON.parse(text)).partners;
  } catch {
    throw unusable(path, 'is no file of partners', 'Mend it, or remove it and add the partners again.');
  }
}

/** Gives the partner a token in place of one that it had, and returns it. @throws StillwatchError USAGE, FILE_BUSY */
export async function putPartner(home: string, partner: Partner): Promise<string> {
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u.test(partner.name))
    throw new StillwatchError(
      'USAGE',
      'a partner’s name is not valid',
      'It has up to 64 letters, digits, spaces, dots, hyphens and underscores.',
    );
  const token = `psi_${randomBytes(32).toString('base64url')}`;
  const path = join(home, 'partners.json');
  await changing(path, () => {
    const others = readPartners(home).filter(({ name }) => name !== partner.name);
    const partners = [...others, { ...partner, sha256: digestOf(token) }];
    replace(path, `${JSON.stringify({ v: 1, partners }, null, 2)}\n`);
  });
  return token;
}

/** The partner whose token it is. Digests are compared, so how long it takes says nothing of a token. */
export function partnerOf(home: string, authorization: string | undefined): Partner {
  const [, token] = /^Bearer (\S{1,200})$/i.exec(authorization ?? '') ?? [];
  const digest = token && digestOf(token);
  const found = readPartners(home).find(({ sha256 }) => sha256 === digest);
  if (!found)
    throw new StillwatchError(
      'TOKEN_NEEDED',
      'private matching was asked for without a partner’s token',
      'Send the token that you were given: Authorization: Bearer psi_…',
    );
  const { sha256: _, ...partner } = found;
  return partner;
}
