import { useMemo, useState } from 'react';

// What somebody has seen on this machine: ids alone, and only here.

const KEY = 'stillwatch:seen';

const read = (): Set<string> | undefined => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return Array.isArray(kept) ? new Set(kept.map(String)) : undefined;
  } catch {
    return undefined;
  }
};

/** Which of these were not there when somebody last marked them as seen; on the first visit none is new. */
export function useNew(ids: readonly string[]): { fresh: ReadonlySet<string>; markSeen: () => void } {
  const [seen, setSeen] = useState(read);
  const markSeen = () => {
    localStorage.setItem(KEY, JSON.stringify(ids.slice(0, 5000)));
    setSeen(new Set(ids));
  };
  if (!seen && ids.length) queueMicrotask(markSeen);
  const fresh = useMemo(() => new Set(seen ? ids.filter(id => !seen.has(id)) : []), [ids, seen]);
  return { fresh, markSeen };
}
