import type { Member } from './corpus.ts';
import { solve } from './linear.ts';
import type { Family } from './scores.ts';

/** Shares of the spread by which the regressions may be shrunk; which, says leave-one-group-out error. */
const RIDGES = [0.01, 0.03, 0.1, 0.3, 1, 3, 10];

/** Below this many groups of unrelated models a regression says nothing. */
export const FEWEST = 8;

/** One family's regression: how close unrelated models are to it, given how close they are to all the others. */
interface Regression {
  groups: string[];
  /** groups × others, standardised, and what standardises. */
  inputs: Float64Array[];
  mean: Float64Array;
  spread: Float64Array;
  outputs: Float64Array;
  others: number[];
}

export interface Null {
  /** The excess of each unrelated model over what its closeness to other families foretells, in standard errors: sorted. */
  values: Float64Array;
  /** Which member and family each of `values` is of. */
  pairs: { member: number; family: number; value: number }[];
  models: number;
  groups: number;
  ridge: number;
  /** The same of a suspect, by its cosines; NaN where there are too few unrelated models. */
  of(scores: Float64Array): Float64Array;
}

/**
 * The null: models are its unit. For each family, the closeness of models not known to be its students is regressed on their closeness to
 * all other families (ridge), a group one observation; what is left, over its leave-one-group-out spread, is comparable between families,
 * and pooled. A model that is near to everybody's common middle is near to one family for no reason of its own; what the regression takes
 * out is that. A null model's own group never takes part in its own excess, as the suspect's doesn't in the suspect's.
 *
 * @param scores members × families, held out (scores.ts).
 */
export function nullOf(
  members: readonly Member[],
  families: readonly Family[],
  scores: readonly Float64Array[],
  leftOut: ReadonlySet<string>,
): Null {
  const unrelated = families.map(({ family }) =>
    members.flatMap((member, i) =>
      member.role === 'suspect' || leftOut.has(member.group) || isRelated(member, family) ? [] : [i],
    ),
  );
  const regressions = families.map((_, f) =>
    regressionOf(f, families.length, members, scores, unrelated[f]!),
  );
  const usable = regressions.filter(({ groups }) => groups.length >= FEWEST);
  const ridge = usable.length ? bestRidge(usable) : RIDGES.at(-1)!;
  const pairs: Null['pairs'] = [];
  const taking = new Set<number>();
  const excesses = regressions.map(regression =>
    regression.groups.length < FEWEST ? null : fitOf(regression, ridge),
  );
  excesses.forEach((excess, f) => {
    if (!excess) return;
    const without = new Map<string, Fit>();
    for (const member of unrelated[f]!) {
      const { group } = members[member]!;
      const held = without.get(group) ?? fitOf(regressions[f]!, ridge, group);
      without.set(group, held);
      pairs.push({ member, family: f, value: held(scores[member]!, f) });
      taking.add(member);
    }
  });
  return {
    values: Float64Array.from(pairs, ({ value }) => value).sort(),
    pairs,
    models: taking.size,
    groups: new Set([...taking].map(i => members[i]!.group)).size,
    ridge,
    of: suspect => Float64Array.from(excesses, (excess, f) => excess?.(suspect, f) ?? Number.NaN),
  };
}

/** A family's snapshots and students aren't unrelated to it. */
const isRelated = ({ family, teachers }: Member, to: string): boolean =>
  family === to || teachers.includes(to);

function regressionOf(
  f: number,
  families: number,
  members: readonly Member[],
  scores: readonly Float64Array[],
  unrelated: readonly number[],
): Regression {
  const byGroup = grouped(unrelated, i => members[i]!.group);
  const others = Array.from({ length: families }, (_, k) => k).filter(k => k !== f);
  const average = (list: readonly number[], k: number) =>
    list.reduce((sum, i) => sum + scores[i]![k]!, 0) / list.length;
  const lists = [...byGroup.values()];
  const raw = lists.map(list => Float64Array.from(others, k => average(list, k)));
  const mean = Float64Array.from(others, (_, k) => raw.reduce((sum, row) => sum + row[k]!, 0) / raw.length);
  const spread = Float64Array.from(
    others,
    (_, k) => Math.sqrt(raw.reduce((sum, row) => sum + (row[k]! - mean[k]!) ** 2, 0) / raw.length) || 1,
  );
  return {
    groups: [...byGroup.keys()],
    inputs: raw.map(row => row.map((value, k) => (value - mean[k]!) / spread[k]!)),
    mean,
    spread,
    outputs: Float64Array.from(lists, list => average(list, f)),
    others,
  };
}

function grouped<T>(list: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const value of list) map.set(keyOf(value), [...(map.get(keyOf(value)) ?? []), value]);
  return map;
}

/** The excess of a model's cosine to family f, in standard errors. */
type Fit = (scores: Float64Array, f: number) => number;

function fitOf(regression: Regression, ridge: number, without?: string): Fit {
  const kept = regression.groups.flatMap((group, i) => (group === without ? [] : [i]));
  const left = residuals(regression, ridge);
  const error = Math.sqrt(kept.reduce((sum, i) => sum + left[i]! ** 2, 0) / kept.length) || 1e-9;
  const wider = error * Math.sqrt(1 + 1 / kept.length);
  const { slopes, level } = ridgeFit(regression, ridge, kept);
  const { others, mean, spread } = regression;
  return (scores, f) => {
    let foretold = level;
    others.forEach((k, at) => {
      foretold += (slopes[at]! * (scores[k]! - mean[at]!)) / spread[at]!;
    });
    return (scores[f]! - foretold) / wider;
  };
}

function ridgeFit({ inputs, outputs }: Regression, ridge: number, kept: readonly number[]) {
  const width = inputs[0]!.length;
  const level = kept.reduce((sum, i) => sum + outputs[i]!, 0) / kept.length;
  const matrix = new Float64Array(width * width);
  const target = new Float64Array(width);
  for (const i of kept)
    for (let a = 0; a < width; a++) {
      target[a]! += inputs[i]![a]! * (outputs[i]! - level);
      for (let b = 0; b < width; b++) matrix[a * width + b]! += inputs[i]![a]! * inputs[i]![b]!;
    }
  for (let a = 0; a < width; a++) matrix[a * width + a]! += ridge * kept.length;
  return { slopes: solve(matrix, target), level };
}

const kept = new WeakMap<Regression, Map<number, Float64Array>>();

/** Each group's output less what the others' regression foretells. */
function residuals(regression: Regression, ridge: number): Float64Array {
  const known = kept.get(regression) ?? new Map<number, Float64Array>();
  kept.set(regression, known);
  const all = regression.groups.map((_, i) => i);
  const left =
    known.get(ridge) ??
    Float64Array.from(all, i => {
      const { slopes, level } = ridgeFit(
        regression,
        ridge,
        all.filter(j => j !== i),
      );
      return (
        regression.outputs[i]! - level - slopes.reduce((sum, s, k) => sum + s * regression.inputs[i]![k]!, 0)
      );
    });
  known.set(ridge, left);
  return left;
}

function bestRidge(regressions: readonly Regression[]): number {
  const errorOf = (ridge: number) =>
    regressions.reduce((sum, regression) => {
      const { outputs } = regression;
      const mean = outputs.reduce((a, b) => a + b, 0) / outputs.length;
      const around = outputs.reduce((a, b) => a + (b - mean) ** 2, 0) || 1;
      return sum + residuals(regression, ridge).reduce((a, b) => a + b * b, 0) / around;
    }, 0);
  return RIDGES.map(ridge => ({ ridge, error: errorOf(ridge) })).reduce((a, b) => (b.error < a.error ? b : a))
    .ridge;
}

/** (1 + how many of the null are as large) / (1 + how many there are): never less than the null can say. */
export function pValueOf(values: Float64Array, value: number): number {
  if (Number.isNaN(value)) return 1;
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return (1 + values.length - low) / (1 + values.length);
}

/** Holm (1979): p-values that hold for all hypotheses together, however they depend on each other. */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!);
  const out = [...pValues];
  let least = 0;
  order.forEach((i, k) => {
    least = Math.max(least, Math.min(1, (pValues.length - k) * pValues[i]!));
    out[i] = least;
  });
  return out;
}
