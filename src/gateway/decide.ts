import type { Decision, DecisionRequest } from '../policy/index.ts';
import type { Counts } from './counts.ts';
import type { Log } from './log.ts';

export type Decide = (request: DecisionRequest, signal: AbortSignal) => Decision | Promise<Decision>;

export interface AskOptions {
  decide: Decide;
  /** What to do without a decision: let through, or not. */
  fail: 'open' | 'closed';
  /** How long to wait for one, in milliseconds. */
  within: number;
  counts: Counts;
  log: Log;
}

/** The decision, or undefined where none came in time and the gateway is set to refuse then. Never throws. */
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
    counts.add('undecided', fail);
    log('undecided', { fallback: fail, reason: (error as Error).message });
    if (fail === 'closed') return undefined;
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
