import { split } from './apart.ts';
import { type Candidate, type Material, membersOfCampaign, ownMembers, sharedPart } from './candidates.ts';
import type { NearestMiss, Verdict } from './document.ts';
import { eBonferroni } from './evalue.ts';
import { customerAmong } from './explain.ts';
import { accountsIn, type Group, union } from './link.ts';
import { listFollowers } from './lists.ts';
import { type Membership, partOf, SURE } from './refine.ts';
import { madeOf } from './several.ts';
import type { Streams } from './streams.ts';
import { accountsOf, asking, strength } from './tester.ts';

export interface Judged {
  candidate: Candidate;
  verdict: Verdict;
  bound: number;
  rejected: boolean;
  /** That it is one that was established before is all that it stands on. */
  inherits?: boolean;
  /**
   * Streams that are used as everyone else's are: of the group itself, and, of pools that the harvest runs through,
   * of accounts that are not known to harvest.
   */
  bystanders: Membership[];
  /** Streams of its accounts by which it was established as well. */
  also: Group;
}

const NONE: Group = new Uint32Array();

/** Purpose is established where the requests look collected at this level, beside the e-value that pays for it. */
const PURPOSE_P = 0.05;
/** What part of the budget of false alarms goes to the question whether a group is a pool. */
const POOLS = 0.2;

/**
 * Every group that can be tested counts, also those that were not looked at more closely; each with two questions.
 * @param count how many those are
 * @param share of the budget of false alarms
 */
export function judge(candidates: readonly Candidate[], count: number, alpha: number, share = 1): Judged[] {
  const purposeful = candidates.map(
    ({ outcomes, e }) => asking(outcomes, 'purpose').some(({ p }) => p <= PURPOSE_P) && e.purpose > 1,
  );
  const hypotheses = candidates.flatMap(({ e, weight }, i) => [
    { e: purposeful[i] ? e.operator * e.purpose : e.operator, weight: 2 * weight * share * (1 - POOLS) },
    { e: e.pool, weight: 2 * weight * share * POOLS },
  ]);
  const results = eBonferroni(hypotheses, 2 * count, alpha);
  return candidates.map((candidate, i) => {
    const [operator, pool] = [results[2 * i]!, results[2 * i + 1]!];
    const isPool = operator.rejected ? !purposeful[i] && pool.rejected : pool.bound < operator.bound;
    const verdict = isPool ? 'pooled-access' : purposeful[i] ? 'harvesting' : 'watch';
    return { candidate, verdict, ...(isPool ? pool : operator), bystanders: [], also: NONE };
  });
}

export const innocent = ({ candidate }: Judged) =>
  candidate.explanations.find(({ verdict }) => verdict === 'not ruled out');

const order: readonly Verdict[] = ['harvesting', 'watch', 'pooled-access'];

/**
 * Of groups that are one the best established says who belongs, and of those that are about as well the largest: a pool
 * around a harvest passes the same tests, and less clearly.
 */
const certainty = ({ bound }: Judged) => Math.floor(Math.log10(bound) / 2);

const isReported = (one: Judged) => one.rejected && !innocent(one);
/** E-value at which a group is an operator's of its own within one that is reported: of one question, at a level of 1%. */
export const STANDS = 100;

/**
 * Each campaign once, with all who belong: parts of one that were found apart are taken into one; what is made
 * of several is told as these. A pool that a harvest runs through is not a campaign beside it: its other accounts are
 * the harvest's bystanders.
 */
export function distinct(judged: readonly Judged[], material: Material): Judged[] {
  const { streams, sharing, refiner } = material;
  const standing = judged
    .filter(one => one.verdict !== 'pooled-access' && !innocent(one) && strength(one.candidate) >= STANDS)
    .map(one => ({ ...one, group: one.candidate.group }));
  const partsOf = (group: Group) => madeOf(group, standing, material);
  const whole = judged
    .filter(isReported)
    .flatMap(one => {
      if (one.verdict === 'pooled-access') return [one];
      // That there is a campaign was established for the whole, at the whole's bound.
      const parts = partsOf(one.candidate.group).map(part => ({
        ...part,
        bound: Math.min(part.bound, one.bound),
      }));
      return parts.length ? parts : [one];
    })
    .map(one => {
      if (one.verdict === 'pooled-access') return one;
      const members = membersOfCampaign(one.candidate, material);
      const isOne = partsOf(members.group).length === 0;
      const all = isOne ? members : ownMembers(one.candidate, material);
      const followers = listFollowers(all.group, streams, sharing);
      const [unlisted, listed] = split(all, followers, streams);
      const customer = customerAmong(unlisted!.group, streams, material.records);
      const [own, declared] = split(unlisted!, customer, streams);
      const { alike, apart } = refiner.alike(own!);
      const bystanders = [apart];
      if (listed) bystanders.push({ ...listed, because: 'same-list' });
      if (declared) bystanders.push({ ...declared, because: 'declared-customer' });
      return { ...one, candidate: { ...one.candidate, ...alike }, bystanders };
    })
    .sort(
      (a, b) =>
        order.indexOf(a.verdict) - order.indexOf(b.verdict) ||
        certainty(a) - certainty(b) ||
        accountsIn(b.candidate.group, streams) - accountsIn(a.candidate.group, streams) ||
        a.bound - b.bound,
    );
  const kept: Judged[] = [];
  const harvesters = new Set<number>();
  for (const one of whole) {
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

const MEMBERS_TOLD = 20;

/** The strongest group that was not reported, and why not: what a reader of an empty report wants to know. */
export function nearestMiss(judged: readonly Judged[], streams: Streams): NearestMiss | null {
  const missed = judged.filter(j => !j.rejected || innocent(j)).sort((a, b) => a.bound - b.bound)[0];
  if (!missed) return null;
  const explanation = innocent(missed)?.explanation ?? null;
  return {
    accounts: accountsIn(missed.candidate.group, streams),
    members: surest(missed.candidate, streams),
    verdict: missed.verdict,
    error_bound: missed.bound,
    reason: missed.rejected ? `not ruled out: ${explanation}` : 'the evidence could be chance',
    held_back_by: explanation,
  };
}

/** Names of a group's accounts, the most certain first: as many as a person would look into. */
function surest({ group, posterior }: Membership, streams: Streams): string[] {
  const certainty = new Map<string, number>();
  group.forEach((s, i) => {
    const name = streams.accounts[streams.account[s]!]!;
    certainty.set(name, Math.max(certainty.get(name) ?? 0, posterior[i]!));
  });
  return [...certainty]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, MEMBERS_TOLD)
    .map(([name]) => name);
}
