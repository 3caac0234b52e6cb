import { fromBase64, utf8 } from '../../../../verifier/src/bytes.ts';
import { canonical } from '../../../../verifier/src/json.ts';
import { LOG, readKey } from '../../../../verifier/src/keys.ts';
import { includes, leafHash } from '../../../../verifier/src/merkle.ts';
import { checkSignature, readCheckpoint } from '../../../../verifier/src/note.ts';
import { refuse } from '../../../../verifier/src/refusal.ts';
import type { Proof } from '../../api/types.ts';

export interface Proved {
  origin: string;
  /** Entries that the signed checkpoint is of. */
  size: number;
  /** Base64, as all hashes here. */
  root: string;
  leaf: string;
  /** From the leaf up: on which side each sibling stands. */
  path: { side: 'left' | 'right'; hash: string }[];
}

/**
 * Checks with the verifier's code that the entry stands in the log at its place, and that the key signed that.
 * @throws the verifier's refusal, in its words
 */
export async function prove({ index, entry, checkpoint: note, key, proof }: Proof): Promise<Proved> {
  const checkpoint = readCheckpoint(note, 'The checkpoint');
  await checkSignature(checkpoint, await readKey(key, LOG), 'The checkpoint');
  const siblings = proof.map(
    hash => fromBase64(hash) ?? refuse('ENTRY_NOT_IN_LOG', 'The proof has a hash that is none.'),
  );
  const leaf = await leafHash(utf8(canonical(entry)));
  if (!(await includes(checkpoint.root, checkpoint.size, leaf, index, siblings)))
    refuse('ENTRY_NOT_IN_LOG', `The entry said to be number ${index} is not in the log there.`);
  return {
    origin: checkpoint.origin,
    size: checkpoint.size,
    root: base64(checkpoint.root),
    leaf: base64(leaf),
    path: sidesOf(index, checkpoint.size).map((side, i) => ({ side, hash: proof[i]! })),
  };
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** Where each sibling of a proof stands, as RFC 9162 section 2.1.3.2 goes up. */
function sidesOf(index: number, size: number): ('left' | 'right')[] {
  const sides: ('left' | 'right')[] = [];
  let [at, last] = [index, size - 1];
  while (last > 0) {
    if (at % 2 === 1 || at === last) {
      sides.push('left');
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    } else sides.push('right');
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return sides;
}
