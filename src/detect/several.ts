import { traitOf } from '../traits/index.ts';
import type { Group } from './link.ts';
import { type Sharing, usage } from './matrix.ts';
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

/** What is so much of a group is that group. */
const MOST = 0.8;

/** Parts that ask for the same as often across as within, or nearly, are fed by one queue. */
const AS_OFTEN = 0.85;

export interface World {
  streams: Streams;
  sharing: Sharing;
}

/**
 * The groups that a group is made of, where they cover it, hardly share an account and ask for different things:
 * operators that use much of the same. Empty where it is one, also one whose cells have networks and cards of their own.
 * @param groups each found for itself, and standing its tests by itself; the strongest first, so that of two that are about the same,
 *   of which one took in strangers, the other counts.
 */
export function madeOf<T extends { group: Group }>(whole: Group, groups: readonly T[], world: World): T[] {
  const { streams } = world;
  const all = accountsOf(whole, streams);
  const covered = new Set<number>();
  const parts: T[] = [];
  const smaller = groups
    .map(part => ({ part, accounts: accountsOf(part.group, streams) }))
    .filter(({ accounts }) => accounts.size <= SMALLER * all.size);
  for (const largest of [...smaller].sort((a, b) => b.accounts.size - a.accounts.size)) {
    const inside = (accounts: Set<number>) => [...accounts].filter(account => all.has(account));
    const own = inside(largest.accounts);
    if (own.length < INSIDE * largest.accounts.size) continue;
    if (own.filter(account => covered.has(account)).length > LITTLE * largest.accounts.size) continue;
    const { part, accounts } = smaller.find(other => isMostOf(other.accounts, largest.accounts))!;
    for (const account of inside(accounts)) covered.add(account);
    parts.push(part);
  }
  if (parts.length < 2 || covered.size < COVERED * all.size) return [];
  const across = parts.map(({ group }) => {
    const others = parts.filter(other => other.group !== group).flatMap(other => [...other.group]);
    return acrossToWithin(group, Uint32Array.from(others), world);
  });
  return across.reduce((sum, part) => sum + part, 0) < AS_OFTEN * across.length ? parts : [];
}

/** Whether a group is another one, or lies in it and is most of it. */
function isMostOf(group: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  if (group.size > other.size || group.size < MOST * other.size) return false;
  return [...group].filter(account => other.has(account)).length >= MOST * other.size;
}

/**
 * Whether some of a group's accounts are a part of it and no operator of their own: they ask the others' questions as often as each
 * other's. Nearly all of its accounts are no part.
 */
export function isPart(whole: Group, isTheirs: (account: number) => boolean, world: World): boolean {
  const { account } = world.streams;
  const [own, others] = [true, false].map(wanted => whole.filter(s => isTheirs(account[s]!) === wanted));
  const size = (group: Group) => accountsOf(group, world.streams).size;
  if (own!.length < 2 || size(own!) > SMALLER * size(whole)) return false;
  return acrossToWithin(own!, others!, world) >= AS_OFTEN;
}

/** How much of its words a stream of the group shares with one of the others, as a multiple of with one of the group. */
export function acrossToWithin(group: Group, others: Group, { streams, sharing }: World): number {
  const [own, theirs] = [users(group, sharing), users(others, sharing)];
  let [within, across] = [0, 0];
  for (const s of group)
    for (let e = sharing.start[s]!; e < sharing.start[s + 1]!; e++) {
      const v = sharing.value[e]!;
      if (!isWord(sharing.trait[v]!)) continue;
      const rarity = Math.log(streams.accounts.length / sharing.accounts[v]!);
      const weight = rarity * usage(sharing, e);
      within += (weight * (own.get(v)! - 1)) / (group.length - 1);
      across += (weight * (theirs.get(v) ?? 0)) / others.length;
    }
  return within > 0 ? across / within : 1;
}

const words = new Set([...traitOf.values()].filter(({ family }) => family === 'content').map(({ id }) => id));
export const isWord = (trait: number) => words.has(trait);

function users(group: Group, { start, value }: Sharing): Map<number, number> {
  const count = new Map<number, number>();
  for (const s of group)
    for (let e = start[s]!; e < start[s + 1]!; e++) count.set(value[e]!, (count.get(value[e]!) ?? 0) + 1);
  return count;
}
