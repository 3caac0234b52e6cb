import { createHash } from 'node:crypto';
import { tableDigest } from './words.ts';

/** A canary as somebody is given it who is to check a test: with its key. */
export interface OpenCanary {
  canary: string;
  campaign: string;
  /** Base64, 32 bytes. */
  key: string;
  /** Base64: which words. */
  words: string;
}

/**
 * What stands in the log before a key is used, base64: SHA-256 of a label, the canary's id, the table of words and the key. The key has 256
 * bits that nobody can try out, so it says nothing of it.
 */
export const commitmentOf = (canary: string, key: Buffer, words: string = tableDigest): string =>
  createHash('sha256').update(`stillwatch canary v1\0${canary}\0${words}\0`).update(key).digest('base64');
