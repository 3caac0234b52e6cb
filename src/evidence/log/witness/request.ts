import { fromBase64 } from '../base64.ts';

// The body of add-checkpoint, https://c2sp.org/tlog-witness: the size the witness is thought to know, a proof from there,
// an empty line, the checkpoint.

interface AddCheckpoint {
  old: number;
  proof: Buffer[];
  note: string;
}

const MOST_HASHES = 63;

export const formatRequest = ({ old, proof, note }: AddCheckpoint): string =>
  `old ${old}\n${proof.map(hash => `${hash.toString('base64')}\n`).join('')}\n${note}`;

/** Undefined where it is not one. */
export function parseRequest(body: string): AddCheckpoint | undefined {
  const end = body.indexOf('\n\n');
  const [first = '', ...lines] = body.slice(0, Math.max(0, end)).split('\n');
  const [, old] = /^old (0|[1-9]\d{0,15})$/.exec(first) ?? [];
  const proof = lines.map(fromBase64);
  if (old === undefined || !Number.isSafeInteger(Number(old)) || proof.length > MOST_HASHES) return undefined;
  if (!proof.every(hash => hash?.length === 32)) return undefined;
  return { old: Number(old), proof: proof as Buffer[], note: body.slice(end + 2) };
}
