import type { Pseudonyms } from '../../exchange/index.ts';
import type { Decision, DecisionRequest, Facts, Kind } from '../../policy/index.ts';
import type { Known } from './known.ts';

/** What is not let through uses no grant up. */
const REFUSED: ReadonlySet<Kind> = new Set(['verify', 'hold', 'suspend']);

/** Decides from facts: by the policies in force. */
type Decide = (facts: Facts) => Decision;

/** Answers whether a request may go on, from memory alone. */
export class Decider {
  readonly #known: Known;
  readonly #decide: Decide;
  readonly #pseudonyms: Pseudonyms;
  /** Models that are held while nothing is known; * for all. */
  readonly #closed: ReadonlySet<string>;

  constructor(known: Known, decide: Decide, pseudonyms: Pseudonyms, closed: readonly string[]) {
    this.#known = known;
    this.#decide = decide;
    this.#pseudonyms = pseudonyms;
    this.#closed = new Set(closed);
  }

  of(request: DecisionRequest, now = Date.now()): Decision {
    const { snapshot } = this.#known;
    if (!snapshot) return this.#fallback(request.model);
    // As ingest stores it: an e-mail address is stored under a pseudonym.
    const facts = snapshot.facts({ ...request, account: this.#pseudonyms.account(request.account) }, now);
    const decision = this.#decide(facts);
    const { grant } = facts;
    if (grant && !grant.beyond && !REFUSED.has(decision.decision))
      snapshot.setUsage(grant.id, snapshot.usage(grant.id) + 1);
    return decision;
  }

  /** What is known of a request; nothing while nothing is known at all. Counts as no use of a grant. */
  factsOf(request: DecisionRequest, now = Date.now()): Facts | undefined {
    return this.#known.snapshot?.facts(
      { ...request, account: this.#pseudonyms.account(request.account) },
      now,
    );
  }

  #fallback(model: string): Decision {
    const closed = this.#closed.has(model) || this.#closed.has('*');
    return {
      decision: closed ? 'hold' : 'allow',
      obligations: [],
      reasons: [
        {
          policy: 'fallback',
          text: `nothing is known yet, and ${closed ? 'this model is closed' : 'models are open'} until then`,
        },
      ],
      fallback: closed ? 'closed' : 'open',
    };
  }
}
