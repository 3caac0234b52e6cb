import type { Shaping } from './claim/index.ts';
import type { TransparencyLog } from './log/index.ts';

/** What a dossier shows of the log of its size: checkpoints, entries and their proofs. */
export async function proofs(
  log: TransparencyLog,
  size: number,
): Promise<Pick<Shaping, 'log' | 'inclusion' | 'entry'>> {
  const published = await log.published();
  const own = published.find(one => one.size === size);
  const earlier = [];
  for (const { size: from, note } of published)
    if (from < size) earlier.push({ checkpoint: note, proof: base64(await log.consistency(from, size)) });
  return {
    log: {
      origin: log.origin,
      key: await log.keyAt(size),
      checkpoint: await log.checkpoint(size),
      timestamps: own?.timestamp ? [own.timestamp.toString('base64')] : [],
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
