import type { Because, CampaignAccount } from './document.ts';
import type { Judged } from './judge.ts';
import { type Group, union } from './link.ts';
import { type Membership, SURE } from './refine.ts';
import type { Streams } from './streams.ts';

/**
 * A campaign's accounts, the surest first, and why each is one. Only who is shown to take part in a harvest is called a
 * harvester. Of an account's streams in it, the surest speaks for it.
 */
export function membersOf(
  { candidate, verdict, bystanders, also }: Judged,
  streams: Streams,
): CampaignAccount[] {
  const known = new Map<number, CampaignAccount>();
  const add = (membership: Membership, i: number, because?: Because) => {
    const account = streams.account[membership.group[i]!]!;
    const member = memberOf(membership, i, because);
    const before = known.get(account);
    if (!before) known.set(account, { account: streams.accounts[account]!, ...member });
    else {
      const isHarvester = before.role === 'harvester' || !because;
      if (member.membership > before.membership) Object.assign(before, member);
      if (isHarvester) before.role = 'harvester';
      if (before.role === 'harvester') {
        before.because = undefined;
        before.apart = undefined;
      }
    }
  };
  candidate.group.forEach((s, i) => {
    const isSure = candidate.posterior[i]! >= SURE;
    add(candidate, i, verdict !== 'harvesting' ? 'not-established' : isSure ? undefined : 'uncertain');
    const one = known.get(streams.account[s]!)!;
    one.exchanges = (one.exchanges ?? 0) + streams.exchanges[s]!;
  });
  for (const s of also) known.get(streams.account[s]!)!.exchanges! += streams.exchanges[s]!;
  for (const others of bystanders)
    others.group.forEach((_, i) => {
      add(others, i, others.because ?? (others.setApart ? 'used-otherwise' : 'pool'));
    });
  return [...known.values()].sort((a, b) => b.membership - a.membership || (a.account < b.account ? -1 : 1));
}

/** A campaign's streams: of a harvest those of its harvesters. */
export const surelyOf = ({ candidate, verdict, also }: Judged): Group =>
  union(
    candidate.group.filter((_, i) => verdict !== 'harvesting' || candidate.posterior[i]! >= SURE),
    also,
  );

function memberOf({ posterior, why, setApart }: Membership, i: number, because?: Because) {
  return {
    membership: Number(posterior[i]!.toFixed(6)),
    role: because ? ('bystander' as const) : ('harvester' as const),
    why: why?.told(i),
    because,
    apart: setApart?.told(i),
  };
}
