import { groupsIn } from './apart.ts';
import { Cohesion } from './cohesion.ts';
import type { Explanation } from './document.ts';
import type { Edges } from './edges.ts';
import { explain } from './explain.ts';
import type { Community, Group } from './link.ts';
import { accountsIn } from './link.ts';
import { Meeting } from './meeting.ts';
import { usedEnough } from './profile.ts';
import type { Records } from './records.ts';
import type { Membership, Refiner } from './refine.ts';
import { CLOSELY, INSIDE, LARGER, relationOf } from './relation.ts';
import type { Sharing } from './sharing.ts';
import type { Spending } from './spending.ts';
import type { Streams } from './streams.ts';
import { accountsOf, strength, type Tester, type TestResult } from './tester.ts';

/** A group that was tested. */
export interface Candidate extends Membership, TestResult {
  kin: Group | undefined;
  explanations: Explanation[];
  /**
   * Prior weight among the groups that can be tested, 1 on average for all of a budget: it follows how many accounts the
   * community had that it came from, how far that held together, and what of its budget it spends at this look.
   */
  weight: number;
}

/**
 * Below this e-value of both together, at first sight, a group is not looked at more closely; of thousands of groups below
 * their number in thousands, for what one has to reach in the end grows with it too. So the number of those that come as
 * far by chance is bounded (Markov's inequality), and as each costs what the traffic is, time does not grow with its square.
 */
const CLOSER = 2;
const THOUSANDS = 1000;
/**
 * A group waits for its look until so many of its accounts are used enough to be tested: of a young campaign the first that are
 * are few, and strangers in it may be as many.
 */
const READY = 1 / 6;
/**
 * The groups with the most prior weight are always looked at closely: many accounts that hold together. First sight is of a group as
 * it was linked, against few references, and eight strangers in it hide 239 accounts of a queue that have sent three exchanges each.
 */
const HEAVIEST = 16;
/** A community is, too, where so great a part of it, by accounts, is: as one, two groups can look ordinary. */
const PART = 1 / 10;
/**
 * Groups this strong are kept out of what others are compared with: two campaigns must not excuse each other. Companies
 * look like pools more than anything ordinary looks like a harvest, so that for pools more is asked.
 */
const isSuspect = ({ e }: TestResult) => e.operator * e.purpose >= 10 || e.pool >= 100;

/**
 * So many parts of a suspect are refined to what was found already, and no more of them are looked at: they are of it. Their number
 * grows with a campaign, and to refine one costs what the campaign is.
 */
const ENOUGH = 16;

export interface Material {
  streams: Streams;
  sharing: Sharing;
  edges: Edges;
  records: Records;
  refiner: Refiner;
  tester: Tester;
  spending: Spending;
}

export interface Choice {
  /** Groups that are tested though they are not due. */
  always?(group: Group): boolean;
  /** Prior of all groups in all, where this look sees a part of them: a part has a part of the budget. */
  prior?: number;
}

export interface Tested {
  candidates: Candidate[];
  /** How many groups could be tested, and their prior in all, before any share of a budget. */
  count: number;
  prior: number;
  /** Communities that were tested, and spent for it. */
  looked: Group[];
  /** By reference, whether it overlaps a group that looks like a campaign. */
  suspected: Uint8Array;
}

/**
 * Tests communities, the promising ones again after their membership was refined; strongest first, each once. The
 * largest go first: of all that are refined to one group it has the most prior weight.
 */
export function testCandidates(
  linked: readonly Community[],
  material: Material,
  { always = () => false, prior: least = 0 }: Choice = {},
): Tested {
  const { streams, sharing, records, tester, spending } = material;
  const found: Candidate[] = [];
  const meeting = new Meeting(streams);
  /** An account can be in one campaign by several of its streams, and each tells something of its own. */
  const ofStreams = new Meeting(undefined);
  const size = new Map(linked.map(({ group }) => [group, accountsIn(group, streams)]));
  const sizeOf = (group: Group) => ({ streams: group.length, accounts: accountsIn(group, streams) });
  const cohesion = new Cohesion(streams, sharing);
  const testable = linked
    .filter(({ group }) => tester.canTest(group))
    .sort((a, b) => size.get(b.group)! - size.get(a.group)!);
  const weights = new Map(testable.map(({ group }) => [group, size.get(group)! * cohesion.of(group)]));
  const prior = Math.max(
    least,
    [...weights.values()].reduce((a, b) => a + b, 0),
  );
  const isReady = (group: Group) => usedEnough(group, streams) >= READY * size.get(group)!;
  const communities = testable.filter(
    ({ group }) => (spending.isDue(group) && isReady(group)) || always(group),
  );
  let count = testable.length;
  const screened = screen(communities, tester);
  const closer = Math.max(CLOSER, communities.length / THOUSANDS);
  const heaviest = [...communities].sort((a, b) => weights.get(b.group)! - weights.get(a.group)!);
  const promising = new Set<Group | undefined>(heaviest.slice(0, HEAVIEST).map(({ group }) => group));
  for (const [i, { group, within }] of communities.entries()) {
    if (strength(screened[i]!) < closer) continue;
    promising.add(group);
    if (within && size.get(group)! >= PART * accountsIn(within, streams)) promising.add(within);
  }
  /** By suspect: how many parts of it were refined to what was found already. */
  const back = new Map<number, number>();
  const suspectsAround = (group: Group) =>
    [...meeting.with(group)].filter(([i, shared]) => shared > INSIDE && isSuspect(found[i]!)).map(([i]) => i);
  for (const [i, { group, kin }] of communities.entries()) {
    const first = screened[i]!;
    if (!promising.has(group)) continue;
    const weight = weights.get(group)! * spending.share(group);
    // A part of what was found already would be refined to the same. It is looked at all the same where it is stronger
    // than the whole, for then the whole is what merely lies around it; and in a suspect, which may be several.
    const isKnown = (other: Group, larger?: number) =>
      [...ofStreams.with(other)].some(([i, shared]) => {
        const relation = relationOf(sizeOf(found[i]!.group), sizeOf(other), shared, larger);
        if (relation !== 'around') return relation === 'same';
        return !isSuspect(found[i]!) && strength(found[i]!) >= strength(first);
      });
    if (isKnown(group)) continue;
    const around = suspectsAround(group);
    if (around.some(i => (back.get(i) ?? 0) >= ENOUGH && strength(found[i]!) >= strength(first))) continue;
    const before = found.length;
    const groups = groupsIn(group, material);
    // What is tested in its place shares its weight.
    const each = weight / groups.reduce((sum, { group }) => sum + accountsIn(group, streams), 0);
    count += Math.max(0, groups.length - 1);
    for (const refined of groups) {
      if (isKnown(refined.group, CLOSELY)) continue;
      const result = tester.test(refined.group, kin);
      if (!result) continue;
      meeting.add(refined.group);
      ofStreams.add(refined.group);
      found.push({
        ...refined,
        ...result,
        kin,
        explanations: [],
        weight: each * accountsIn(refined.group, streams),
      });
    }
    if (found.length === before) for (const i of around) back.set(i, (back.get(i) ?? 0) + 1);
  }
  const suspects = found.filter(isSuspect).map(({ group }) => group);
  const among = new Meeting(streams, suspects);
  const apart = tester.apartFrom(suspects);
  const candidates = found.map(candidate => {
    const same = [...among.with(candidate.group)].filter(([, shared]) => shared >= 0.1).map(([i]) => i);
    const again =
      suspects.length > same.length
        ? tester.test(candidate.group, candidate.kin, apart.but(same))
        : undefined;
    return {
      ...candidate,
      ...again,
      weight: (candidate.weight * count) / prior,
      explanations: explain(candidate.group, streams, sharing, records),
    };
  });
  return {
    candidates: candidates.sort((a, b) => strength(b) - strength(a) || a.group[0]! - b.group[0]!),
    count,
    prior,
    looked: communities.map(({ group }) => group),
    suspected: apart.but([]),
  };
}

/** Groups of like volume one after the other, for then the references of that volume are at hand. */
function screen(communities: readonly Community[], tester: Tester): TestResult[] {
  const volumes = communities.map(({ group }) => tester.volumes(group));
  const results: TestResult[] = [];
  for (const i of communities.map((_, i) => i).sort((a, b) => (volumes[a]! < volumes[b]! ? -1 : 1)))
    results[i] = tester.screen(communities[i]!.group, communities[i]!.kin)!;
  return results;
}

/** Behaviour that leaves less of a group than this is not what holds it together. */
const HELD = 0.5;

/**
 * Who belongs to a group that stood its tests, judged by behaviour too. It may grow far beyond the group, where a
 * campaign's parts share little with each other; then the whole must stand the tests as well as the part did.
 */
export function membersOfCampaign(candidate: Candidate, material: Material): Membership {
  const { streams, refiner, tester } = material;
  const closer = refiner.refine(candidate.group, 'behaviour');
  if (sharedPart(closer.group, candidate.group, streams) < HELD) return ownMembers(candidate, material);
  if (accountsIn(closer.group, streams) <= LARGER * accountsIn(candidate.group, streams)) return closer;
  const whole = tester.test(closer.group, candidate.kin);
  return whole && strength(whole) >= strength(candidate) ? closer : ownMembers(candidate, material);
}

/** The same of the group's own alone: nobody joins. */
export function ownMembers(candidate: Candidate, { streams, refiner }: Material): Membership {
  const own = refiner.refine(candidate.group, 'behaviour', true);
  return accountsIn(own.group, streams) < HELD * accountsIn(candidate.group, streams) ? candidate : own;
}

/** Accounts that two groups share, as a part of the smaller. */
export function sharedPart(a: Group, b: Group, streams: Streams): number {
  const [x, y] = [accountsOf(a, streams), accountsOf(b, streams)];
  let shared = 0;
  for (const account of x) if (y.has(account)) shared++;
  return shared / Math.min(x.size, y.size);
}
