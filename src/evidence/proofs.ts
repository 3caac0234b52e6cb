import type { Shaping } from './claim/index.ts';
import type { TransparencyLog } from './log/index.ts';

/** So many of the checkpoints that left the house go with a dossier, and the first of all: a log may have one an hour, for years. */
const NEWEST = 200;

/** What a dossier shows of the log of its size: checkpoints, entries and their proofs. @param rotations sizes that end with a change of the key */
export async function proofs(
  log: TransparencyLog,
  size: number,
  rotations: readonly number[],
): Promise<Pick<Shaping, 'log' | 'inclusion' | 'entry'>> {
  const published = new Map((await log.published()).map(one => [one.size, one]));
  const timestamps = (of: number) => {
    const timestamp = published.get(of)?.timestamp;
    return timestamp ? [timestamp.toString('base64')] : [];
  };
  const before = [...published.keys()].filter(of => of < size).sort((a, b) => a - b);
  // Those that left the house, and those that pass the log on from one key to the next.
  const sizes = new Set([
    ...before.slice(0, 1),
    ...before.slice(-NEWEST),
    ...rotations.filter(of => of < size),
  ]);
  const earlier = [];
  for (const from of [...sizes].sort((a, b) => a - b))
    earlier.push({
      checkpoint: await log.checkpoint(from),
      timestamps: timestamps(from),
      proof: base64(await log.consistency(from, size)),
    });
  return {
    log: {
      origin: log.origin,
      key: await log.keyAt(size),
      checkpoint: await log.checkpoint(size),
      timestamps: timestamps(size),
      earlier,
    },
    inclusion: async index => base64(await log.inclusion(index, size)),
    entry: async index => {
      for await (const { entry } of log.entries(index, index + 1)) return entry;
      throw new RangeError(`the log has no entry ${index}`);
    },
  };
}

const base64 = (hashes: readonly Buffer[]): string[] => hashes.map(hash => hash.toString('base64'));
