import { createHash, createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StillwatchError } from '../errors.ts';
import { once } from '../files.ts';

const FILE = 'community-key';
const schema = z.strictObject({
  format: z.literal('stillwatch-community/1'),
  name: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(/^[^\p{Cc}\p{Cf}]+$/u),
  key: z.string().regex(/^[0-9a-f]{64}$/),
  /** In the file of who has joined: exchanges of before that may be stored under another key. */
  since: z.iso.datetime().optional(),
});

/** What an identifier is of: the kinds that members can have in common. */
export type Identity = 'email' | 'phone' | 'payment';

/**
 * Installations that share indicators, and the key that all of them hold: under it the same text has the same sketches, and the same
 * identifier the same pseudonym, at every member; outside it they mean nothing.
 */
export class Community {
  readonly name: string;
  /** Names the key without telling it: 16 hex digits. */
  readonly id: string;
  /** Exchanges from then on are sketched under its key for certain; milliseconds since 1970. */
  readonly since: number;
  readonly #key: Buffer;

  constructor(name: string, key: Buffer, since = 0) {
    this.name = name;
    this.since = since;
    this.id = createHash('sha256')
      .update('stillwatch community key id v1\0')
      .update(key)
      .digest('hex')
      .slice(0, 16);
    this.#key = key;
  }

  /**
   * The pseudonym of an identifier among members (HMAC-SHA-256, RFC 2104), 32 hex digits; `hash` is the SHA-256 of its normal form in
   * hex, as members may have it who were never told the identifier.
   */
  of(kind: Identity, hash: string): string {
    return createHmac('sha256', this.#key)
      .update(`${kind}\0${hash.toLowerCase()}`)
      .digest('hex')
      .slice(0, 32);
  }

  /** A key of 32 bytes for one purpose. */
  secret(purpose: string): Buffer {
    return createHash('sha256').update(`stillwatch community ${purpose} key v1\0`).update(this.#key).digest();
  }
}

/** The text of a new community's key file: whoever has it is a member. */
export function newCommunity(name: string): string {
  const file = { format: 'stillwatch-community/1', name, key: randomBytes(32).toString('hex') };
  return `${JSON.stringify(checked(JSON.stringify(file), 'this name'), null, 1)}\n`;
}

/** The community that a data folder has joined. */
export function communityOf(folder: string): Community | undefined {
  const path = join(folder, FILE);
  if (!existsSync(path)) return undefined;
  const { name, key, since } = checked(readFileSync(path, 'utf8'), path);
  return new Community(name, Buffer.from(key, 'hex'), since ? Date.parse(since) : 0);
}

/**
 * Joins with the text of a key file. Nothing that is stored changes: what comes from now on is sketched under the community's key.
 * @param since where exchanges are stored already, when that is: what was sent before is told to nobody as the community's
 * @throws StillwatchError COMMUNITY_INVALID for no key file, or where the folder has joined another
 */
export function joinCommunity(folder: string, text: string, since?: Date): Community {
  const { name, key } = checked(text, 'what you gave');
  const joined = new Community(name, Buffer.from(key, 'hex'), since?.getTime());
  const path = join(folder, FILE);
  const file = { format: 'stillwatch-community/1', name, key, since: since?.toISOString() };
  once(path, () => `${JSON.stringify(file, null, 1)}\n`);
  const kept = communityOf(folder)!;
  if (kept.id !== joined.id)
    throw new StillwatchError(
      'COMMUNITY_INVALID',
      `this data folder has joined ${kept.name} (key ${kept.id})`,
      `What is stored was sketched under that key. To change over, remove ${path}: templates from before and after will not be seen as the same.`,
    );
  return kept;
}

function checked(text: string, what: string): z.infer<typeof schema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {}
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new StillwatchError(
    'COMMUNITY_INVALID',
    `${what} is no community's key file`,
    'It is made with stillwatch intel community create NAME --out FILE, and given by hand to those who are to be members: JSON with format, name (80 characters at most) and key (64 hex digits).',
  );
}
