import { type Bytes, equal, fromUtf8 } from './bytes.ts';
import { proofFile } from './formats.ts';
import { MiB, readJson } from './json.ts';
import type { VerifierKey } from './keys.ts';
import { isBeginning } from './merkle.ts';
import { type Checkpoint, checkSignature, linesBy, readCheckpoint } from './note.ts';
import { Refusal, refuse } from './refusal.ts';
import { read } from './shape.ts';

// What somebody kept who doesn't trust the maker: an older (or newer) checkpoint of the log, and proofs between checkpoints.

interface Proof {
  from: Checkpoint;
  to: Checkpoint;
}

/** Reads proof files as `stillwatch log prove` writes them; refuses one that proves nothing. */
async function readProof(file: Bytes): Promise<Proof> {
  const given = read(proofFile, readJson(trimmed(file), 'A proof file', MiB), 'A proof file: it');
  const [from, to] = [
    readCheckpoint(given.from, 'The first checkpoint of a proof file'),
    readCheckpoint(given.to, 'The second checkpoint of a proof file'),
  ];
  if (from.origin !== given.origin || to.origin !== given.origin)
    refuse('PROOF_INVALID', 'A proof file is of two logs.');
  if (!(await isBeginning(from, to, given.proof)))
    refuse(
      'LOG_INCONSISTENT',
      `A proof file does not prove that the log of ${to.size} entries begins with the one of ${from.size}.`,
    );
  return { from, to };
}

/** A line feed at the end of a file does not count. */
const trimmed = (file: Bytes): Bytes => (file.at(-1) === 0x0a ? file.subarray(0, -1) : file);

/**
 * Refuses unless the log of the checkpoint that somebody kept, and the log of the dossier, are one: the shorter is the beginning
 * of the longer. Gives the size of the kept one.
 */
export async function checkKept(
  note: Bytes,
  proofs: readonly Bytes[],
  checkpoint: Checkpoint,
  earlier: readonly Checkpoint[],
  keys: readonly VerifierKey[],
): Promise<number> {
  const kept = readCheckpoint(fromUtf8(note) ?? '', 'The checkpoint that you kept');
  await checkOneOf(kept, keys);
  const known = [...earlier, checkpoint];
  for (const other of known)
    if (other.size === kept.size) {
      if (same(other, kept)) return kept.size;
      refuse(
        'REWRITTEN',
        `You kept a checkpoint of ${kept.size} entries with another root than the one of the same size here. Both are signed: the log has two histories.`,
      );
    }
  for (const { from, to } of await Promise.all(proofs.map(readProof))) {
    // What is the beginning of an earlier checkpoint is the beginning of this one; the other way round it would not follow.
    if (kept.size < checkpoint.size && same(from, kept) && known.some(other => same(other, to)))
      return kept.size;
    if (kept.size > checkpoint.size && same(to, kept) && same(from, checkpoint)) return kept.size;
  }
  refuse(
    'SINCE_NOT_JOINED',
    `Nothing here joins the checkpoint of ${kept.size} entries that you kept to the one of ${checkpoint.size}. Ask the maker for a proof (stillwatch log prove), and give it with --proof. Who can't give one has changed the log.`,
  );
}

const same = (a: Checkpoint, b: Checkpoint): boolean =>
  a.origin === b.origin && a.size === b.size && equal(a.root, b.root);

async function checkOneOf(kept: Checkpoint, keys: readonly VerifierKey[]): Promise<void> {
  for (const key of keys.slice(0, -1).filter(each => linesBy(kept, each).length > 0))
    try {
      return await checkSignature(kept, key, 'The checkpoint that you kept');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  await checkSignature(kept, keys.at(-1)!, 'The checkpoint that you kept');
}
