import type { Group } from './link.ts';
import type { Streams } from './streams.ts';
import { accountsOf } from './tester.ts';

/** What of a group its parts must cover. */
const COVERED = 0.9;
/** What of a part must lie in it: a group that took in some of a neighbour's is made of both. */
const INSIDE = 0.5;
/** What parts may share. */
const LITTLE = 0.1;
/** As a share of the whole, the largest that counts as a part. */
const SMALLER = 0.8;

/**
 * The groups that a group is made of, where they cover it and hardly share an account: operators that use much of the same,
 * and not one. Empty where it is one.
 * @param groups each found for itself, and standing its tests by itself.
 */
export function madeOf<T extends { group: Group }>(
  whole: Group,
  groups: readonly T[],
  streams: Streams,
): T[] {
  const all = accountsOf(whole, streams);
  const covered = new Set<number>();
  const parts: T[] = [];
  const sized = groups
    .map(part => ({ part, accounts: accountsOf(part.group, streams) }))
    .filter(({ accounts }) => accounts.size <= SMALLER * all.size)
    .sort((a, b) => b.accounts.size - a.accounts.size);
  for (const { part, accounts } of sized) {
    const inside = [...accounts].filter(account => all.has(account));
    if (inside.length < INSIDE * accounts.size) continue;
    if (inside.filter(account => covered.has(account)).length > LITTLE * accounts.size) continue;
    for (const account of inside) covered.add(account);
    parts.push(part);
  }
  return parts.length > 1 && covered.size >= COVERED * all.size ? parts : [];
}
