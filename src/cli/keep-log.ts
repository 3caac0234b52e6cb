import type { Followed, FollowOptions } from '../evidence/index.ts';
import type { Store } from '../store/index.ts';
import type { Io } from './io.ts';
import { ProgressLine } from './progress.ts';
import { count, whole } from './text/number.ts';

/**
 * Brings the log up to date after a command has done its own work. That stands whatever happens here: what fails is said at the
 * end, and the next command that comes by makes good for it.
 */
export async function keepLog(
  io: Io,
  store: Store,
  data: string,
  what: NonNullable<FollowOptions['what']>,
): Promise<Followed | undefined> {
  const line = new ProgressLine(io);
  try {
    const { follow } = await import('../evidence/index.ts');
    return await follow(store, data, {
      what,
      origin: io.env['STILLWATCH_ORIGIN'] || undefined,
      onProgress: ({ hours, ofHours, exchanges, ofExchanges }) =>
        line.show(
          `committing … hour ${whole(hours)} of ${whole(ofHours)}, ${whole(exchanges)} of ${count(ofExchanges, 'exchange')}`,
          true,
        ),
    });
  } catch (error) {
    io.late = error;
    return undefined;
  } finally {
    line.clear();
  }
}
