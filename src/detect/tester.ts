import { combine, compare, type Outcome } from './compare.ts';
import type { Group } from './link.ts';
import { FEWEST_ACCOUNTS } from './link.ts';
import { type Known, membersOf } from './profile.ts';
import { type Reference, referenceGroups } from './reference.ts';
import { Sample } from './sample.ts';
import type { Sharing } from './sharing.ts';
import type { Streams } from './streams.ts';
import { type Question, tests } from './tests/index.ts';

export interface TestResult {
  outcomes: Outcome[];
  /** E-values against independent people with ordinary use, by what is asked. */
  e: Record<Question, number>;
}

/** E-value of the verdict that the group comes nearest to. */
export const strength = ({ e }: TestResult) => Math.max(e.operator * e.purpose, e.pool);

export const asking = (outcomes: readonly Outcome[], question: Question) =>
  outcomes.filter(({ test }) => test.asks.includes(question));

/** Tests groups against references that don't hang together with them. */
export class Tester {
  readonly #streams: Streams;
  readonly #known: Known;
  readonly #references: Reference[];
  readonly #few: Reference[];
  readonly #marks: Uint32Array;
  #mark = 0;

  constructor(streams: Streams, sharing: Sharing, known: Known) {
    this.#streams = streams;
    this.#known = known;
    this.#references = referenceGroups(streams, sharing, known);
    this.#few = this.#references.filter((_, i) => i % 8 === 0);
    this.#marks = new Uint32Array(streams.accounts.length);
  }

  /**
   * @param kin the community that the group was split from: what lies mostly within it is no comparison, for it may
   *   be another part of the same campaign.
   * @param suspects other groups that look like campaigns themselves.
   */
  test(group: Group, kin: Group | undefined, suspects: readonly Group[] = []): TestResult | undefined {
    return this.#against(this.#references, group, kin, suspects);
  }

  /** The same against an eighth of the references: enough to tell what is worth the whole. */
  screen(group: Group, kin: Group | undefined): TestResult | undefined {
    return this.#against(this.#few, group, kin, []);
  }

  #against(
    references: readonly Reference[],
    group: Group,
    kin: Group | undefined,
    suspects: readonly Group[],
  ): TestResult | undefined {
    const members = membersOf(group, this.#streams, this.#known);
    if (members.count < FEWEST_ACCOUNTS) return undefined;
    const own = accountsOf(group, this.#streams);
    const excluded = [this.#touched(references, own, 0.1)];
    if (kin) excluded.push(this.#touched(references, accountsOf(kin, this.#streams), 0.5));
    for (const suspect of suspects)
      excluded.push(this.#touched(references, accountsOf(suspect, this.#streams), 0.1));
    const usable = references.filter((_, i) => !excluded.some(touched => touched[i]));
    const sample = new Sample(members);
    const outcomes = compare(sample, usable, tests);
    const e = (question: Question) => combine(asking(outcomes, question));
    return { outcomes, e: { operator: e('operator'), purpose: e('purpose'), pool: e('pool') } };
  }

  /** Which references share more than `most` of themselves, or of a smaller group, with it. */
  #touched(references: readonly Reference[], accounts: ReadonlySet<number>, most: number): Uint8Array {
    this.#mark++;
    for (const account of accounts) this.#marks[account] = this.#mark;
    return Uint8Array.from(references, ({ accounts: theirs }) => {
      let shared = 0;
      for (const account of theirs) if (this.#marks[account] === this.#mark) shared++;
      return shared > most * Math.min(theirs.length, accounts.size) ? 1 : 0;
    });
  }
}

export const accountsOf = (group: Group, streams: Streams): Set<number> =>
  new Set(Array.from(group, s => streams.account[s]!));
