import { StillwatchError } from '../errors.ts';
import { existedBy, membersBy, undated } from './asof.ts';
import type { Corpus, Suspect } from './corpus.ts';
import type { Dose, DoseCurve } from './dose.ts';
import { gather } from './gather.ts';
import { type Judged, type Judgement, judge, type Lineup, lineupOf } from './judge.ts';
import { type Passage, passagesOf } from './passages.ts';
import { plainly } from './plain.ts';
import { candidatesOf, type Family } from './scores.ts';
import { type Space, spaceOf } from './space.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** A candidate in the document, as the contract has it and more. */
export interface Teacher {
  family: string;
  vendor: string;
  rank: number;
  score: number;
  /** Holds for all tested candidates together (Holm). */
  p_value: number;
  /** Of this candidate alone: for who asks of no other. */
  p_unadjusted: number;
  /** Standard errors above what the suspect's closeness to the other families foretells. */
  excess: number;
  /** Anything from 0 to 1 where no unrelated model is known to mix with. */
  dose: Dose;
  /** What the dose is read from: how near each share comes, and how near the suspect; null where it is of nothing. */
  curve: Omit<DoseCurve, 'dose'> | null;
  tested: boolean;
}

/** What `lineage test --json` prints. */
export interface LineageTest {
  verdict: Verdict;
  /** The verdict in sentences: what was found, what is lacking, what would explain it innocently. */
  reasons: string[];
  innocent: string[];
  teachers: Teacher[];
  /** By their best family. */
  vendors: { vendor: string; rank: number; score: number }[];
  /** The first's score less the second's; null where there is one. */
  margin: number | null;
  prompts_used: number;
  null: { models: number; groups: number; pairs: number; least_p: number; values: number[] };
  /** The first's. */
  curve: Omit<DoseCurve, 'dose'> | null;
  /** Without first sentences and markup: who is first then, and the p-value of the one who is first above. */
  second_view: { first: string; p_unadjusted: number } | null;
  passages: Passage[];
  /** What suspect and first teacher both do more, or less, than others; in standard deviations of the others. */
  marks: { view: string; text: string; suspect: number; teacher: number }[];
  notes: string[];
}

export interface TestOptions {
  /** References released after are no candidates; a year, a month or a day. */
  asof?: string;
  /** The suspect's data group: models of the references that share its training data. */
  group?: string;
  /** Test these families only. All are ranked. */
  teachers?: readonly string[];
  onStep?: (step: string) => void;
}

/**
 * Whether a suspect was trained on a family's answers. Everything learnt is learnt from the references given; nothing is kept between calls.
 * Throws LINEAGE_MANIFEST, LINEAGE_ANSWERS, LINEAGE_PROMPTS, and USAGE where a family that is to be tested can't be.
 */
export async function testLineage(
  suspect: Suspect,
  references: string,
  options: TestOptions = {},
): Promise<LineageTest> {
  const { corpus, at, itself, notes } = await gather(suspect, references, options);
  const found = examine(corpus, at, options, notes);
  const said = itself.map(
    one => `${one}: the suspect may be no student but that model itself, or pass its answers on.`,
  );
  return { ...found, reasons: [...found.reasons, ...said] };
}

/** The same of a corpus that is read already; `suspect` is one of its members. */
export function examine(
  corpus: Corpus,
  suspect: number,
  options: TestOptions = {},
  notes: string[] = [],
): LineageTest {
  const { asof, teachers = [] } = options;
  const { members } = corpus;
  const families = candidatesOf(members);
  const unknown = teachers.find(name => !families.some(({ family }) => family === name));
  if (unknown !== undefined)
    throw new StillwatchError(
      'USAGE',
      `no reference is of the family ${unknown}`,
      `The families are ${families.map(({ family }) => family).join(', ') || 'none: the manifest has no model with the role reference'}.`,
    );
  if (asof) notes.push(...undated(members));
  options.onStep?.('comparing');
  const existed = existedBy(members, asof);
  const late = families.find(one => teachers.includes(one.family) && !existed(one));
  if (late)
    throw new StillwatchError(
      'USAGE',
      `no reference of the family ${late.family} had been released by ${asof}`,
      'Test another family, or at a later date.',
    );
  const leftOut = new Set([members[suspect]!.group]);
  const space = spaceOf({ ...corpus, members: membersBy(members, asof) });
  options.onStep?.('comparing again, without openings and markup');
  const lineup = lineupOf(space, leftOut, spaceOf(plainly(space.corpus)));
  options.onStep?.('mixing');
  const judgement = judge(lineup, suspect, { isCandidate: existed, tested: teachers, doses: true });
  const [first, second] = judgement.candidates;
  const again = first ? secondView(lineup, suspect, existed, first) : null;
  const summary = verdictOf(judgement, lineup, again, asof);
  return {
    ...summary,
    teachers: judgement.candidates.map(teacherOf),
    vendors: vendorsOf(judgement.candidates),
    margin: first && second ? rounded(first.score - second.score) : null,
    prompts_used: corpus.prompts.filter((_, p) => members[suspect]!.answers[p]!.length > 0).length,
    null: {
      models: lineup.null.models,
      groups: lineup.null.groups,
      pairs: judgement.values.length,
      least_p: 1 / (1 + judgement.values.length),
      values: Array.from(judgement.values, rounded),
    },
    curve: first ? curveOf(first) : null,
    second_view: again,
    passages: first ? passagesOf(space.corpus, suspect, first, lineup.families, 5) : [],
    marks: first ? marksOf(space, suspect, first) : [],
    notes,
  };
}

function secondView(
  { second }: Lineup,
  suspect: number,
  isCandidate: (family: Family) => boolean,
  first: Judged,
): LineageTest['second_view'] {
  const { candidates } = judge(second!, suspect, { isCandidate });
  const same = candidates.find(({ family }) => family === first.family)!;
  return { first: candidates[0]!.family, p_unadjusted: same.p_unadjusted };
}

const teacherOf = (candidate: Judged): Teacher => ({
  family: candidate.family,
  vendor: candidate.vendor,
  rank: candidate.rank,
  score: rounded(candidate.score),
  p_value: candidate.p_value,
  p_unadjusted: candidate.p_unadjusted,
  excess: Number.isNaN(candidate.excess) ? 0 : rounded(candidate.excess),
  dose: candidate.dose?.dose ?? { estimate: 0, low: 0, high: 1 },
  curve: curveOf(candidate),
  tested: candidate.tested,
});

function curveOf({ dose }: Judged): Teacher['curve'] {
  if (!dose) return null;
  const point = ({ share, ...scores }: DoseCurve['curve'][number]) => ({
    share,
    score: rounded(scores.score),
    low: rounded(scores.low),
    high: rounded(scores.high),
  });
  return { curve: dose.curve.map(point), score: rounded(dose.score), mixtures: dose.mixtures };
}

function vendorsOf(candidates: Judgement['candidates']): LineageTest['vendors'] {
  const best = new Map<string, number>();
  for (const { vendor, score } of candidates) if (!best.has(vendor)) best.set(vendor, score);
  return [...best].map(([vendor, score], k) => ({ vendor, rank: k + 1, score: rounded(score) }));
}

function marksOf({ styles, standard }: Space, suspect: number, { snapshots }: Family): LineageTest['marks'] {
  return styles
    .flatMap((view, v) => {
      const { rows } = standard[v]!;
      return Array.from(rows[suspect]!, (mine, k) => ({
        view: view.name,
        text: view.label(k),
        suspect: rounded(mine),
        teacher: rounded(snapshots.reduce((sum, i) => sum + rows[i]![k]!, 0) / snapshots.length),
      }));
    })
    .filter(({ suspect: a, teacher: b }) => a * b > 0)
    .sort(
      (a, b) =>
        Math.min(Math.abs(b.suspect), Math.abs(b.teacher)) -
        Math.min(Math.abs(a.suspect), Math.abs(a.teacher)),
    )
    .slice(0, 8);
}

const rounded = (n: number): number => Math.round(n * 1e4) / 1e4;
