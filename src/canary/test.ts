import { sides } from './choice.ts';
import type { Counts } from './count.ts';

/** What a key's test of a suspect's texts found. */
export interface KeyTest {
  /**
   * How likely a key drawn at random, by somebody who knew neither texts nor model, would agree with them as well as this one does or better.
   * Exact.
   */
  p_value: number;
  /** Choices of the texts, in so many pairs and contexts: each of these is one bit of the key. */
  choices: number;
  bits: number;
  /** Of these, how many lean the key's way, among those that lean at all. */
  agree: number;
  lean: number;
}

/**
 * The alternative that the weights are made for: a tenth of what the student was taught was marked. And how far a model's own habits are
 * taken to be from the references': a beta distribution with the weight of so many choices. Whatever these are, the test is exact; they
 * decide how much it sees (docs/canary.md).
 */
const DOSE = 0.1;
const HABIT = 40;
/** Of references, so many choices of the whole pair are taken together with those of a context. */
const PRIOR = 20;
/** The weights are rounded to so many steps altogether. */
const STEPS = 20_000;

/**
 * Tests texts for keys' marks. Each pair in each context is a bit of the key, a fair coin and independent of all others whatever the
 * texts are: they were not made by it, or the hypothesis is false. So with weights that are made of the texts alone, the sum of the weights with the
 * signs that a key gives them has a distribution over keys that is known: it is counted out once, and no tail is approximated.
 *
 * @param baseline what others choose who are known not to be marked: without them, the suspect's own habit in all contexts together
 */
export function keyTester(suspect: Counts, baseline?: Counts): (key: Buffer) => KeyTest {
  const weights: { pair: string; context: string; weight: number }[] = [];
  let choices = 0;
  for (const [pair, contexts] of suspect) {
    const habits = habitsOf((baseline ?? suspect).get(pair), baseline !== undefined);
    for (const [context, both] of contexts) {
      choices += both[0] + both[1];
      weights.push({ pair, context, weight: weightOf(both, habits(context)) });
    }
  }
  const total = weights.reduce((sum, { weight }) => sum + Math.abs(weight), 0) || 1;
  // Sorted, so that no order in which texts came changes the last digit.
  const whole = weights
    .map(({ weight, ...rest }) => ({ ...rest, size: Math.round((STEPS * weight) / total) }))
    .filter(({ size }) => size !== 0)
    .sort((a, b) => Math.abs(a.size) - Math.abs(b.size));
  const tails = tailsOf(whole.map(({ size }) => Math.abs(size)));
  return key => {
    const side = sides(key);
    const against = whole.filter(({ pair, context, size }) => (side(pair, context) ? size < 0 : size > 0));
    return {
      p_value: tails[against.reduce((sum, { size }) => sum + Math.abs(size), 0)]!,
      choices,
      bits: weights.length,
      agree: whole.length - against.length,
      lean: whole.length,
    };
  };
}

/** By context, the share of a pair's second wording that habit would have. */
function habitsOf(
  contexts: ReadonlyMap<string, [number, number]> | undefined,
  isOfOthers: boolean,
): (context: string) => number {
  let [first, second] = [0, 0];
  for (const both of contexts?.values() ?? []) {
    first += both[0];
    second += both[1];
  }
  const whole = (second + 0.5) / (first + second + 1);
  return context => {
    const [a, b] = (isOfOthers && contexts?.get(context)) || [0, 0];
    return Math.min(0.995, Math.max(0.005, (b + PRIOR * whole) / (a + b + PRIOR)));
  };
}

/** The log of how much likelier these choices are where the key has the second wording than where it has the first. */
function weightOf([first, second]: readonly [number, number], habit: number): number {
  const likely = (share: number) => rising(HABIT * share, second) + rising(HABIT * (1 - share), first); // beta-binomial, but for what both have
  return likely((1 - DOSE) * habit + DOSE) - likely((1 - DOSE) * habit);
}

/** The log of x (x + 1) … (x + n - 1). */
function rising(x: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.log(x + i);
  return sum;
}

/**
 * By how much of the sizes is against a key, how likely it is that no more is against one drawn at random: each size is or isn't, by a fair
 * coin. Counted out, one size after the other.
 */
function tailsOf(sizes: readonly number[]): Float64Array {
  let chances = new Float64Array([1]);
  for (const size of sizes) {
    const next = new Float64Array(chances.length + size);
    for (let k = 0; k < chances.length; k++) {
      const half = chances[k]! / 2;
      next[k]! += half;
      next[k + size]! += half;
    }
    chances = next;
  }
  // From the smallest on, so that nothing of them is lost. Below the smallest number that there is, that one is said.
  for (let k = 1; k < chances.length; k++) chances[k]! += chances[k - 1]!;
  return chances.map(chance => Math.min(1, Math.max(chance, Number.MIN_VALUE)));
}

/** Holm (1979): p-values of several keys that were tried on the same suspect, so that any of them may be believed. */
export function holm(values: readonly number[]): number[] {
  const order = values.map((p, i) => ({ p, i })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(values.length);
  let least = 0;
  for (const [rank, { p, i }] of order.entries()) {
    least = Math.max(least, Math.min(1, p * (values.length - rank)));
    adjusted[i] = least;
  }
  return adjusted;
}
