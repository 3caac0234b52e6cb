import { hkdfSync, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { StillwatchError } from '../../errors.ts';
import { once } from '../../files.ts';
import { type Mode, variantOf } from './jobs.ts';
import { deriveKeyPair, type KeyPair } from './oprf.ts';
import { unusable } from './unusable.ts';

/**
 * A time under one key, by a name of its own (2026-Q3). All there is of it is a folder: the seed of its keys, and what was
 * evaluated under them. Without the folder nobody can compute or guess any more what was matched then.
 */
export class Epoch {
  readonly name: string;
  readonly folder: string;
  readonly #seed: Buffer;

  /**
   * Made where there is none of that name.
   * @throws StillwatchError PSI_EPOCH, PSI_STATE
   */
  constructor(home: string, name: string) {
    if (!isEpochName(name))
      throw new StillwatchError(
        'PSI_EPOCH',
        'an epoch’s name is not valid',
        'It has 1 to 32 letters, digits, hyphens and underscores, and begins with a letter or digit: 2026-Q3.',
      );
    this.name = name;
    this.folder = join(home, 'epochs', name);
    const path = join(this.folder, 'seed');
    this.#seed = once(path, () => randomBytes(32));
    if (this.#seed.length !== 32)
      throw unusable(path, 'is no seed of 32 bytes', 'Remove the epoch’s folder, or begin another epoch.');
  }

  /** RFC 9497, section 3.2.1. Each mode has a key of its own, so that nothing learned in one says anything in the other. */
  keys(mode: Mode): KeyPair {
    return deriveKeyPair(variantOf(mode), this.#seed, Buffer.from(`stillwatch psi v1 ${mode} ${this.name}`));
  }

  /** Of what is kept of one's own values beside what was evaluated of them. */
  cacheKey(): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#seed, '', 'stillwatch psi v1 cache', 32));
  }

  /** The end of it. */
  static forget(home: string, name: string): void {
    if (isEpochName(name)) rmSync(join(home, 'epochs', name), { recursive: true, force: true });
  }
}

const isEpochName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/.test(name);
