import type { Pseudonyms } from '../../exchange/index.ts';
import { sha256 } from '../sha256.ts';

// Salts and what they hide (docs/evidence-format.md, "Sum trees"). All are derived from one secret of the installation, so none
// is kept; whoever is shown one learns nothing of another.

export { sha256 };

/** Eight bytes, big-endian. */
export function u64(value: number): Buffer {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no number of a sum tree`);
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(Math.floor(value / 2 ** 32), 0);
  bytes.writeUInt32BE(value % 2 ** 32, 4);
  return bytes;
}

/** The secret that all salts are made of: 32 bytes. */
export const evidenceSecret = (pseudonyms: Pseudonyms): Buffer => pseudonyms.secret('evidence');

export const saltOfAccount = (secret: Buffer, account: string): Buffer => sha256(secret, 'account', account);

/** A: says that leaves are of one account, and not whose. */
export const accountCommitment = (secret: Buffer, account: string): Buffer =>
  sha256(saltOfAccount(secret, account), account);

export const hourKey = (secret: Buffer, hour: number): Buffer => sha256(secret, 'hour', u64(hour));

/** The salt of an account's leaf of one hour and model. */
export const saltOfLeaf = (secret: Buffer, hour: number, commitment: Buffer, model: string): Buffer =>
  sha256(hourKey(secret, hour), commitment, model);

/** The salt of an account's leaf in a campaign's claim. */
export const saltOfClaim = (secret: Buffer, campaign: string, commitment: Buffer): Buffer =>
  sha256(secret, 'claim', campaign, '\0', commitment);

/** The pseudonym under a salt: in an hour's tree saltOfLeaf, in a claim's saltOfClaim. */
export const pseudonymOf = (salt: Buffer, commitment: Buffer): Buffer => sha256(salt, commitment);

/** @param id `verdict/<campaign>/<until>` or `record/<record id>` */
export const saltOfDocument = (secret: Buffer, id: string): Buffer => sha256(secret, 'document', id);

/** Base64, as it stands in an entry. */
export const documentCommitment = (secret: Buffer, id: string, text: string | Uint8Array): string =>
  sha256(saltOfDocument(secret, id), text).toString('base64');

/** The key of a canary: there is nothing else of it to keep or to lose. */
export const canaryKey = (secret: Buffer, canary: string): Buffer => sha256(secret, 'canary', canary);

/** The key of one partner's ids. */
export const partnerKey = (secret: Buffer, name: string): Buffer => sha256(secret, 'partner', name);
