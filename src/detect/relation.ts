/** How large a group is. */
export interface Size {
  streams: number;
  accounts: number;
}

/** A group lies in another where it shares so much of the smaller of the two. */
export const INSIDE = 0.8;
/** It is that other where this has no more than so many times its streams and accounts: with more, others lie in it too. */
export const LARGER = 1.2;
/** The same, where who belongs has been told: a tenth of strangers hides much of what the group without them shows. */
export const CLOSELY = 1.05;

/**
 * What a group that was found is to another: the same, or around it. What is a small part of the other is apart from it: the same
 * accounts send much more that belongs, or many others do. By streams, for an account can be in one campaign by several of its, and
 * each tells something of its own; a group of the same accounts with twice the streams holds what they send besides.
 * @param shared streams, as a part of the smaller of the two
 * @param larger how many times the other's streams and accounts it may have to be the same
 */
export function relationOf(
  found: Size,
  other: Size,
  shared: number,
  larger = LARGER,
): 'same' | 'around' | 'apart' {
  if (shared <= INSIDE || found.streams < INSIDE * other.streams) return 'apart';
  return found.streams <= larger * other.streams && found.accounts <= larger * other.accounts
    ? 'same'
    : 'around';
}
