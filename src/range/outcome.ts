import type { Label } from './leaked.ts';

/** What is true of a replay up to a step. */
export interface Outcome {
  /** Harvest so far, in exchanges; sent before its account was contained; and sent after, by accounts that a containment would have stopped. */
  harvest: number;
  leaked: number;
  stopped: number;
  /** Accounts contained so far that harvest, and that do not. */
  found: number;
  harmed: number;
}

interface Step {
  at: string;
  campaigns: readonly { verdict: string; accounts: readonly string[] }[];
}

/** What came since the step before. */
export interface Since {
  /** Accounts that stand flagged in a `harvesting` campaign for the first time. */
  found: string[];
  /** The harvest's times since then, in milliseconds. */
  leaked: number[];
  stopped: number[];
  /** Up to now. */
  truth: Outcome;
}

/** Counts along a replay, step by step, by the rules of `scoreReplay`: what it says of the whole replay, this says of its beginning. */
export class Outcomes {
  readonly #harvest: { account: string; ms: number }[];
  readonly #harvesters: ReadonlySet<string>;
  readonly #contained = new Set<string>();
  #next = 0;
  #truth: Outcome = { harvest: 0, leaked: 0, stopped: 0, found: 0, harmed: 0 };

  /** @param labels of the campaigns' exchanges, in any order */
  constructor(truth: { accounts: Record<string, { role: string }> }, labels: readonly Label[]) {
    this.#harvest = labels
      .filter(({ harvest }) => harvest)
      .map(({ account, time }) => ({ account, ms: Date.parse(time) }))
      .sort((a, b) => a.ms - b.ms);
    this.#harvesters = new Set(
      Object.entries(truth.accounts).flatMap(([account, { role }]) => (role === 'harvester' ? account : [])),
    );
  }

  /** The next step; after the last one nothing is sent any more. */
  step({ at, campaigns }: Step, isLast: boolean): Since {
    const end = Date.parse(at);
    const since: Since = { found: [], leaked: [], stopped: [], truth: this.#truth };
    this.#pass(end, since);
    for (const { verdict, accounts } of campaigns)
      if (verdict === 'harvesting')
        for (const account of accounts)
          if (!this.#contained.has(account)) {
            this.#contained.add(account);
            since.found.push(account);
          }
    // An exchange of the very moment of the step comes after the containment.
    if (isLast) this.#pass(Number.POSITIVE_INFINITY, since);
    const { harvest, leaked, stopped, found, harmed } = this.#truth;
    const hits = since.found.filter(account => this.#harvesters.has(account)).length;
    this.#truth = {
      harvest: harvest + since.leaked.length + since.stopped.length,
      leaked: leaked + since.leaked.length,
      stopped: stopped + since.stopped.length,
      found: found + hits,
      harmed: harmed + since.found.length - hits,
    };
    return { ...since, truth: this.#truth };
  }

  #pass(end: number, { leaked, stopped }: Since): void {
    for (; this.#next < this.#harvest.length; this.#next++) {
      const { account, ms } = this.#harvest[this.#next]!;
      if (ms >= end) return;
      (this.#contained.has(account) ? stopped : leaked).push(ms);
    }
  }
}
