import type { IncomingHttpHeaders } from 'node:http';
import type { Pseudonyms } from '../../exchange/index.ts';
import type { Decision, DecisionRequest } from '../../policy/index.ts';
import { Buckets } from '../buckets.ts';
import { strictestOf } from '../decide.ts';
import { MOST_MODELS, UNSPECIFIED } from '../models.ts';
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

/** Whom a request is attributed to that names nobody. */
export const ANONYMOUS = 'anonymous';

/** The decision about a request that may be answered by any of these models, and for which it is the strictest. */
export async function decideAll(
  decide: HookDecide,
  { models, ...rest }: { account: string; models: readonly string[]; channel: string | undefined },
): Promise<{ request: DecisionRequest; decision: Decision }> {
  if (models.length > MOST_MODELS) {
    const reasons = [{ policy: 'gateway', text: `it names more than ${MOST_MODELS} models` }];
    return {
      request: { ...rest, model: models[0]! },
      decision: { decision: 'hold', obligations: [], reasons },
    };
  }
  const asked = models.length ? models : [UNSPECIFIED];
  const made = asked.map(async model => [model, await decide({ ...rest, model })] as [string, Decision]);
  const [model, decision] = strictestOf(await Promise.all(made));
  return { request: { ...rest, model }, decision };
}

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
