import { type Code, Refusal } from './refusal.ts';

/**
 * `proved`: follows from the proofs, whoever made the dossier. `asserted`: the maker's word, which nothing here can check.
 * `unchecked`: could be checked with something that was not given. `failed`: does not hold.
 */
export type Standing = 'proved' | 'asserted' | 'unchecked' | 'failed';

export interface Finding {
  standing: Standing;
  /** What it is about, in a word or two; of what failed, its code. */
  topic: string;
  says: string;
  code?: Code;
}

/** What came out. It holds only if nothing failed and everything was looked at. */
export class Report {
  readonly findings: Finding[] = [];
  /** The SHA-256 of the file, in hex. */
  digest = '';
  /** Whether the key is one that the reader gave. */
  keyKnown = false;
  /** What the dossier says that it is; null until that is read. */
  about: { campaign: string; level: string; partner: string | null } | null = null;
  #complete = false;

  get holds(): boolean {
    return this.#complete && !this.findings.some(({ standing }) => standing === 'failed');
  }

  proved(topic: string, says: string): void {
    this.findings.push({ standing: 'proved', topic, says });
  }

  asserted(topic: string, says: string): void {
    this.findings.push({ standing: 'asserted', topic, says });
  }

  unchecked(topic: string, says: string): void {
    this.findings.push({ standing: 'unchecked', topic, says });
  }

  /** Does a part of the work. What it refuses is a finding, and then true is not returned. */
  async attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, message } = error;
      this.findings.push({ standing: 'failed', topic: code, says: message, code });
      return false;
    }
  }

  /** Nothing is left to look at. */
  complete(): void {
    this.#complete = true;
  }
}
