import { hash } from 'node:crypto';
import { z } from 'zod';
import { StillwatchError } from '../../errors.ts';
import type { PsiEntry } from '../../evidence/index.ts';
import { MOST, SIZE } from './oprf.ts';
import { bytesOf, MOST_HELD } from './table.ts';

// What goes over the wire. A request is the blinded elements, 32 bytes each; the answer as many, then in mode `match` a proof of
// 64 bytes. The table is a document of its own (table.ts), the same for everybody who may ask in that mode.

const digest = z.base64().length(44);
export const offerShape = z.object({
  v: z.literal(1),
  suite: z.literal('ristretto255-SHA512'),
  epoch: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/),
  mode: z.enum(['match', 'count']),
  /** Base64 of the public key. */
  key: digest,
  table: z
    .object({ values: z.int().min(0).max(MOST_HELD), bytes: z.int(), sha256: digest })
    .refine(({ values, bytes }) => bytes === bytesOf(values)),
  /** Values in a request. */
  least: z.int().min(1).max(MOST),
  most: z.int().min(1).max(MOST),
  /** Values that are left of the budget for now. */
  left: z.int().nonnegative(),
});

/** What a server says to a partner before it asks. */
export type Offer = z.infer<typeof offerShape>;

/** Base64. */
export const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes, 'base64');

/** What is kept of an exchange on either side, for the evidence log: never a value, nor what was found. */
export type Transcript = PsiEntry;

export const transcriptOf = (
  role: PsiEntry['role'],
  partner: string,
  offer: Offer,
  request: Uint8Array,
  answer: Uint8Array,
  at: Date,
): Transcript => ({
  type: 'psi',
  v: 1,
  at: at.toISOString(),
  role,
  partner,
  mode: offer.mode,
  epoch: offer.epoch,
  key: offer.key,
  asked: request.length / SIZE,
  held: offer.table.values,
  request: sha256(request),
  answer: sha256(answer),
  table: offer.table.sha256,
});

export const wrongMessage = (what: string, mend: string) => new StillwatchError('PSI_MESSAGE', what, mend);
