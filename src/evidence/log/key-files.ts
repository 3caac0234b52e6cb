import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { link, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StillwatchError } from '../../errors.ts';
import { syncFolder, writeWhole } from './durable.ts';
import { generateKey, parseSigner, type Signer } from './key.ts';

// The log's private keys: DATA/log-key, and of those before it DATA/log-key.<index>, by the entry that replaced it.
// They are needed to sign checkpoints of sizes before that entry again.

export class KeyFiles {
  readonly #path: string;

  constructor(data: string) {
    this.#path = join(data, 'log-key');
  }

  get exist(): boolean {
    return existsSync(this.#path);
  }

  /** @throws StillwatchError LOG_KEY where there is none or it is not one */
  current(): Signer {
    return read(this.#path);
  }

  /** The keys of the past, oldest first, each with the index of the entry that replaced it. */
  past(): { replaced: number; signer: Signer }[] {
    return readdirSync(dirname(this.#path))
      .map(name => /^log-key\.(\d+)$/.exec(name)?.[1])
      .filter(index => index !== undefined)
      .map(index => ({ replaced: Number(index), signer: read(`${this.#path}.${index}`) }))
      .sort((one, other) => one.replaced - other.replaced);
  }

  /** The key that is there, or a new one. Two processes that make it at once end with the same one. */
  async make(name: (publicKey: Buffer) => string): Promise<void> {
    const draft = `${this.#path}.draft-${process.pid}`;
    await writeWhole(draft, `${generateKey(name)}\n`, 0o600);
    try {
      await link(draft, this.#path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      await rm(draft, { force: true });
    }
    await syncFolder(dirname(this.#path));
  }

  /** The first step of a change of keys: a new key that is not in use yet. */
  async draft(): Promise<Signer> {
    const { name } = this.current().verifier;
    await writeWhole(`${this.#path}.next`, `${generateKey(() => name)}\n`, 0o600);
    await syncFolder(dirname(this.#path));
    return read(`${this.#path}.next`);
  }

  /** A key that a change of keys left behind before it was through. */
  drafted(): Signer | undefined {
    return this.#has('next') ? read(`${this.#path}.next`) : undefined;
  }

  /** The last step, once the entry at `index` is logged. It may be done twice. */
  async replace(index: number): Promise<void> {
    if (!this.#has(String(index))) await link(this.#path, `${this.#path}.${index}`);
    await syncFolder(dirname(this.#path));
    await rename(`${this.#path}.next`, this.#path);
    await syncFolder(dirname(this.#path));
  }

  async forgetDraft(): Promise<void> {
    await rm(`${this.#path}.next`, { force: true });
  }

  #has(what: string): boolean {
    return readdirSync(dirname(this.#path)).includes(`${basename(this.#path)}.${what}`);
  }
}

function read(path: string): Signer {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new StillwatchError('LOG_KEY', `cannot read the log’s key ${path}`, mend, { cause });
  }
  const signer = parseSigner(text);
  if (!signer) throw new StillwatchError('LOG_KEY', `${path} does not hold a private key`, mend);
  return signer;
}

const mend =
  'Restore it from a backup: nothing can be logged without it, and who trusts the log knows it by this key.';
