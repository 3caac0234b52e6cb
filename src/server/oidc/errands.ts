import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Errand } from './provider.ts';

/** Seconds that somebody may take at the provider. */
export const ERRAND = 600;
/** How many that came back are remembered: each came from the provider with a state of ours. */
const MOST = 10_000;

interface Kept extends Errand {
  /** Where they wanted to go. */
  to: string;
  /** Milliseconds since 1970. */
  until: number;
}

/**
 * Sign-ins that are under way. Each travels in a cookie of its browser, sealed (AES-256-GCM, a key of this run): so only that browser
 * can end it, and whoever begins a million of them fills nothing here. Each can be ended once.
 */
export class Errands {
  readonly #key = randomBytes(32);
  readonly #ended = new Set<string>();

  seal(errand: Errand, to: string): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
    const kept: Kept = { ...errand, to, until: Date.now() + ERRAND * 1000 };
    const body = Buffer.concat([cipher.update(JSON.stringify(kept)), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
  }

  /** The errand that comes back with this state; undefined where it is another's, too old, or has come back before. */
  take(sealed: string | undefined, state: unknown): Kept | undefined {
    const kept = sealed === undefined ? undefined : this.#open(sealed);
    if (!kept || kept.state !== state || kept.until < Date.now() || this.#ended.has(kept.state))
      return undefined;
    if (this.#ended.size >= MOST) this.#ended.delete(this.#ended.values().next().value!);
    this.#ended.add(kept.state);
    return kept;
  }

  #open(sealed: string): Kept | undefined {
    try {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, 12), {
        authTagLength: 16, // shorter ones would be taken too, and guessed sooner
      });
      decipher.setAuthTag(bytes.subarray(12, 28));
      return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString());
    } catch {
      return undefined;
    }
  }
}
