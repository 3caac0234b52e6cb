import type { Decision } from '../policy/index.ts';
import type { Asked } from './asked.ts';
import type { Buckets } from './buckets.ts';
import type { Counts } from './counts.ts';
import { ask, strictestOf } from './decide.ts';
import type { Log } from './log.ts';
import { UNSPECIFIED } from './models.ts';
import { type Obligations, obligationsOf } from './obligations.ts';
import type { Settings } from './options.ts';
import { type Refusal, refusals } from './refusal.ts';

/** On what terms a request may go on, if it may. */
export interface Terms {
  refused?: Refusal | undefined;
  obligations: Obligations;
  /** What the account names when it objects. */
  reference?: string | undefined;
}

const nothing: Obligations = { omitReasoning: false, unknown: [] };

/** Asks what may be done with a request, and says it in the gateway's terms. */
export async function termsOf(
  { route, caller, models, body, json }: Asked,
  settings: Settings,
  { buckets, counts, log }: { buckets: Buckets; counts: Counts; log: Log },
): Promise<Terms> {
  // What changes nothing and fetches no answer is nobody's harvest.
  if (!route.api && route.safe && !route.results) return { obligations: nothing };
  const { decide, fail, decideWithin, channel } = settings;
  const asking = (models.length ? models : [UNSPECIFIED]).map(async model => {
    const question = { account: caller.account, model, channel };
    return [model, await ask(question, { decide, fail, within: decideWithin, counts, log })] as const;
  });
  const made = (await Promise.all(asking)).filter((one): one is [string, Decision] => one[1] !== undefined);
  if (made.length < asking.length) {
    counts.add('decisions', 'none');
    return { obligations: nothing, refused: refusals.undecided() };
  }
  const [model, decision] = strictestOf(made);
  counts.add('decisions', decision.decision);
  const reference = tellable(decision.reference);
  const obligations = obligationsOf(decision);
  for (const one of obligations.unknown) {
    counts.add('obligations_unknown');
    log('obligation unknown', { obligation: one.slice(0, 64) });
  }
  const plain = plainRefusal(decision, model, reference);
  if (plain) return { obligations, reference, refused: plain };
  const wait = obligations.rate ? buckets.take(caller.account, obligations.rate) : 0;
  if (wait > 0) {
    counts.add('rate_limited');
    return { obligations, reference, refused: refusals.slow(Math.ceil(wait / 1000), reference) };
  }
  // Servers differ in what they take for JSON: UTF-16, NaN. What is not read here must not be answered there, unrecorded.
  if (route.asks && !json && Buffer.isBuffer(body)) {
    counts.add('not_recorded', 'not_json');
    return { obligations, reference, refused: refusals.unreadable() };
  }
  // What is too large to be read cannot be changed as it has to be.
  if (route.asks && !json && changes(obligations))
    return { obligations, reference, refused: refusals.unread(reference) };
  // What is not known for a request to a model, or gives out answers in bulk, cannot be changed either.
  const elsewhere = !route.api && changes(obligations);
  return { obligations, reference, refused: elsewhere ? refusals.elsewhere(reference) : undefined };
}

export const changes = ({ omitReasoning, cap }: Obligations): boolean => omitReasoning || cap !== undefined;

function plainRefusal({ decision }: Decision, model: string, reference?: string): Refusal | undefined {
  if (decision === 'verify') return refusals.verify(reference);
  if (decision === 'suspend') return refusals.suspend(reference);
  return decision === 'hold' ? refusals.hold(model, reference) : undefined;
}

/** A reference that can stand in a header. */
const tellable = (reference: string | undefined) =>
  reference && /^[\x21-\x7e]{1,200}$/.test(reference) ? reference : undefined;
