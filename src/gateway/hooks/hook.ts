import type { IncomingHttpHeaders } from 'node:http';
import type { Pseudonyms } from '../../exchange/index.ts';
import type { Decision, DecisionRequest } from '../../policy/index.ts';
import { Buckets } from '../buckets.ts';
import { obligationsOf } from '../obligations.ts';
import { type Refusal, refusals } from '../refusal.ts';

/** What somebody else's gateway asks. */
export interface HookRequest {
  method: string;
  /** What follows the hook's own path. */
  rest: string;
  headers: IncomingHttpHeaders;
  /** JSON where it was JSON, else text. */
  body: unknown;
}

export interface HookAnswer {
  status: number;
  headers?: Record<string, string>;
  /** JSON. */
  body?: unknown;
}

/** An adapter: one gateway's question into a decision, and the decision into its words. */
export interface Hook {
  /** Under /hooks/; what is asked below it is the hook's too. */
  path: string;
  about: string;
  handle(request: HookRequest, decide: HookDecide): Promise<HookAnswer>;
}

export type HookDecide = (request: DecisionRequest) => Decision | Promise<Decision>;

export interface HookOptions {
  pseudonyms: Pseudonyms;
  /** A header in which the gateway says who it is (Envoy). */
  accountHeader?: string | undefined;
  channel?: string | undefined;
}

/** The model of a request of which it is not known. */
export const UNSPECIFIED = 'unspecified';

/** Makes refusals of decisions. It keeps the pace of accounts that are slowed down, as the gateways do not. */
export class Verdicts {
  readonly #buckets = new Buckets();

  refusal({ account, model }: DecisionRequest, decision: Decision): Refusal | undefined {
    const { reference } = decision;
    if (decision.decision === 'verify') return refusals.verify(reference);
    if (decision.decision === 'suspend') return refusals.suspend(reference);
    if (decision.decision === 'hold') return refusals.hold(model, reference);
    const { rate } = obligationsOf(decision);
    const wait = rate ? this.#buckets.take(account, rate) : 0;
    return wait > 0 ? refusals.slow(Math.ceil(wait / 1000), reference) : undefined;
  }
}
