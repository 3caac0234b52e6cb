import { z } from 'zod';
import {
  checkInclusion,
  leafHash,
  parseCheckpoint,
  parseNote,
  parseTimestamp,
  readEntry,
  type TransparencyLog,
} from '../../evidence/index.ts';
import type { In } from '../report/canary.ts';

/** That the log committed to a canary's key, for who has nothing but this and the log's checkpoints. */
export const proofSchema = z.object({
  /** The entry as it was logged, byte for byte. */
  entry: z.string(),
  /** RFC 6962's inclusion proof, base64, from the leaf up. */
  path: z.array(z.base64()),
  /** A signed note, with the cosignatures of witnesses. */
  checkpoint: z.string(),
  /** An RFC 3161 response of the note's text, base64. */
  timestamp: z.base64().nullable(),
});
export type Proof = z.infer<typeof proofSchema>;

/** By the earliest checkpoint that was stamped, else the earliest that left the house; where none did, one that now does. */
export async function proofOf(log: TransparencyLog, index: number): Promise<Proof> {
  const later = (await log.published()).filter(({ size }) => size > index);
  const chosen = later.find(({ timestamp }) => timestamp) ?? later[0];
  const checkpoint = chosen?.note ?? (await log.publish());
  const { size } = parseCheckpoint(parseNote(checkpoint).text);
  let entry = '';
  for await (const { bytes } of log.entries(index, index + 1)) entry = bytes.toString('utf8');
  const path = (await log.inclusion(index, size)).map(hash => hash.toString('base64'));
  return { entry, path, checkpoint, timestamp: chosen?.timestamp?.toString('base64') ?? null };
}

/** What a proof shows of a commitment; null where it shows nothing. */
export function shownBy(
  { entry: said, path, checkpoint, timestamp }: Proof,
  index: number,
  of: { canary: string; commitment: string },
): { committed: string; in: In } | null {
  try {
    const read = readEntry(Buffer.from(said));
    if (!('entry' in read) || read.entry.type !== 'canary') return null;
    const { canary, commitment, at } = read.entry;
    if (canary !== of.canary || commitment !== of.commitment) return null;
    const { text } = parseNote(checkpoint);
    const { origin, size, root } = parseCheckpoint(text);
    const hashes = path.map(hash => Buffer.from(hash, 'base64'));
    if (!checkInclusion(leafHash(Buffer.from(said)), index, size, hashes, root)) return null;
    const stamp = timestamp === null ? null : parseTimestamp(Buffer.from(timestamp, 'base64'), text);
    if (stamp && 'wrong' in stamp) return null;
    return {
      committed: at,
      in: { origin, size, root: root.toString('base64'), timestamp: stamp?.at ?? null },
    };
  } catch {
    return null; // no note, or no checkpoint
  }
}
