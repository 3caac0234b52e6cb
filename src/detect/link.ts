import { traitOf } from '../traits/index.ts';
import { Growing } from './growing.ts';
import { graphOf, louvain } from './louvain.ts';
import type { Sharing } from './sharing.ts';
import type { Streams } from './streams.ts';

/** A group has at least this many accounts: fewer can't be told from chance by any test here. */
export const FEWEST_ACCOUNTS = 8;
/** A value that more accounts than this share tells nothing. */
const COMMON = 0.5;

/** Streams that share more with each other than with the rest; ascending, so one account's lie together. */
export type Group = Uint32Array;

export interface Community {
  group: Group;
  /** The community it was split from, unless that is too large to have anything in particular in common. */
  kin: Group | undefined;
}

/** Share of all accounts up to which the parts of a community are kin. */
const KIN = 0.25;

/**
 * Communities of the graph of streams and the values they share, without ever making pairs of accounts. An edge
 * weighs as much as the value is rare (log-likelihood of sharing it by chance) and used; within a family many
 * values weigh little more than the heaviest, for they go together.
 */
export function link(streams: Streams, sharing: Sharing): Community[] {
  const all = Uint32Array.from({ length: streams.count }, (_, i) => i);
  const found: Community[] = [];
  const split = (group: Group, depth: number) => {
    const kin =
      group !== all && accountsIn(group, streams) <= KIN * streams.accounts.length ? group : undefined;
    for (const part of communities(streams, sharing, group)) {
      if (accountsIn(part, streams) < FEWEST_ACCOUNTS) continue;
      if (part.length === group.length) continue;
      found.push({ group: part, kin });
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

function communities(streams: Streams, sharing: Sharing, group: Group): Group[] {
  const inside = accountsIn(group, streams);
  const users = new Uint32Array(sharing.values); // accounts of the group, by value
  const lastAccount = new Int32Array(sharing.values).fill(-1);
  for (const stream of group)
    for (let e = sharing.start[stream]!; e < sharing.start[stream + 1]!; e++) {
      const v = sharing.value[e]!;
      if (lastAccount[v] === streams.account[stream]) continue;
      lastAccount[v] = streams.account[stream]!;
      users[v]!++;
    }
  const node = new Int32Array(sharing.values).fill(-1);
  let nodes = group.length;
  const from = new Growing(Uint32Array);
  const to = new Growing(Uint32Array);
  const weight = new Growing(Float32Array);
  const edges: { value: number; raw: number; family: string }[] = [];
  for (let i = 0; i < group.length; i++) {
    const stream = group[i]!;
    edges.length = 0;
    for (let e = sharing.start[stream]!; e < sharing.start[stream + 1]!; e++) {
      const value = sharing.value[e]!;
      if (users[value]! < 3 || users[value]! > COMMON * inside) continue;
      const share = Math.min(1, sharing.uses[e]! / streams.exchanges[stream]!);
      edges.push({
        value,
        raw: Math.log(inside / users[value]!) * Math.sqrt(share),
        family: traitOf.get(sharing.trait[value]!)!.family,
      });
    }
    const families = new Map<string, { sum: number; most: number; count: number }>();
    for (const { raw, family } of edges) {
      const f = families.get(family) ?? { sum: 0, most: 0, count: 0 };
      f.sum += raw;
      f.most = Math.max(f.most, raw);
      f.count++;
      families.set(family, f);
    }
    for (const { value, raw, family } of edges) {
      const { sum, most, count } = families.get(family)!;
      if (node[value] === -1) node[value] = nodes++;
      from.push(i);
      to.push(node[value]!);
      weight.push((raw / sum) * most * (1 + Math.log2(count) / 4));
    }
  }
  const { community } = louvain(graphOf(nodes, from.done(), to.done(), weight.done()));
  const parts = new Map<number, number[]>();
  for (let i = 0; i < group.length; i++) {
    const part = parts.get(community[i]!);
    if (part) part.push(group[i]!);
    else parts.set(community[i]!, [group[i]!]);
  }
  return [...parts.values()].map(part => Uint32Array.from(part));
}
