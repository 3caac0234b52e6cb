import type { Edges } from './edges.ts';
import { accountsIn, FEWEST_ACCOUNTS, type Group, separate } from './link.ts';
import { listFollowers } from './lists.ts';
import { type Membership, partOf, type Refiner } from './refine.ts';
import type { Sharing } from './sharing.ts';
import type { Streams } from './streams.ts';

/** A part that shares less than this with the rest of a group, of all it shares, is a group of its own. */
const HELD_TOGETHER = 0.2;

export interface Linked {
  streams: Streams;
  sharing: Sharing;
  edges: Edges;
  refiner: Refiner;
}

/**
 * Who belongs to a group, by what they share; the groups that it is made of, if it is not one. Two that lie in one
 * community can keep each other in: what all of one show and nobody else does looks like a sign of both. Nothing but
 * sharing is looked at, so that each may be tested. Who goes through a list is a group of its own, whatever the words
 * on it.
 */
export function groupsIn(start: Group, linked: Linked): Membership[] {
  const { streams, sharing, refiner } = linked;
  const whole = refiner.refine(start, 'sharing');
  const known = told.get(whole);
  if (known) return known;
  const listed = (members: Membership) => listFollowers(members.group, streams, sharing);
  const groups = held(whole, linked)
    .flatMap(members => split(members, listed(members), streams))
    .filter(({ group }) => accountsIn(group, streams) >= FEWEST_ACCOUNTS);
  told.set(whole, groups);
  return groups;
}

/** What is made of which groups: many parts of a campaign are refined to the very same, and to ask costs what the campaign is. */
const told = new WeakMap<Membership, Membership[]>();

/** Who is none of some accounts, and who is, where there are both. */
export function split(members: Membership, some: ReadonlySet<number>, { account }: Streams): Membership[] {
  if (some.size === 0) return [members];
  const parts = [false, true].map(isOne => partOf(members, s => some.has(account[s]!) === isOne));
  return parts.some(({ group }) => group.length === 0) ? [members] : parts;
}

function held(whole: Membership, { streams, edges, refiner }: Linked): Membership[] {
  const accounts = accountsIn(whole.group, streams);
  if (accounts < FEWEST_ACCOUNTS) return [];
  const parts = separate(edges, whole.group, accounts, HELD_TOGETHER).filter(
    part => accountsIn(part, streams) >= FEWEST_ACCOUNTS,
  );
  if (parts.length <= 1) return [whole];
  return parts.map(part => refiner.refine(part, 'sharing'));
}
