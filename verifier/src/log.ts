import { utf8 } from './bytes.ts';
import type { Entries } from './entries.ts';
import type { Dossier } from './formats.ts';
import { canonical } from './json.ts';
import { LOG, readKey, type VerifierKey } from './keys.ts';
import { includes, isBeginning, leafHash } from './merkle.ts';
import { type Checkpoint, checkSignature, readCheckpoint } from './note.ts';
import { refuse } from './refusal.ts';
import { forEach } from './sha256.ts';

// The log: that the entries which are shown stand in it, that it began as its earlier checkpoints say, and whose keys signed.

/** An entry has at most so many bytes: its length stands in two. */
const MOST_BYTES = 65_535;

/** Refuses unless each entry stands at its index of the log that the checkpoint is of. */
export async function checkInclusion(entries: Dossier['entries'], { root, size }: Checkpoint): Promise<void> {
  await forEach(entries, async ({ index, entry, proof }) => {
    const bytes = utf8(canonical(entry));
    if (bytes.length > MOST_BYTES || !(await includes(root, size, await leafHash(bytes), index, proof)))
      refuse('ENTRY_NOT_IN_LOG', `The entry said to be number ${index} is not in the log there.`);
  });
}

/** The checkpoints before this one. Refuses unless each is of the beginning of the same log. */
export async function readEarlier(
  earlier: Dossier['log']['earlier'],
  checkpoint: Checkpoint,
): Promise<Checkpoint[]> {
  const checkpoints = earlier.map(({ checkpoint: note }) => readCheckpoint(note, 'An earlier checkpoint'));
  const sizes = [0, ...checkpoints.map(({ size }) => size), checkpoint.size];
  if (
    checkpoints.some(({ origin }) => origin !== checkpoint.origin) ||
    sizes.some((size, i) => i > 0 && size <= sizes[i - 1]!)
  )
    refuse(
      'CHECKPOINT_OTHER',
      'The earlier checkpoints are not of one log, by ascending size, below the size of the last.',
    );
  await forEach(checkpoints, async (before, i) => {
    if (!(await isBeginning(before, checkpoint, earlier[i]!.proof)))
      refuse(
        'LOG_INCONSISTENT',
        `The log of ${checkpoint.size} entries does not begin with the one of ${before.size}: entries were changed or taken out.`,
      );
  });
  return checkpoints;
}

/**
 * The keys that the log had, the first one first. Refuses unless each was put in its place by the one before it: the checkpoint
 * that ends with its entry is signed by both. Every earlier checkpoint must be signed by the key that the log had then.
 */
export async function readKeys(
  keys: Entries['keys'],
  earlier: readonly Checkpoint[],
  last: VerifierKey,
): Promise<VerifierKey[]> {
  const chain: VerifierKey[] = [];
  for (const [i, { index, entry }] of keys.entries()) {
    const key = await readKey(entry.key, LOG);
    const previous = chain.at(-1) ?? null;
    if (
      entry.origin !== last.name ||
      key.name !== last.name ||
      entry.previous !== (previous?.text ?? null) ||
      (i === 0) !== (index === 0)
    )
      refuse('KEY_CHAIN', `The key entry number ${index} does not follow the one before it.`);
    if (previous) {
      const change = earlier.find(({ size }) => size === index + 1);
      if (!change)
        refuse('KEY_CHAIN', `The checkpoint at which the key changed (size ${index + 1}) is not shown.`);
      await checkSignature(change, previous, 'The checkpoint at which the key changed');
    }
    chain.push(key);
  }
  if (chain.at(-1)?.text !== last.text)
    refuse('KEY_CHAIN', 'The last key entry is not of the key that signed.');
  await forEach(earlier, checkpoint => {
    const then = keys.findLastIndex(({ index }) => index < checkpoint.size);
    return checkSignature(checkpoint, chain[then]!, `The earlier checkpoint of size ${checkpoint.size}`);
  });
  return chain;
}
