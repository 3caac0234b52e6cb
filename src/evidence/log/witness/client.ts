import { StillwatchError } from '../../../errors.ts';
import { parseWitness, type Verifier } from '../key.ts';
import type { TransparencyLog } from '../log.ts';
import { openNote, type Verified } from '../note.ts';
import { post } from '../post.ts';
import { formatRequest } from './request.ts';

interface Witness {
  /** What `/add-checkpoint` is put behind. */
  url: string;
  /** Its verifier key. */
  key: string;
}

interface Cosigned {
  size: number;
  /** ISO 8601 UTC, to the second: when the witness says it saw the checkpoint. */
  at: string;
  /** The checkpoint with all cosignatures that were kept. */
  note: string;
}

/** Somebody else may show it a later checkpoint between two questions; not for ever. */
const TRIES = 4;

/**
 * Has a witness cosign a checkpoint (the latest, if no size is given) and keeps what it says in `published/<size>`.
 * @throws StillwatchError WITNESS_REFUSED, NOTE_INVALID (the key, or an answer that does not fit it), SERVICE_UNREACHABLE
 */
export async function cosign(log: TransparencyLog, { url, key }: Witness, size?: number): Promise<Cosigned> {
  const witness = parseWitness(key);
  await log.refresh();
  const of = size ?? log.size;
  const note = await log.publish(of);
  const before = lineOf(note, witness);
  if (before) return { size: of, at: timeOf(before), note };
  let old = await lastSeen(log, witness, of);
  for (let tries = 0; tries < TRIES; tries++) {
    const body = formatRequest({ old, proof: await log.consistency(old, of), note });
    const answer = await post(`${url.replace(/\/+$/, '')}/add-checkpoint`, 'text/plain; charset=utf-8', body);
    const text = answer.body.toString('utf8');
    if (answer.status === 200) {
      const line = openNote(`${note}${text}`, [witness]).verified[0]!;
      return { size: of, at: timeOf(line), note: await log.keepCosignatures(of, [line.line]) };
    }
    if (answer.status !== 409) throw refused(answer.status, text);
    const seen = /^(0|[1-9]\d{0,15})\n$/.exec(text)?.[1];
    if (seen === undefined || Number(seen) === old) throw otherHistory(of);
    old = Number(seen);
    if (old > log.size) throw lostEntries(old, log.size);
    if (old > of) throw tooLate(old, of);
  }
  throw refused(409, 'others show it checkpoints of this log all the time');
}

/** The witness's line in a note, if it has one that holds. */
function lineOf(note: string, witness: Verifier): Verified | undefined {
  try {
    return openNote(note, [witness]).verified[0];
  } catch {
    return undefined;
  }
}

async function lastSeen(log: TransparencyLog, witness: Verifier, before: number): Promise<number> {
  const seen = (await log.published()).filter(({ size, note }) => size < before && lineOf(note, witness));
  return seen.at(-1)?.size ?? 0;
}

const timeOf = ({ at = 0 }: Verified) => new Date(at * 1000).toISOString().replace('.000Z', 'Z');

const said: Record<number, string> = {
  400: 'it does not understand the request',
  403: 'it does not know the key that signed the checkpoint',
  404: 'it does not know this log',
  422: 'it finds that the checkpoint does not continue the one it saw before',
};

const refused = (status: number, text: string) =>
  new StillwatchError(
    'WITNESS_REFUSED',
    `the witness refused: ${said[status] ?? `HTTP ${status}, ${text.trim().slice(0, 200)}`}`,
    status === 403 || status === 404
      ? 'Give its operator this log’s verifier key: stillwatch log'
      : 'Check the log first: stillwatch fsck',
  );

const otherHistory = (size: number) =>
  new StillwatchError(
    'WITNESS_REFUSED',
    `the witness saw a checkpoint of size ${size} of this log with another root`,
    'One of the two histories was rewritten. Check the log (stillwatch fsck) and keep both checkpoints.',
  );

const lostEntries = (seen: number, size: number) =>
  new StillwatchError(
    'WITNESS_REFUSED',
    `the witness saw this log with ${seen} entries, and it has ${size}: the later ones are lost`,
    'Restore the log’s folder from a later backup. Appending to this one would make a second history.',
  );

const tooLate = (seen: number, size: number) =>
  new StillwatchError(
    'WITNESS_REFUSED',
    `the witness saw this log with ${seen} entries already, and cosigns none of size ${size}`,
    'Have a later checkpoint cosigned; the earlier one is proved consistent with it (stillwatch log prove).',
  );
