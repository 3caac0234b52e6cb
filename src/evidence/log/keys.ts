import { StillwatchError } from '../../errors.ts';
import type { Entry } from '../entries.ts';
import type { Signer, Verifier } from './key.ts';
import { KeyFiles } from './key-files.ts';

/** The log's keys: which one signs, and which ones signed before. */
export class Keys {
  readonly #files: KeyFiles;
  #current!: Signer;
  #past: { replaced: number; signer: Signer }[] = [];

  constructor(data: string) {
    this.#files = new KeyFiles(data);
  }

  get current(): Signer {
    return this.#current;
  }

  /** The current one first. */
  get verifiers(): Verifier[] {
    return [this.#current, ...this.#past.map(({ signer }) => signer)].map(({ verifier }) => verifier);
  }

  get exist(): boolean {
    return this.#files.exist;
  }

  /** Reads them again: another process may have changed keys. */
  load(): void {
    this.#current = this.#files.current();
    this.#past = this.#files.past();
  }

  /** Makes the first one where there is none. `name` is made of the public key's bytes. */
  async make(name: (publicKey: Buffer) => string): Promise<void> {
    await this.#files.make(name);
    this.load();
  }

  draft(): Promise<Signer> {
    return this.#files.draft();
  }

  drafted(): Signer | undefined {
    return this.#files.drafted();
  }

  async replace(index: number): Promise<void> {
    await this.#files.replace(index);
    this.load();
  }

  forgetDraft(): Promise<void> {
    return this.#files.forgetDraft();
  }

  /**
   * Who signed, and so signs again, the checkpoint of an earlier size.
   * @throws StillwatchError LOG_KEY where that key is gone
   */
  async of(size: number, entryAt: (index: number) => Promise<Entry | undefined>): Promise<Signer[]> {
    const all = [...this.#past, { replaced: Number.POSITIVE_INFINITY, signer: this.#current }];
    const at = all.findIndex(({ replaced }) => size <= replaced + 1);
    const { signer, replaced } = all[at]!;
    // Where a key of the past was removed, the next one seems to reach further back than it does.
    const introduced = await entryAt(all[at - 1]?.replaced ?? 0);
    if (introduced?.type !== 'key' || introduced.key !== signer.verifier.text)
      throw new StillwatchError(
        'LOG_KEY',
        `a key that signed the log at size ${size}, or just before, is not there any more`,
        'Restore log-key.<number> in the data folder from a backup, or use a checkpoint that was published then.',
      );
    return size === replaced + 1 ? [signer, all[at + 1]!.signer] : [signer];
  }
}
