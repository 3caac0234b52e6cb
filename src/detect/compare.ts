import { eOf, eProduct } from './evalue.ts';
import { nth } from './nth.ts';
import type { Profile } from './profile.ts';
import type { Sample } from './sample.ts';
import type { Test } from './tests/index.ts';

export interface Outcome {
  test: Test;
  p: number;
  figure: number;
  /** Median of the same figure in the groups compared with. */
  ordinary: number;
}

/**
 * Where more of the references than this show the very same figure, it is one that this traffic doesn't have. The
 * group's own figure has no say in it: a test left out only when it says nothing would be worth more than 1 on average.
 */
const TIES = 0.9;

/**
 * P-values of a group against reference groups. Only accounts of like volume are compared, for light use looks level
 * and calm whoever it is by; and figures of few accounts scatter more than figures of many, so both of a pair are
 * looked at in the same size. A test whose figure can't be told, of the group or in this traffic, is left out. The
 * p-value counts the references at least as extreme (Phipson & Smyth 2010: never 0).
 */
export function compare(whole: Sample, references: readonly Sample[], tests: readonly Test[]): Outcome[] {
  const range = whole.range();
  const sample = whole.within(range);
  const owns: Profile[] = [];
  const others: Profile[] = [];
  for (const reference of references) {
    const other = reference.within(range);
    const size = Math.min(sample.largest, other.largest);
    if (size === 0) continue;
    owns.push(sample.profile(size));
    others.push(other.profile(size));
  }
  return tests.flatMap(test => {
    const figure = test.of(sample.profile(sample.largest));
    if (Number.isNaN(figure)) return [];
    const told: number[] = []; // figures of the references
    let extreme = 0;
    for (let i = 0; i < others.length; i++) {
      const [own, other] = [test.of(owns[i]!), test.of(others[i]!)];
      if (Number.isNaN(own) || Number.isNaN(other)) continue;
      told.push(other);
      if (other <= own) extreme++;
    }
    if (ties(told) > TIES * told.length) return [];
    const ordinary = told.length ? nth(Float64Array.from(told), told.length >> 1) : Number.NaN;
    const p = figure > (test.upTo ?? Number.POSITIVE_INFINITY) ? 1 : (1 + extreme) / (1 + told.length);
    return [{ test, p, figure, ordinary }];
  });
}

/** How many show the one figure that most show; less, where no figure is most of them (Boyer & Moore 1991). */
function ties(figures: readonly number[]): number {
  let [most, lead] = [Number.NaN, 0];
  for (const figure of figures) {
    if (lead === 0) most = figure;
    lead += figure === most ? 1 : -1;
  }
  return figures.filter(figure => figure === most).length;
}

/**
 * One e-value of all outcomes. Within a family p-values depend on each other; twice their mean is a p-value again
 * whatever the dependence (Vovk & Wang 2020), and a test that contradicts its sister takes its weight away. Where either
 * would do, it is the mean of their e-values, an e-value again (Vovk & Wang 2021). Over families e-values are multiplied.
 */
export function combine(outcomes: readonly Outcome[]): number {
  const families = new Map<string, Map<string, number[]>>();
  for (const { test, p } of outcomes) {
    const ways = families.get(test.family) ?? new Map<string, number[]>();
    families.set(test.family, ways);
    ways.set(test.way ?? '', [...(ways.get(test.way ?? '') ?? []), p]);
  }
  return eProduct(
    [...families].map(([family, ways]) => {
      const e = mean([...ways.values()].map(ps => eOf(merged(ps))));
      return inBatches.has(family) ? mean([e, 1]) : e;
    }),
  );
}

/**
 * A queue can be worked off evenly, or by workers that take a batch each and send it in minutes: then its requests come in bursts as
 * people's do, which says nothing and costs no more than a half (1 is an e-value).
 */
const inBatches: ReadonlySet<string> = new Set<Test['family']>(['timing']);

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

const merged = (ps: readonly number[]) => (ps.length === 1 ? ps[0]! : Math.min(1, 2 * mean(ps)));
