import { type DoseCurve, doseOf } from './dose.ts';
import { Metric } from './metric.ts';
import { holm, type Null, nullOf, pValueOf } from './null.ts';
import { candidatesOf, type Family, heldOut, nearest, toCentre } from './scores.ts';
import type { Space } from './space.ts';

/** A candidate, judged. */
export interface Judged extends Family {
  rank: number;
  /** The cosine to its nearest snapshot, the mean of both looks; ranks. */
  score: number;
  /** The excess over what closeness to the other families foretells, in standard errors. */
  excess: number;
  /** Whether it is among those that were asked for; all are ranked. */
  tested: boolean;
  /** Over all tested candidates together (Holm), and of this one alone. */
  p_value: number;
  p_unadjusted: number;
  dose: DoseCurve | null;
}

/** What any suspect of the same data group is held against. */
export interface Lineup {
  space: Space;
  families: Family[];
  metric: Metric;
  null: Null;
  /** Groups that nothing was learnt from. */
  leftOut: ReadonlySet<string>;
  /** The same without openings and markup (plain.ts). Ranks are of both: what is easily changed mustn't decide alone. */
  second: Lineup | null;
}

export interface Judgement {
  /** Best first. */
  candidates: Judged[];
  /** The null's values of the candidates, sorted. */
  values: Float64Array;
}

export interface JudgeOptions {
  /** Whether a family can be a teacher; all, where not given. */
  isCandidate?: (family: Family) => boolean;
  /** The families that are tested, where not all are: fewer, so that each needs less. */
  tested?: readonly string[];
  /** Without it no doses. */
  doses?: boolean;
}

export function lineupOf(space: Space, leftOut: ReadonlySet<string>, second: Space | null = null): Lineup {
  const { members } = space.corpus;
  const families = candidatesOf(members);
  const scores = heldOut(space, families, leftOut);
  return {
    space,
    families,
    metric: new Metric(space, leftOut),
    null: nullOf(members, families, scores, leftOut),
    leftOut,
    second: second && lineupOf(second, leftOut),
  };
}

/** Who of the families may have taught member `suspect`. */
export function judge(lineup: Lineup, suspect: number, options: JudgeOptions = {}): Judgement {
  const { space, families, metric } = lineup;
  const point = metric.member(suspect);
  const excesses = lineup.null.of(Float64Array.from(families, family => toCentre(point, family, metric)));
  const candidates = families.flatMap((family, at) => ((options.isCandidate?.(family) ?? true) ? [at] : []));
  const isTested = (at: number) => !options.tested?.length || options.tested.includes(families[at]!.family);
  // The null is of the candidates only: families that can't be it widen it for nothing.
  const values = Float64Array.from(
    lineup.null.pairs.filter(({ family }) => candidates.includes(family)),
    ({ value }) => value,
  ).sort();
  const tested = candidates.filter(isTested);
  const together = holm(tested.map(at => pValueOf(values, excesses[at]!)));
  const judged = candidates
    .map(
      (at): Judged => ({
        ...families[at]!,
        rank: 0,
        score: scoreOf(lineup, families[at]!, suspect),
        excess: excesses[at]!,
        p_unadjusted: pValueOf(values, excesses[at]!),
        tested: isTested(at),
        p_value: isTested(at) ? together[tested.indexOf(at)]! : 1,
        dose: null,
      }),
    )
    .sort((a, b) => b.score - a.score);
  judged.forEach((candidate, k) => {
    candidate.rank = k + 1;
    const most = k < FIRST ? { hosts: 8, snapshots: 3 } : { hosts: 3, snapshots: 1 };
    if (options.doses)
      candidate.dose = doseOf(space, metric, point, candidate, hostsOf(lineup, suspect, candidate), most);
  });
  return { candidates: judged, values };
}

/** So many candidates get a dose of many mixtures; it costs. */
const FIRST = 3;

function scoreOf({ metric, second }: Lineup, family: Family, suspect: number): number {
  const score = nearest(metric.member(suspect), family, metric, suspect);
  return second ? (score + scoreOf(second, family, suspect)) / 2 : score;
}

/** Models that the teacher's answers may be mixed into: one of each group that isn't related, controls first. */
function hostsOf({ space, leftOut }: Lineup, suspect: number, { family, vendor }: Family): number[] {
  const { members } = space.corpus;
  const groups = new Set<string>();
  const ordered = ['control', 'student', 'reference'].flatMap(role =>
    members.flatMap((member, i) => (member.role === role ? [i] : [])),
  );
  return ordered.filter(i => {
    const member = members[i]!;
    const related = member.family === family || member.vendor === vendor || member.teachers.includes(family);
    if (i === suspect || related || leftOut.has(member.group) || groups.has(member.group)) return false;
    groups.add(member.group);
    return true;
  });
}
