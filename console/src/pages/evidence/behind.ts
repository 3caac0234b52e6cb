import type { LogView } from '../../api/types.ts';

const HOUR = 3_600_000;

/** How far the log is behind what is stored: whole hours of traffic, decisions, verdicts. */
export function behindOf(
  { last_hour, entries, campaigns }: NonNullable<LogView['log']>,
  stored: LogView['stored'],
  now: Date,
): { hours: number; isBehind: boolean } {
  if (!stored) return { hours: 0, isBehind: false };
  const hourOf = (at: string) => Math.floor(Date.parse(at) / HOUR);
  let hours = 0;
  if (stored.last) {
    const last = hourOf(stored.last);
    // The hour that is under way is not committed before it is over.
    const over = last < Math.floor(now.getTime() / HOUR) ? last : last - 1;
    hours = Math.max(0, over - (last_hour ? hourOf(last_hour) : over - 1));
  }
  return { hours, isBehind: hours > 1 || stored.records > entries.record || stored.campaigns > campaigns };
}
