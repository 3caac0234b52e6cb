import type { Edges } from './edges.ts';
import { accountsIn, FEWEST_ACCOUNTS, type Group, separate } from './link.ts';
import type { Membership, Refiner } from './refine.ts';
import type { Streams } from './streams.ts';

/** A part that shares less than this with the rest of a group, of all it shares, is a group of its own. */
const HELD_TOGETHER = 0.2;

export interface Linked {
  streams: Streams;
  edges: Edges;
  refiner: Refiner;
}

/**
 * Who belongs to a group, by what they share; the groups that it is made of, if it is not one. Two that lie in one
 * community can keep each other in: what all of one show and nobody else does looks like a sign of both. Nothing but
 * sharing is looked at, so that each may be tested.
 */
export function groupsIn(start: Group, linked: Linked): Membership[] {
  const { streams, edges, refiner } = linked;
  const whole = refiner.refine(start, 'sharing');
  const accounts = accountsIn(whole.group, streams);
  if (accounts < FEWEST_ACCOUNTS) return [];
  const parts = separate(edges, whole.group, accounts, HELD_TOGETHER).filter(
    part => accountsIn(part, streams) >= FEWEST_ACCOUNTS,
  );
  if (parts.length <= 1) return [whole];
  return parts
    .map(part => refiner.refine(part, 'sharing'))
    .filter(({ group }) => accountsIn(group, streams) >= FEWEST_ACCOUNTS);
}
