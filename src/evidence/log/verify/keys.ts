import type { KeyEntry } from '../../entries.ts';
import { parseVerifier, type Verifier } from '../key.ts';
import { openNote } from '../note.ts';

/** The keys of a log as its own entries tell of them. */
export class KeyChain {
  /** Ascending: from which entry on a key is in force. */
  readonly #keys: { index: number; verifier: Verifier }[] = [];
  readonly #house: readonly Verifier[];
  /** Then a key may be among those that are lost. */
  entriesAreWrong = false;

  /** @param house the keys that lie beside the log */
  constructor(house: readonly Verifier[]) {
    this.#house = house;
  }

  get last(): Verifier | undefined {
    return this.#keys.at(-1)?.verifier;
  }

  /** Takes the next entry of a key; says what is wrong with it. */
  add(index: number, { origin, key, previous }: KeyEntry): string | undefined {
    if (previous !== (this.last?.text ?? null)) return 'its previous key is not the one before it';
    let verifier: Verifier;
    try {
      verifier = parseVerifier(key);
    } catch {
      return 'its key is not a verifier key';
    }
    const { name = origin } = this.last ?? {};
    if (origin !== name || verifier.name !== name) return 'it is of another log';
    this.#keys.push({ index, verifier });
    return undefined;
  }

  /** Whose signatures a checkpoint of `size` has. */
  of(size: number): Verifier[] {
    const at = this.#keys.findLastIndex(({ index }) => index < size);
    const here = this.#keys[at];
    if (!here) return [];
    const both = here.index === size - 1 && at > 0;
    return [...(both ? [this.#keys[at - 1]!.verifier] : []), here.verifier];
  }

  /** What is wrong with the signatures of a checkpoint of `size`. */
  faultOf(note: string, size: number): string | undefined {
    const signers = this.entriesAreWrong ? this.#house : this.of(size);
    if (signers.length === 0) return 'no entry says whose signature it should have';
    try {
      const { verified } = openNote(note, signers);
      return this.entriesAreWrong || verified.length === signers.length
        ? undefined
        : 'it lacks the signature of one of the two keys that were in force';
    } catch (error) {
      return (error as Error).message;
    }
  }
}
