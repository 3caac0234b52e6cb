import { StillwatchError } from '../../errors.ts';
import type { Decision } from '../decision.ts';
import type { Facts } from '../facts.ts';
import { Cache } from './cache.ts';
import { compiled } from './compile.ts';
import { breaks, withCedar } from './engine.ts';
import { refuse } from './finding.ts';
import { placeOf, textsIn } from './folder.ts';
import { Mentions } from './mentions.ts';
import { decisionOf, type Outcome } from './outcome.ts';
import type { Policy } from './policy.ts';
import { questionOf } from './question.ts';
import { Resident } from './resident.ts';

/** Outcomes remembered. Accounts differ in few of the things that policies ask for: mostly there are tens. */
const REMEMBERED = 20_000;

export interface Answer {
  outcome: Outcome;
  /** By policy, in Cedar's words. */
  errors: { policy: string; message: string }[];
}

/** Policies that are ready to decide. */
export class Policies {
  readonly all: readonly Policy[];
  /** By file name, as they were compiled. */
  readonly texts: Readonly<Record<string, string>>;
  readonly #byId: ReadonlyMap<string, Policy>;
  readonly #resident: Resident;
  readonly #mentions: Mentions;
  readonly #outcomes = new Cache<Outcome>(REMEMBERED);
  /** Evaluating them broke the engine: they are not tried again. */
  #broken: string | undefined;

  private constructor(all: readonly Policy[], texts: Record<string, string>) {
    this.all = all;
    this.texts = texts;
    this.#byId = new Map(all.map(policy => [policy.id, policy]));
    this.#resident = new Resident(Object.fromEntries(all.map(({ id, source }) => [id, source])));
    this.#mentions = new Mentions(all.map(({ json }) => json));
  }

  /** The `.cedar` files of a folder. Throws POLICY_INVALID. */
  static async load(folder: string): Promise<Policies> {
    const { texts, findings } = await textsIn(folder);
    refuse(findings);
    return Policies.compile(texts);
  }

  /** A folder of policies to be tried in place of those in force, or one file to be tried among them. Throws POLICY_INVALID. */
  static async tried(path: string, inForce: Policies): Promise<Policies> {
    const { file } = await placeOf(path);
    if (!file) return Policies.load(path);
    const { texts, findings } = await textsIn(path);
    refuse(findings);
    return Policies.compile({ ...inForce.texts, ...texts });
  }

  /** Policies by file name. Throws POLICY_INVALID with the first thing that is wrong; a warning is none. */
  static compile(texts: Record<string, string>): Policies {
    const { policies, findings } = compiled(texts);
    refuse(findings);
    if (policies.length === 0)
      throw new StillwatchError(
        'POLICY_INVALID',
        'there is no policy, so nothing would be permitted',
        'Write at least one that permits: permit (principal, action, resource);',
      );
    return new Policies(policies, texts);
  }

  /** The same whatever is wrong with them, for tests: policies that do not fit the schema fail when they are evaluated. */
  static unchecked(texts: Record<string, string>): Policies {
    return new Policies(compiled(texts).policies, texts);
  }

  /** Whether any of them looks at it. */
  mentions(field: keyof Facts): boolean {
    return this.#mentions.has(field);
  }

  /** How many outcomes are remembered. */
  get remembered(): number {
    return this.#outcomes.size;
  }

  /** Never throws, and asks Cedar only for what is new in that which policies look at. */
  decide(facts: Facts): Decision {
    return decisionOf(this.outcome(facts), facts);
  }

  outcome(facts: Facts): Outcome {
    const key = this.#mentions.key(facts);
    const known = this.#outcomes.get(key);
    if (known) return known;
    const { outcome } = this.ask(facts);
    if (outcome.broken === undefined) this.#outcomes.set(key, outcome);
    return outcome;
  }

  /** Asks Cedar, whatever is remembered, and says what went wrong. Never throws. */
  ask(facts: Facts): Answer {
    if (this.#broken !== undefined) return broken(this.#broken);
    try {
      return this.#ask(facts);
    } catch (error) {
      if (!breaks(error)) return broken(messageOf(error));
    }
    try {
      return this.#ask(facts); // of a new engine: the last may have been broken by others
    } catch (error) {
      if (breaks(error)) this.#broken = messageOf(error);
      return broken(messageOf(error));
    }
  }

  #ask(facts: Facts): Answer {
    const preparsedPolicySetId = this.#resident.name();
    const answer = withCedar(cedar =>
      cedar.statefulIsAuthorized({ ...questionOf(facts), preparsedPolicySetId }),
    );
    if (answer.type === 'failure') return broken(answer.errors.map(({ message }) => message).join('; '));
    const { reason, errors } = answer.response.diagnostics;
    const policies = (ids: string[]) => ids.sort().flatMap(id => this.#byId.get(id) ?? []);
    return {
      outcome: { determining: policies(reason), failed: policies(errors.map(({ policyId }) => policyId)) },
      errors: errors.map(({ policyId, error: { message } }) => ({ policy: policyId, message })),
    };
  }
}

const messageOf = (error: unknown): string => (error as Error)?.message ?? String(error);

const broken = (message: string): Answer => ({
  outcome: { determining: [], failed: [], broken: message },
  errors: [{ policy: 'stillwatch#engine', message }],
});
