import { byStrictness, type Decision, type DecisionRequest } from '../policy/index.ts';
import type { Counts } from './counts.ts';
import type { Log } from './log.ts';

export type Decide = (request: DecisionRequest, signal: AbortSignal) => Decision | Promise<Decision>;

/** The question itself is refused: nothing is away, so nothing is let through for that. */
export class Undecidable extends Error {
  override name = 'Undecidable';
}

export interface AskOptions {
  decide: Decide;
  /** What to do without a decision: let through, or not. */
  fail: 'open' | 'closed';
  /** How long to wait for one, in milliseconds. */
  within: number;
  counts: Counts;
  log: Log;
}

/** The decision, or undefined where the request is to be refused: none came in time and the gateway is set so, or none can be made. Never throws. */
export async function ask(request: DecisionRequest, options: AskOptions): Promise<Decision | undefined> {
  const { decide, fail, within, counts, log } = options;
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  try {
    const decision = decide(request, stop.signal);
    if (!(decision instanceof Promise)) return decision;
    return await Promise.race([
      decision,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`no decision within ${within} ms`)), within);
      }),
    ]);
  } catch (error) {
    stop.abort();
    // A client that could make a question that is refused would otherwise be let through for it.
    const fallback = error instanceof Undecidable ? 'closed' : fail;
    counts.add('undecided', fallback);
    log('undecided', { fallback, reason: (error as Error).message });
    if (fallback === 'closed') return undefined;
    return {
      decision: 'allow',
      obligations: [],
      reasons: [{ policy: 'gateway', text: 'no decision came in time' }],
      fallback: 'open',
    };
  } finally {
    clearTimeout(timer);
  }
}

/** Of decisions about several models the strictest, with what any of them asks for. */
export function strictestOf(decisions: readonly [string, Decision][]): [model: string, Decision] {
  const [model, decision] = decisions.reduce((worst, one) =>
    byStrictness(one[1].decision, worst[1].decision) > 0 ? one : worst,
  );
  const obligations = [...new Set(decisions.flatMap(([, one]) => one.obligations))];
  return [model, { ...decision, obligations }];
}
