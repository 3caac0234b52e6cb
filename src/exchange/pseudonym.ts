import { createHash, createHmac, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StillwatchError } from '../errors.ts';
import { once } from '../files.ts';
import { type Community, communityOf, type Identity } from './community.ts';

/** How an identifier is written when it is compared. */
export const normal = {
  email: (address: string) => address.trim().toLowerCase(),
  phone: (number: string) => number.replace(/\D/g, ''),
  payment: (instrument: string) => instrument.replace(/[\s-]/g, '').toLowerCase(),
} satisfies Record<Identity, (value: string) => string>;

/**
 * Keyed pseudonyms (HMAC-SHA-256, RFC 2104): the same identifier gets the same pseudonym within an installation
 * and means nothing outside it. `kind` keeps an e-mail and a phone of the same letters apart.
 */
export class Pseudonyms {
  readonly #key: Buffer;
  /** Where the installation has joined one. */
  readonly community: Community | undefined;

  constructor(key: Buffer, community?: Community) {
    this.#key = key;
    this.community = community;
  }

  /** 128 bits as 32 hex digits, of a value that was normalised by the caller. */
  of(kind: string, value: string): string {
    return createHmac('sha256', this.#key).update(`${kind}\0${value}`).digest('hex').slice(0, 32);
  }

  /** The account id as it may be stored: as given, unless it is an e-mail address or a phone number in the clear. */
  account(id: string): string {
    const bare = /<([^<>]*)>\s*$/.exec(id)?.[1]?.trim() ?? id.trim();
    if (/^[^\s@]+@[^\s@]+$/.test(bare)) return `email:${this.email(bare)}`;
    if (/^\+[\d ()./-]{7,24}$/.test(bare)) return `phone:${this.phone(bare)}`;
    return id;
  }

  /** However it is written: case and surrounding spaces don't tell addresses apart. */
  email(address: string): string {
    return this.of('email', normal.email(address));
  }

  /** Of its digits alone. */
  phone(number: string): string {
    return this.of('phone', normal.phone(number));
  }

  /** A key of 32 bytes for one purpose, derived so that it doesn't reveal the installation's. */
  secret(purpose: string): Buffer {
    return createHash('sha256').update(`stillwatch ${purpose} key v1\0`).update(this.#key).digest();
  }

  /**
   * Among the members of the community: of an identifier in its normal form, or of its SHA-256 in hex where that is all there is.
   * '' where there is no community, and for a hash that is no SHA-256 in hex: nobody else would have the same.
   */
  shared(kind: Identity, value: { normal: string } | { hash: string }): string {
    const hash =
      'hash' in value
        ? value.hash.trim().toLowerCase()
        : createHash('sha256').update(value.normal).digest('hex');
    return this.community && /^[0-9a-f]{64}$/.test(hash) ? this.community.of(kind, hash) : '';
  }

  /**
   * Two 64-bit numbers for the engine's keyed SipHash, derived so that sketches don't reveal the key. Of the community's key where there
   * is one, so that members see the same template as the same.
   */
  sketchKey(): [bigint, bigint] {
    const digest = this.community?.secret('sketch') ?? this.secret('sketch');
    return [digest.readBigUInt64LE(0), digest.readBigUInt64LE(8)];
  }
}

/**
 * Whether the folder's log says more than its own keys. Then a key was there: what is logged was made with it, and under
 * another one everything would look changed.
 */
function hadKey(folder: string): boolean {
  const checkpoint = join(folder, 'log', 'checkpoint');
  if (!existsSync(checkpoint)) return false;
  const size = Number(readFileSync(checkpoint, 'utf8').split('\n')[1]);
  const replaced = readdirSync(folder).filter(name => /^log-key\.\d+$/.test(name)).length;
  return size > 1 + replaced;
}

/**
 * The installation's key: 32 random bytes in `folder`/key, readable by its owner only, made on first use.
 * Two processes that make it at once end with the same one.
 * @throws StillwatchError KEY_UNREADABLE where it is none, or is gone while the log was written with it
 */
export function installationKey(folder: string): Pseudonyms {
  const path = join(folder, 'key');
  if (!existsSync(path)) {
    if (hadKey(folder))
      throw new StillwatchError(
        'KEY_UNREADABLE',
        `${path} is gone, and the log was written with it`,
        'Restore it from a backup: under a new key nothing that is logged could be checked or proved any more.',
      );
    once(path, () => `${randomBytes(32).toString('hex')}\n`);
  }
  const hex = readFileSync(path, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(hex))
    throw new StillwatchError(
      'KEY_UNREADABLE',
      `${path} does not hold a key of 64 hex digits`,
      'Restore it from a backup: with another key, nothing stored so far can be linked to what comes.',
    );
  return new Pseudonyms(Buffer.from(hex, 'hex'), communityOf(folder));
}
