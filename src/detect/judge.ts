import type { Candidate } from './candidates.ts';
import type { NearestMiss, Verdict } from './document.ts';
import { eBonferroni } from './evalue.ts';
import { accountsIn, type Group } from './link.ts';
import type { Membership } from './refine.ts';
import type { Streams } from './streams.ts';
import { asking } from './tester.ts';

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
  const purposeful = candidates.map(isPurposeful);
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

export const isPurposeful = ({ outcomes, e }: Candidate) =>
  asking(outcomes, 'purpose').some(({ p }) => p <= PURPOSE_P) && e.purpose > 1;

export const innocent = ({ candidate }: Judged) =>
  candidate.explanations.find(({ verdict }) => verdict === 'not ruled out');

/** E-value at which a group is an operator's of its own within one that is reported: of one question, at a level of 1%. */
export const STANDS = 100;

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
