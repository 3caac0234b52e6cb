/** One line of a log: what happened, and facts about it. Nothing that a client sent is among them. */
export type Log = (event: string, facts?: Record<string, string | number | boolean>) => void;

/** Passes on at most one line a second of each event, with how many it stands for: a fault must not fill a disk. */
export function seldom(log: Log, now: () => number = Date.now): Log {
  const events = new Map<string, { at: number; held: number }>();
  return (event, facts) => {
    const seen = events.get(event) ?? { at: Number.NEGATIVE_INFINITY, held: 0 };
    events.set(event, seen);
    if (now() - seen.at < 1000) {
      seen.held++;
      return;
    }
    log(event, seen.held ? { ...facts, more: seen.held } : facts);
    seen.at = now();
    seen.held = 0;
  };
}
