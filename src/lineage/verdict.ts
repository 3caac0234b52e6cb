import type { Judged, Judgement, Lineup } from './judge.ts';
import { FEWEST } from './null.ts';

export type Verdict = 'distilled' | 'shared-style-or-contamination' | 'not-determined';

/** Below this chance, over all candidates together, a closeness isn't put down to chance. */
const LEVEL = 0.01;

/** Less than this share of a teacher's answers may have come with the web's own mass of model-written text. */
const LEAST_DOSE = 0.3;

interface Said {
  verdict: Verdict;
  reasons: string[];
  innocent: string[];
}

/** What the figures say, and what they can't. */
export function verdictOf(
  { candidates, values }: Judgement,
  lineup: Lineup,
  again: { first: string } | null,
  asof?: string,
): Said {
  const [first] = candidates;
  if (!first)
    return {
      verdict: 'not-determined',
      reasons: [
        asof
          ? `No reference had been released by ${asof}.`
          : 'The references have no model with the role reference: there is no possible teacher.',
      ],
      innocent: [],
    };
  const tested = candidates.filter(one => one.tested);
  const close = candidates.filter(({ p_value }) => p_value < LEVEL);
  const distilled = first.p_value < LEVEL && (first.dose?.dose.estimate ?? 0) >= LEAST_DOSE;
  const reasons = [ranked(first, candidates[1])];
  if (first.dose && lineup.null.models) reasons.push(doseText(first));
  if (again && again.first !== first.family)
    reasons.push(
      `Without first sentences and markup ${again.first} is nearest instead: the closeness is of openings and layout.`,
    );
  if (distilled)
    return {
      verdict: 'distilled',
      reasons: [
        ...reasons,
        `No such closeness would come about by chance: p ${short(first.p_value)} over ${candidatesText(tested.length)}.`,
      ],
      innocent: innocentOf(first),
    };
  if (close.length)
    return {
      verdict: 'shared-style-or-contamination',
      reasons: [...reasons, why(first, close)],
      innocent: innocentOf(close[0]!),
    };
  return {
    verdict: 'not-determined',
    reasons: [...reasons, lacking(tested, values, lineup)],
    innocent: [],
  };
}

function ranked(first: Judged, second: Judged | undefined): string {
  const then = second ? `, then to ${second.family} (${second.score.toFixed(2)})` : '';
  return `The suspect's answers are nearest to ${first.family} of ${first.vendor} (${first.score.toFixed(2)})${then}.`;
}

function doseText({ family, dose }: Judged): string {
  const { estimate, low, high } = dose!.dose;
  const per = (share: number) => `${Math.round(share * 100)}%`;
  return `As near comes an unrelated model ${per(estimate)} of whose answers are ${family}'s own (${per(low)} to ${per(high)} over ${dose!.mixtures} simulated mixtures).`;
}

function why(first: Judged, close: readonly Judged[]): string {
  const nearest = close[0]!;
  if (nearest.family !== first.family)
    return `${nearest.family} is nearer than chance would have it (p ${short(nearest.p_value)}), but isn't the nearest: what they share may come from a common source.`;
  return `That is nearer than chance would have it (p ${short(first.p_value)}), but a share below ${LEAST_DOSE * 100}% is what the web's own model-written text may bring.`;
}

/** Where nothing is found, whether anything could have been. */
function lacking(tested: readonly Judged[], values: Float64Array, { null: { models } }: Lineup): string {
  if (values.length === 0)
    return `Nothing is known of chance: the references have too few models that are known not to be its students. Add controls, or references of other families, of at least ${FEWEST} groups for each family.`;
  const least = tested.length / (1 + values.length);
  if (least >= LEVEL) {
    const needed = Math.ceil((models * (tested.length / LEVEL)) / values.length);
    const fewer = tested.length > 1 ? ', or --teacher FAMILY, to test fewer candidates' : '';
    return `With ${models} unrelated models no p-value over ${candidatesText(tested.length)} can be below ${short(least)}. About ${needed} models would do${fewer}.`;
  }
  // The first of those that were asked for: they are in the order of their ranks.
  const { family, p_unadjusted, p_value } = tested[0]!;
  const above = Math.round(p_unadjusted * (values.length + 1)) - 1;
  return `As near to ${family} come others by chance: of ${values.length} pairs of a model and a family that isn't its teacher ${above} ${above === 1 ? 'is' : 'are'} as near (p ${short(p_unadjusted)} alone, ${short(p_value)} over ${candidatesText(tested.length)}).`;
}

const candidatesText = (n: number): string => (n === 1 ? 'one candidate' : `${n} candidates`);

const innocentOf = ({ family, vendor }: Judged): string[] => [
  `The same base: both may be tuned from one model, or the suspect from ${family} itself where its weights are public. That is no distillation through an interface. Compare with that base as a control.`,
  `The same public data: a data set of ${family}'s answers that anybody can download trains a student without a single request to ${vendor}.`,
  `The web: text that ${family} wrote is on it, and in what is collected from it. The dose tells how much of it that would have to be.`,
];

const short = (p: number): string => (p >= 0.001 ? String(Number(p.toPrecision(2))) : p.toExponential(1));
