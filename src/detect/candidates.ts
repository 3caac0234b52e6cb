import { combine, compare, type Outcome, operatorTests, purposeTests } from './compare.ts';
import type { Explanation } from './document.ts';
import { explain } from './explain.ts';
import type { Group } from './link.ts';
import { accountsIn, FEWEST_ACCOUNTS } from './link.ts';
import { membersOf } from './profile.ts';
import type { Records } from './records.ts';
import { referenceGroups } from './reference.ts';
import type { Membership, Refiner } from './refine.ts';
import { Sample } from './sample.ts';
import type { Sharing } from './sharing.ts';
import type { Streams } from './streams.ts';

/** A group that was tested. */
export interface Candidate extends Membership {
  operator: Outcome[];
  purpose: Outcome[];
  /** That one operator runs the accounts, against independent people. */
  operatorE: number;
  /** That outputs are collected, against ordinary use. */
  purposeE: number;
  explanations: Explanation[];
  /** Prior weight among the groups tested, 1 on average: as many times their mean number of accounts as it started with. */
  weight: number;
}

/** Below this e-value of both together a group is not looked at more closely. */
const CLOSER = 5;
/** Groups this strong are kept out of what others are compared with: two campaigns must not excuse each other. */
const SUSPECT = 100;

/** Tests communities, the promising ones again after their membership was refined; strongest first, each once. */
export function testCandidates(
  groups: readonly Group[],
  streams: Streams,
  sharing: Sharing,
  records: Records,
  refiner: Refiner,
): { candidates: Candidate[]; tested: number } {
  const references = referenceGroups(streams, sharing);
  const marks = new Uint32Array(streams.accounts.length);
  let mark = 0;
  /** Which references share more than a tenth of themselves or of a group with it: they say nothing of how others look. */
  const overlapping = (accounts: ReadonlySet<number>): Uint8Array => {
    mark++;
    for (const account of accounts) marks[account] = mark;
    return Uint8Array.from(references, ({ accounts: theirs }) => {
      let shared = 0;
      for (const account of theirs) if (marks[account] === mark) shared++;
      return shared > 0.1 * Math.min(theirs.length, accounts.size) ? 1 : 0;
    });
  };
  const test = (membership: Membership, suspects: readonly Set<number>[]): Candidate | undefined => {
    const members = membersOf(membership.group, streams);
    if (members.count < FEWEST_ACCOUNTS) return undefined;
    const own = accountsOf(membership.group, streams);
    const others = suspects.filter(suspect => overlap(suspect, own) < 0.1 * suspect.size);
    const excluded = [own, ...others].map(overlapping);
    const usable = references.filter((_, i) => !excluded.some(overlaps => overlaps[i]));
    const sample = new Sample(members);
    const operator = compare(sample, usable, operatorTests);
    const purpose = compare(sample, usable, purposeTests);
    return {
      ...membership,
      operator,
      purpose,
      operatorE: combine(operator),
      purposeE: combine(purpose),
      explanations: [],
      weight: 1,
    };
  };

  let tested = 0;
  let accounts = 0;
  const found: Candidate[] = [];
  for (const group of groups) {
    const first = test({ group, posterior: new Float64Array(group.length).fill(1) }, []);
    if (!first) continue;
    tested++;
    accounts += accountsIn(group, streams);
    if (first.operatorE * first.purposeE < CLOSER) continue;
    // A part of what was found already would be refined to the same.
    if (found.some(other => same(other.group, group, streams))) continue;
    const refined = refiner.refine(group, 'sharing');
    if (
      accountsIn(refined.group, streams) < FEWEST_ACCOUNTS ||
      found.some(other => same(other.group, refined.group, streams))
    )
      continue;
    const closer = test(refined, []);
    if (closer) found.push({ ...closer, weight: accountsIn(group, streams) });
  }
  const suspects = found
    .filter(c => c.operatorE * c.purposeE >= SUSPECT)
    .map(c => accountsOf(c.group, streams));
  const candidates = found
    .map(candidate =>
      suspects.length > 1
        ? { ...candidate, ...test(candidate, suspects), weight: candidate.weight }
        : candidate,
    )
    .map(candidate => ({
      ...candidate,
      weight: (candidate.weight * tested) / accounts,
      explanations: explain(candidate.group, streams, sharing, records),
    }))
    .sort((a, b) => b.operatorE * b.purposeE - a.operatorE * a.purposeE || a.group[0]! - b.group[0]!);
  return { candidates, tested };
}

export const accountsOf = (group: Group, streams: Streams): Set<number> =>
  new Set(Array.from(group, s => streams.account[s]!));

function overlap(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let shared = 0;
  for (const x of a) if (b.has(x)) shared++;
  return shared;
}

function same(a: Group, b: Group, streams: Streams): boolean {
  const [x, y] = [accountsOf(a, streams), accountsOf(b, streams)];
  return overlap(x, y) > 0.8 * Math.min(x.size, y.size);
}

/** Who belongs to a candidate that stood its tests; the tested group itself where a closer look loses it. */
export function membersOfCampaign(candidate: Candidate, streams: Streams, refiner: Refiner): Membership {
  const closer = refiner.refine(candidate.group, 'behaviour');
  const [tested, found] = [accountsOf(candidate.group, streams), accountsOf(closer.group, streams)];
  const kept = overlap(tested, found);
  return kept >= 0.5 * tested.size && kept >= 0.5 * found.size ? closer : candidate;
}
