import type { Store } from '../store/index.ts';

/** Accounts fall into so many parts by their hash; a slice is some of them, one after the other. */
const PARTS = 4096;
export const partOf = (account: string) => `${account} % ${PARTS}`;

/** Pairs of shares that are looked at together: about 60 bytes each where all are edges of their own. */
export const PAIRS = 4_000_000;
/** What a share takes while it is looked up, three times, in pairs' bytes. */
const SHARE = 4;

export interface Slice {
  /** Parts `from` up to but without `to`. */
  from: number;
  to: number;
}

/**
 * Slices of accounts with at most `most` pairs, counted before the first is made. An account is in one slice with all
 * that is near its shares, so the edges that begin there are finished there. One part may hold more than `most`; the engine
 * then groups on disk.
 */
export async function slicesOf(
  store: Store,
  near: string,
  most: number,
): Promise<{ slices: Slice[]; pairs: number }> {
  const parts = await store.query<{ part: number; pairs: number; shares: number }>(
    `SELECT ${partOf('account')} AS part, sum(near) AS pairs, count() AS shares FROM ${near} GROUP BY part ORDER BY part`,
  );
  const slices: Slice[] = [];
  let taken = Number.POSITIVE_INFINITY;
  let total = 0;
  for (const { part, pairs, shares } of parts) {
    const cost = pairs + SHARE * shares;
    if (taken + cost > most) {
      slices.push({ from: part, to: part + 1 });
      taken = cost;
    } else {
      slices[slices.length - 1]!.to = part + 1;
      taken += cost;
    }
    total += pairs;
  }
  return { slices, pairs: total };
}
