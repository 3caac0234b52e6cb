import { split } from './apart.ts';
import { type Material, membersOfCampaign, ownMembers, sharedPart } from './candidates.ts';
import type { Verdict } from './document.ts';
import { customerAmong, explain } from './explain.ts';
import { innocent, isPurposeful, type Judged, STANDS } from './judge.ts';
import { accountsIn, type Group, union } from './link.ts';
import { listFollowers } from './lists.ts';
import { operatorsIn } from './operators.ts';
import { outsized } from './outsized.ts';
import { type Membership, partOf, SURE } from './refine.ts';
import { madeOf } from './several.ts';
import type { Streams } from './streams.ts';
import { accountsOf, strength } from './tester.ts';

const order: readonly Verdict[] = ['harvesting', 'watch', 'pooled-access'];

/**
 * Of groups that are one the best established says who belongs, and of those that are about as well the largest: a pool
 * around a harvest passes the same tests, and less clearly.
 */
const certainty = ({ bound }: Judged) => Math.floor(Math.log10(bound) / 2);

const isReported = (one: Judged) => one.rejected && !innocent(one);
const isPool = ({ verdict }: Judged) => verdict === 'pooled-access';

/**
 * Each campaign once, with all who belong: parts of one that were found apart are taken into one; what is made
 * of several is told as these. A pool that a harvest runs through is not a campaign beside it: its other accounts are
 * the harvest's bystanders.
 * @param suspected by reference, whether it overlaps a group that looks like a campaign
 */
export function distinct(judged: readonly Judged[], material: Material, suspected?: Uint8Array): Judged[] {
  const { streams } = material;
  const standing = judged
    .filter(one => !isPool(one) && !innocent(one) && strength(one.candidate) >= STANDS)
    .map(one => ({ ...one, group: one.candidate.group }));
  const severalIn = (one: Judged): Judged[] => {
    const operators = operatorsOf(one, one.candidate, material, suspected);
    const parts = operators.length ? operators : madeOf(one.candidate.group, standing, material);
    if (parts.length === 0) return [one];
    // That there is a campaign was established for the whole, at the whole's bound. A part can be several again.
    return parts
      .filter(part => !innocent(part))
      .flatMap(part => severalIn({ ...part, bound: Math.min(part.bound, one.bound) }));
  };
  /** Who belongs may show that it is several, or take in one that was not established with it. */
  const whole = (one: Judged) => {
    const members = membersOfCampaign(one.candidate, material);
    const operators = operatorsOf(one, members, material, suspected).filter(
      part => !innocent(part) && isMostlyIn(part.candidate.group, one.candidate.group, streams),
    );
    if (operators.length) return operators;
    const isOne = madeOf(members.group, standing, material).length === 0;
    const all = isOne ? members : ownMembers(one.candidate, material);
    return [{ ...one, candidate: { ...one.candidate, ...all } }];
  };
  const reported = judged.filter(isReported);
  const campaigns = reported
    .filter(one => !isPool(one))
    .flatMap(severalIn)
    .flatMap(whole)
    .map(one => withBystanders(one, material));
  return once([...campaigns, ...reported.filter(isPool)], streams);
}

/**
 * The operators that a group is made of by what they ask, each tested by itself: it is told as them where two stand and more. They must
 * not excuse each other, so none is compared with what overlaps a suspect, of which the whole is one.
 */
function operatorsOf(
  one: Judged,
  members: Membership,
  material: Material,
  suspected: Uint8Array | undefined,
): Judged[] {
  const { streams, sharing, records, tester } = material;
  const operators = operatorsIn(members.group, material).flatMap(group => {
    const result = tester.test(group, one.candidate.kin, suspected);
    if (!result || strength(result) < STANDS) return [];
    const own = new Set(group);
    const explanations = explain(group, streams, sharing, records);
    const candidate = { ...one.candidate, ...partOf(members, s => own.has(s)), ...result, explanations };
    return [{ ...one, candidate, verdict: isPurposeful(candidate) ? one.verdict : ('watch' as const) }];
  });
  return operators.length > 1 ? operators : [];
}

const isMostlyIn = (part: Group, group: Group, streams: Streams) => {
  const accounts = accountsOf(group, streams);
  const own = [...accountsOf(part, streams)];
  return own.filter(account => accounts.has(account)).length > own.length / 2;
};

/** Of who belongs, those who harvest; beside them who is in a list or a declared customer, sends far more, or is used as people are. */
function withBystanders(one: Judged, { streams, sharing, records, refiner }: Material): Judged {
  const followers = listFollowers(one.candidate.group, streams, sharing);
  const [unlisted, listed] = split(one.candidate, followers, streams);
  const customer = customerAmong(unlisted!.group, streams, records);
  const [others, declared] = split(unlisted!, customer, streams);
  const { more, less } = outsized(others!.group, streams);
  const [likely, busier] = split(others!, more, streams);
  const [own, unsure] = split(likely!, less, streams);
  const { alike, apart } = refiner.alike(own!);
  const bystanders = [apart];
  if (listed) bystanders.push({ ...listed, because: 'same-list' });
  if (busier) bystanders.push({ ...busier, because: 'used-otherwise' });
  if (unsure) bystanders.push({ ...unsure, because: 'uncertain' });
  if (declared) bystanders.push({ ...declared, because: 'declared-customer' });
  return { ...one, candidate: { ...one.candidate, ...alike }, bystanders };
}

/** Those that share most of their accounts as one, as the best established tells it. */
function once(judged: readonly Judged[], streams: Streams): Judged[] {
  const sorted = [...judged].sort(
    (a, b) =>
      order.indexOf(a.verdict) - order.indexOf(b.verdict) ||
      certainty(a) - certainty(b) ||
      accountsIn(b.candidate.group, streams) - accountsIn(a.candidate.group, streams) ||
      a.bound - b.bound,
  );
  const kept: Judged[] = [];
  const harvesters = new Set<number>();
  for (const one of sorted) {
    const { candidate, verdict } = one;
    const known = kept.filter(other => sharedPart(other.candidate.group, candidate.group, streams) > 0.5);
    if (known.length === 0) {
      kept.push({ ...one, bystanders: [...one.bystanders] });
      if (verdict === 'harvesting')
        for (const account of accountsOf(candidate.group, streams)) harvesters.add(account);
    } else if (verdict === known[0]!.verdict) {
      // One campaign, established by each.
      known[0]!.bound = Math.min(known[0]!.bound, one.bound);
      known[0]!.also = otherStreams(known[0]!, candidate, streams);
    } else if (verdict === 'pooled-access') {
      // All harvests came before the first pool.
      const others = partOf(candidate, s => !harvesters.has(streams.account[s]!));
      for (const harvest of known.filter(other => other.verdict === 'harvesting'))
        harvest.bystanders.push(others);
    }
  }
  return kept.sort((a, b) => a.bound - b.bound);
}

/** With those of another group that is the same campaign: of accounts that are surely in both. */
function otherStreams({ candidate, also }: Judged, other: Membership, { account }: Streams): Group {
  const surely = ({ group, posterior }: Membership) => group.filter((_, i) => posterior[i]! >= SURE);
  const accounts = new Set(surely(candidate).map(s => account[s]!));
  const known = new Set([...candidate.group, ...also]);
  return union(
    also,
    surely(other).filter(s => accounts.has(account[s]!) && !known.has(s)),
  );
}
