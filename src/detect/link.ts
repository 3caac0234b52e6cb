import { type Family, families } from '../traits/index.ts';
import { Edges } from './edges.ts';
import { louvain } from './louvain.ts';
import type { Sharing } from './sharing.ts';
import type { Streams } from './streams.ts';

/** A group has at least this many accounts: fewer can't be told from chance by any test here. */
export const FEWEST_ACCOUNTS = 8;

/** Streams that share more with each other than with the rest; ascending, so one account's lie together. */
export type Group = Uint32Array;

export interface Community {
  group: Group;
  /** The community it was split from, unless that is too large to have anything in particular in common. */
  kin: Group | undefined;
  /** The community it was split from, whatever its size. */
  within: Group | undefined;
}

/** Share of all accounts up to which the parts of a community are kin. */
const KIN = 0.25;

/**
 * What is looked at to link: everything, and the words alone. An operator can give every account a client, a network
 * and a card that others have too, and then these pull each account towards strangers; what it asks for stays.
 */
const views: readonly (readonly Family[])[] = [families, ['content']];

/**
 * Communities of the graph of streams and the values they share, without ever making pairs of accounts. An edge
 * weighs as much as the value is rare (log-likelihood of sharing it by chance) and used; within a family many
 * values weigh little more than the heaviest, for they go together. A group that two views show is found once.
 */
export function link(streams: Streams, sharing: Sharing, by = views): Community[] {
  const found = new Map<string, Community>();
  for (const view of by)
    for (const community of split(streams, new Edges(streams, sharing, view))) {
      const name = community.group.join();
      if (!found.has(name)) found.set(name, community);
    }
  return [...found.values()];
}

function split(streams: Streams, edges: Edges): Community[] {
  const all = Uint32Array.from({ length: streams.count }, (_, i) => i);
  const found: Community[] = [];
  const split = (group: Group, depth: number) => {
    const kin =
      group !== all && accountsIn(group, streams) <= KIN * streams.accounts.length ? group : undefined;
    for (const part of partsOf(group, louvain(edges.graph(group, accountsIn(group, streams))).community)) {
      if (accountsIn(part, streams) < FEWEST_ACCOUNTS) continue;
      if (part.length === group.length) continue;
      found.push({ group: part, kin, within: group === all ? undefined : group });
      // A campaign can lie inside a community that common values hold together.
      if (depth < 3 && accountsIn(part, streams) >= 4 * FEWEST_ACCOUNTS) split(part, depth + 1);
    }
  };
  split(all, 0);
  return found;
}

export function accountsIn(group: Group, streams: Streams): number {
  let count = 0;
  for (let i = 0; i < group.length; i++)
    if (i === 0 || streams.account[group[i]!] !== streams.account[group[i - 1]!]) count++;
  return count;
}

/** Of groups that have no stream in common, all. */
export function union(a: Group, b: Group): Group {
  const both = new Uint32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both.sort();
}

/** The parts of a group that share less than `resolution` of what they share with the rest, as a share of all they share. */
export function separate(edges: Edges, group: Group, accounts: number, resolution: number): Group[] {
  return partsOf(group, louvain(edges.graph(group, accounts, 'overall'), resolution).community);
}

function partsOf(group: Group, community: Uint32Array): Group[] {
  const parts = new Map<number, number[]>();
  for (let i = 0; i < group.length; i++) {
    const part = parts.get(community[i]!);
    if (part) part.push(group[i]!);
    else parts.set(community[i]!, [group[i]!]);
  }
  return [...parts.values()].map(part => Uint32Array.from(part));
}
