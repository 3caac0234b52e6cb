import { combine, compare, type Outcome } from './compare.ts';
import type { Group } from './link.ts';
import { FEWEST_ACCOUNTS } from './link.ts';
import { Overlap } from './overlap.ts';
import { type Known, membersOf, usedEnough } from './profile.ts';
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
const SCREEN = 20;

/** References, and how to find which of them overlap a group: who is in them is kept there alone. */
interface Bench {
  references: readonly Sample[];
  overlap: Overlap;
  /** By community: the references that lie mostly within it; the same for all of its parts. */
  kin: Map<Group, Uint8Array>;
}

/** Which references to leave out, whichever suspects are not to be looked at: so that hundreds cost no more than one. */
export class Suspects {
  /** By suspect and reference. */
  readonly #overlaps: readonly Uint8Array[];
  /** By reference: how many suspects overlap it. */
  readonly #all: Uint32Array;

  constructor(references: number, overlaps: readonly Uint8Array[]) {
    this.#overlaps = overlaps;
    this.#all = new Uint32Array(references);
    for (const one of overlaps) for (let r = 0; r < one.length; r++) this.#all[r]! += one[r]!;
  }

  /** By reference, whether any suspect overlaps it but those with these numbers. */
  but(numbers: readonly number[]): Uint8Array {
    const left = this.#all.slice();
    for (const number of numbers)
      for (const [r, overlaps] of this.#overlaps[number]!.entries()) left[r]! -= overlaps;
    return Uint8Array.from(left, n => (n > 0 ? 1 : 0));
  }
}

/** Tests groups against references that don't hang together with them. */
export class Tester {
  readonly #streams: Streams;
  readonly #known: Known;
  readonly #all: Bench;
  readonly #few: Bench;

  constructor(streams: Streams, sharing: Sharing, known: Known) {
    this.#streams = streams;
    this.#known = known;
    const references = referenceGroups(streams, sharing, known);
    const bench = (references: readonly Reference[]) => ({
      references: references.map(({ sample }) => sample),
      overlap: new Overlap(references, streams),
      kin: new Map(),
    });
    this.#all = bench(references);
    this.#few = bench(references.filter((_, i) => i % SCREEN === 0));
  }

  /** Whether enough of a group's accounts are used enough to be told apart from chance. */
  canTest(group: Group): boolean {
    return usedEnough(group, this.#streams) >= FEWEST_ACCOUNTS;
  }

  /**
   * @param kin the community that the group was split from: what lies mostly within it is no comparison, for it may
   *   be another part of the same campaign.
   * @param apart by reference, whether it is left out as well
   */
  test(group: Group, kin: Group | undefined, apart?: Uint8Array): TestResult | undefined {
    return this.#against(this.#all, group, kin, apart);
  }

  /** The references that suspects overlap: groups that look like campaigns themselves. */
  apartFrom(suspects: readonly Group[]): Suspects {
    return new Suspects(
      this.#all.references.length,
      suspects.map(suspect => this.#all.overlap.with(suspect, 0.1)),
    );
  }

  /** The same against some of the references: enough to tell what is worth the whole. */
  screen(group: Group, kin: Group | undefined): TestResult | undefined {
    return this.#against(this.#few, group, kin);
  }

  /** Names the range of volumes in which a group is compared. */
  volumes(group: Group): string {
    const { from, to } = new Sample(membersOf(group, this.#streams, this.#known)).range();
    return `${from} ${to}`;
  }

  #against(
    { references, overlap, kin: ofKin }: Bench,
    group: Group,
    kin: Group | undefined,
    apart?: Uint8Array,
  ): TestResult | undefined {
    const members = membersOf(group, this.#streams, this.#known);
    if (members.count < FEWEST_ACCOUNTS) return undefined;
    const excluded = [overlap.with(group, 0.1)];
    if (kin) {
      if (!ofKin.has(kin)) ofKin.set(kin, overlap.with(kin, 0.5));
      excluded.push(ofKin.get(kin)!);
    }
    if (apart) excluded.push(apart);
    const usable = references.filter((_, i) => !excluded.some(overlaps => overlaps[i]));
    const sample = new Sample(members);
    const outcomes = compare(sample, usable, tests);
    const e = (question: Question) => combine(asking(outcomes, question));
    return { outcomes, e: { operator: e('operator'), purpose: e('purpose'), pool: e('pool') } };
  }
}

export const accountsOf = (group: Group, streams: Streams): Set<number> =>
  new Set(Array.from(group, s => streams.account[s]!));
