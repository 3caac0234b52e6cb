import type { Member } from './corpus.ts';

/**
 * What a model weighs where "ordinary" is measured: references and controls, each family or group one vote. Students have none, for
 * they lean to a few teachers. Sums to 1.
 */
export function baseWeights(members: readonly Member[]): Float64Array {
  const sizes = new Map<string, number>();
  const voteOf = ({ role, family, group }: Member) => (role === 'reference' ? `family ${family}` : group);
  for (const member of members)
    if (isBase(member)) sizes.set(voteOf(member), (sizes.get(voteOf(member)) ?? 0) + 1);
  return Float64Array.from(members, member =>
    !isBase(member) ? 0 : 1 / (sizes.get(voteOf(member))! * sizes.size),
  );
}

const isBase = ({ role }: Member) => role === 'reference' || role === 'control';
