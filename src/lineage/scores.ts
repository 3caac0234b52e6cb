import type { Member } from './corpus.ts';
import { familiesOf, Metric, teachingGroups } from './metric.ts';
import type { Point, Space } from './space.ts';

/** A candidate: its snapshots, as members. */
export interface Family {
  family: string;
  vendor: string;
  snapshots: number[];
}

/** The families of the references, in the members' order. */
export const candidatesOf = (members: readonly Member[]): Family[] =>
  [...familiesOf(members)].map(([family, snapshots]) => ({
    family,
    vendor: members[snapshots[0]!]!.vendor ?? family,
    snapshots,
  }));

/** The cosine of a point to a family's nearest snapshot. Ranks candidates. `except` is a member that doesn't count: itself. */
export function nearest({ row, self }: Point, { snapshots }: Family, metric: Metric, except = -1): number {
  let best = -1;
  for (const j of snapshots)
    if (j !== except) best = Math.max(best, row[j]! / (root(self) * root(metric.member(j).self)));
  return best;
}

/** The cosine to the middle of a family's snapshots. Steadier than the nearest: the test's statistic is made of it. */
export function toCentre({ row, self }: Point, { snapshots }: Family, metric: Metric): number {
  let square = 0;
  let product = 0;
  for (const i of snapshots) {
    product += row[i]!;
    for (const j of snapshots) square += metric.member(i).row[j]!;
  }
  return product / (root(self) * root(square));
}

/**
 * Each member's cosines to the families' centres, with its own group left out of what the metric was learnt from, as the suspect's is:
 * members × families. `leftOut` are the suspect's groups.
 */
export function heldOut(
  space: Space,
  families: readonly Family[],
  leftOut: ReadonlySet<string>,
): Float64Array[] {
  const { members } = space.corpus;
  const scores: Float64Array[] = [];
  const teaching = teachingGroups(members);
  const groups = new Map<string, number[]>();
  members.forEach(({ group, role }, i) => {
    if (role === 'suspect' || leftOut.has(group)) return;
    // Of groups that teach the metric nothing, most controls', one metric does for all.
    const key = teaching.has(group) ? group : '';
    groups.set(key, [...(groups.get(key) ?? []), i]);
  });
  for (const mine of groups.values()) {
    const metric = new Metric(space, new Set([...leftOut, members[mine[0]!]!.group]));
    for (const i of mine)
      scores[i] = Float64Array.from(families, family => toCentre(metric.member(i), family, metric));
  }
  return scores;
}

const root = (square: number) => Math.sqrt(Math.max(1e-12, square));
