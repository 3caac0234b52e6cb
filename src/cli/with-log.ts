import type { TransparencyLog } from '../evidence/index.ts';
import type { Io } from './io.ts';
import { placeOf } from './options.ts';

/** Opens the log where the command line and the environment say, and closes it whatever happens. */
export async function withLog(
  io: Io,
  { data }: { data?: string },
  work: (log: TransparencyLog) => Promise<void>,
  { create = false } = {},
): Promise<void> {
  const { TransparencyLog } = await import('../evidence/index.ts');
  const origin = io.env['STILLWATCH_ORIGIN'] || undefined;
  const log = await TransparencyLog.open(placeOf(data, io).data, { origin, create });
  try {
    await work(log);
  } finally {
    await log.close();
  }
}
