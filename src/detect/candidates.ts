import { combine, compare, type Outcome, operatorTests, purposeTests } from './compare.ts';
import type { Explanation } from './document.ts';
import { explain } from './explain.ts';
import type { Group } from './link.ts';
import { accountsIn, FEWEST_ACCOUNTS } from './link.ts';
import { membersOf } from './profile.ts';
import type { Records } from './records.ts';
import { type Reference, referenceGroups } from './reference.ts';
import { type Membership, refine } from './refine.ts';
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
): { candidates: Candidate[]; tested: number } {
  const references = referenceGroups(streams, sharing);
  const test = (membership: Membership, suspects: readonly Set<number>[]): Candidate | undefined => {
    const members = membersOf(membership.group, streams);
    if (members.count < FEWEST_ACCOUNTS) return undefined;
    const own = accountsOf(membership.group, streams);
    const others = suspects.filter(suspect => overlap(suspect, own) < 0.1 * suspect.size);
    const usable = references.filter(
      reference => apart(reference, own) && others.every(suspect => apart(reference, suspect)),
    );
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
    };
  };

  let tested = 0;
  const found: Candidate[] = [];
  for (const group of groups) {
    const first = test({ group, posterior: new Float64Array(group.length).fill(1) }, []);
    if (!first) continue;
    tested++;
    if (first.operatorE * first.purposeE < CLOSER) continue;
    const refined = refine(group, streams, sharing);
    if (
      accountsIn(refined.group, streams) < FEWEST_ACCOUNTS ||
      found.some(other => same(other.group, refined.group, streams))
    )
      continue;
    const closer = test(refined, []);
    if (closer) found.push(closer);
  }
  const suspects = found
    .filter(c => c.operatorE * c.purposeE >= SUSPECT)
    .map(c => accountsOf(c.group, streams));
  const candidates = found
    .map(candidate => (suspects.length > 1 ? (test(candidate, suspects) ?? candidate) : candidate))
    .map(candidate => ({ ...candidate, explanations: explain(candidate.group, streams, sharing, records) }))
    .sort((a, b) => b.operatorE * b.purposeE - a.operatorE * a.purposeE || a.group[0]! - b.group[0]!);
  return { candidates, tested };
}

/** A reference that shares more than a tenth with a group says nothing of how others look. */
function apart(reference: Reference, accounts: ReadonlySet<number>): boolean {
  let shared = 0;
  for (const account of reference.accounts) if (accounts.has(account)) shared++;
  return shared <= 0.1 * reference.accounts.length && shared <= 0.1 * accounts.size;
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
