import { combine, compare, type Outcome } from './compare.ts';
import type { Group } from './link.ts';
import { FEWEST_ACCOUNTS } from './link.ts';
import { Overlap } from './overlap.ts';
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

/** At first a group is compared with one reference in so many. */
const SCREEN = 8;

/** Tests groups against references that don't hang together with them. */
export class Tester {
  readonly #streams: Streams;
  readonly #known: Known;
  readonly #references: Reference[];
  readonly #overlap: Overlap;
  readonly #kin = new Map<Group, Uint8Array>();

  constructor(streams: Streams, sharing: Sharing, known: Known) {
    this.#streams = streams;
    this.#known = known;
    this.#references = referenceGroups(streams, sharing, known);
    this.#overlap = new Overlap(this.#references, streams);
  }

  /**
   * @param kin the community that the group was split from: what lies mostly within it is no comparison, for it may
   *   be another part of the same campaign.
   * @param suspects other groups that look like campaigns themselves.
   */
  test(group: Group, kin: Group | undefined, suspects: readonly Group[] = []): TestResult | undefined {
    return this.#against(1, group, kin, suspects);
  }

  /** The same against some of the references: enough to tell what is worth the whole. */
  screen(group: Group, kin: Group | undefined): TestResult | undefined {
    return this.#against(SCREEN, group, kin, []);
  }

  /** Names the range of volumes in which a group is compared. */
  volumes(group: Group): string {
    const { from, to } = new Sample(membersOf(group, this.#streams, this.#known)).range();
    return `${from} ${to}`;
  }

  #against(
    every: number,
    group: Group,
    kin: Group | undefined,
    suspects: readonly Group[],
  ): TestResult | undefined {
    const members = membersOf(group, this.#streams, this.#known);
    if (members.count < FEWEST_ACCOUNTS) return undefined;
    const excluded = [this.#overlap.with(group, 0.1)];
    if (kin) excluded.push(this.#withKin(kin));
    for (const suspect of suspects) excluded.push(this.#overlap.with(suspect, 0.1));
    const usable = this.#references.filter(
      (_, i) => i % every === 0 && !excluded.some(overlaps => overlaps[i]),
    );
    const sample = new Sample(members);
    const outcomes = compare(sample, usable, tests);
    const e = (question: Question) => combine(asking(outcomes, question));
    return { outcomes, e: { operator: e('operator'), purpose: e('purpose'), pool: e('pool') } };
  }

  /** The same for every part of a community. */
  #withKin(kin: Group): Uint8Array {
    let overlaps = this.#kin.get(kin);
    if (!overlaps) this.#kin.set(kin, (overlaps = this.#overlap.with(kin, 0.5)));
    return overlaps;
  }
}

export const accountsOf = (group: Group, streams: Streams): Set<number> =>
  new Set(Array.from(group, s => streams.account[s]!));
