import type { KeptAnswers } from './kept.ts';

export type Limit = { tokens: number } | { requests: number };

/** A request that the budget has nothing left for. */
export class Spent extends Error {}

/** What the answers of a file may cost together: never more is asked for, whatever becomes of requests under way. */
export class Budget {
  readonly #limit: Limit | undefined;
  readonly #kept: KeptAnswers;
  readonly #before: number;
  /** Tokens that requests under way may cost, and those may have that were lost: nobody says. */
  #held = 0;
  requests = 0;

  constructor(limit: Limit | undefined, kept: KeptAnswers) {
    this.#limit = limit;
    this.#kept = kept;
    this.#before = kept.count;
  }

  /** Whether it is of tokens, and the endpoint doesn't say how many an answer takes. */
  get blind(): boolean {
    return this.#limit !== undefined && 'tokens' in this.#limit && this.#kept.untold > 0;
  }

  /** Before a prompt is asked; `most` tokens. */
  hold(most: number): void {
    if (this.#limit && 'tokens' in this.#limit)
      if (this.blind || this.#kept.tokens + this.#held + most > this.#limit.tokens) throw new Spent();
    this.#held += most;
  }

  release(most: number): void {
    this.#held -= most;
  }

  lose(most: number): void {
    this.#held += most;
  }

  /** Each time a request is sent, another try too. */
  send(): void {
    if (this.#limit && 'requests' in this.#limit && this.#before + this.requests >= this.#limit.requests)
      throw new Spent();
    this.requests++;
  }
}
