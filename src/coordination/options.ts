/** Who shares the same objects at about the same time. The two definitions are those of the tools named beside them. */
export type CoSharing = {
  /** Two shares are near each other up to so many seconds apart, inclusive; to the millisecond, at most 24 days. */
  window: number;
  /** The least weight of an edge that is given, 1 by default; applied in the engine. */
  least?: number;
} & (
  | {
      /** Directed: messages of one account near a share of the other (Coordination Network Toolkit, co-link). */
      counting: 'messages';
    }
  | {
      /** Undirected: pairs of shares of different content near each other (CooRTweet). */
      counting: 'pairs';
      /** Accounts with fewer shares are left out, and so are pairs where neither account has as many near ones; 1 by default. */
      participation?: number;
    }
);

/** The engine takes frames of 32-bit offsets only. */
const LONGEST = 2 ** 31 - 1;

/** The window in milliseconds. These numbers become SQL text, so they are checked, whatever their types say. */
export function milliseconds(wanted: CoSharing): number {
  const window = Math.round(wanted.window * 1000);
  if (!(window >= 0 && window <= LONGEST))
    throw new RangeError(`a window of ${wanted.window} seconds is not between 0 and ${LONGEST / 1000}`);
  return window;
}

export function least(wanted: CoSharing): number {
  return atLeastOne('least', wanted.least);
}

export function participation(wanted: CoSharing): number {
  return atLeastOne('participation', wanted.counting === 'pairs' ? wanted.participation : 1);
}

function atLeastOne(name: string, value = 1): number {
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`${name} is ${value}, not 1, 2, …`);
  return value;
}
