import type { Group } from './link.ts';
import type { Streams } from './streams.ts';

/** Part of the budget for the first look at a group, and how many doublings it takes from its accounts: about three exchanges each. */
const FIRST = 0.3;
const READY = 1.2;
/** The rest is spent in equal parts on so many doublings after that: up to some 600 exchanges each. */
const DOUBLINGS = 8;
/**
 * A group is looked at again when its accounts have sent so many doublings more: looks too often have too little each. Who
 * looks by hand looks seldom, and is to be answered.
 */
export const patience = { byHand: 0.35, atEachStep: 0.7 };

/**
 * How much of its budget of false alarms a group may spend at this look. Who looks often must not be wrong more often
 * for it, so there is one budget for all looks, spent as data comes in (alpha spending, Lan & DeMets 1983; as weights of
 * e-values, Xu & Ramdas 2024): a stream's is a function of how much it has sent, and a look spends what lies between the
 * last look and this. So ten looks cost what one costs, and a harvest that begins late has all of its own budget.
 */
export class Spending {
  /** Doublings, by stream: of what it has sent now, and had sent when it was last looked at. */
  readonly #now: Float64Array;
  readonly #before: Float64Array;
  readonly #patience: number;

  /**
   * @param exchanges that were sent on each stream's budget
   * @param before the same at the last look; 0 where there was none
   * @param patience in doublings
   */
  constructor({ exchanges }: Streams['budgets'], before: Float64Array, patience: number) {
    this.#patience = patience;
    this.#now = exchanges.map(doublings);
    this.#before = before.map(doublings);
  }

  /** 0 to 1: what the group may spend; the mean over its streams. */
  share(group: Group): number {
    // Of a part of the time a stream has sent less than it had before.
    return mean(group, s => Math.max(0, budget(this.#now[s]!) - budget(this.#before[s]!)));
  }

  /** Whether enough has come in since the last look at it for another to be worth its price. */
  isDue(group: Group): boolean {
    const now = mean(group, s => this.#now[s]!);
    return now >= READY && now - mean(group, s => this.#before[s]!) >= this.#patience;
  }
}

const doublings = (exchanges: number) => Math.log2(Math.max(1, exchanges));

const budget = (at: number) =>
  FIRST * Math.min(1, at / READY) + (1 - FIRST) * Math.min(1, Math.max(0, at - READY) / DOUBLINGS);

function mean(group: Group, of: (s: number) => number): number {
  let sum = 0;
  for (const s of group) sum += of(s);
  return sum / group.length;
}
