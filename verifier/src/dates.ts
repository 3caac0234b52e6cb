import { type Bytes, utf8 } from './bytes.ts';
import { cosigned } from './cosignature.ts';
import type { Dossier } from './formats.ts';
import type { VerifierKey } from './keys.ts';
import type { Checkpoint } from './note.ts';
import { refuse } from './refusal.ts';
import { type Certificate, readTimestamp, type Timestamp } from './timestamp.ts';

// Dates that are not the maker's: a witness or an authority signed a checkpoint, so all entries below its size existed then.

export interface Dated {
  size: number;
  at: Date;
  by: string;
}

/** The dates that a witness gave. Refuses unless it signed the last checkpoint, and each line that says it is by it is. */
export async function datesByWitness(
  checkpoints: readonly Checkpoint[],
  witness: VerifierKey,
): Promise<Dated[]> {
  const dates: Dated[] = [];
  for (const checkpoint of checkpoints) {
    const at = await cosigned(checkpoint, witness);
    if (at) dates.push({ size: checkpoint.size, at, by: `the witness ${witness.name}` });
  }
  if (dates.at(-1)?.size !== checkpoints.at(-1)!.size)
    refuse('WITNESS_MISSING', `The witness ${witness.name} has not signed the checkpoint.`);
  return dates;
}

export interface Stamped {
  size: number;
  timestamp: Timestamp;
}

/** The timestamps of all checkpoints. Refuses one that is not of the checkpoint beside it. */
export async function readTimestamps(
  { earlier, timestamps }: Dossier['log'],
  checkpoints: readonly Checkpoint[],
): Promise<Stamped[]> {
  const stamped: Stamped[] = [];
  const responses: Bytes[][] = [...earlier.map(each => each.timestamps), timestamps];
  for (const [i, { size, body }] of checkpoints.entries())
    for (const response of responses[i]!)
      stamped.push({ size, timestamp: await readTimestamp(response, utf8(body)) });
  return stamped;
}

/** The dates that an authority gave. Refuses unless it gave the last checkpoint one. */
export async function datesByAuthority(
  stamped: readonly Stamped[],
  certificate: Certificate,
  size: number,
): Promise<Dated[]> {
  const dates: Dated[] = [];
  for (const { size, timestamp } of stamped)
    if (await timestamp.signedBy(certificate))
      dates.push({ size, at: timestamp.at, by: 'the timestamp authority' });
  if (!dates.some(date => date.size === size))
    refuse(
      'TIMESTAMP_SIGNATURE',
      'No timestamp of the checkpoint is signed with the certificate that you gave.',
    );
  return dates;
}
