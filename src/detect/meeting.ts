import type { Group } from './link.ts';
import type { Streams } from './streams.ts';

/**
 * Groups as they are found: which of them have accounts in common with another is told without going through all; or, of what is
 * given no accounts, streams.
 */
export class Meeting {
  readonly #account: ArrayLike<number> | undefined;
  readonly #groups = new Map<number, number[]>();
  /** How many accounts each has. */
  readonly #sizes: number[] = [];

  constructor(streams: Pick<Streams, 'account'> | undefined, groups: Iterable<Group> = []) {
    this.#account = streams?.account;
    for (const group of groups) this.add(group);
  }

  add(group: Group): void {
    const number = this.#sizes.length;
    let size = 0;
    for (const one of this.#each(group)) {
      size++;
      const groups = this.#groups.get(one);
      if (groups) groups.push(number);
      else this.#groups.set(one, [number]);
    }
    this.#sizes.push(size);
  }

  /** By number of a group that has any of another's accounts: how many, as a part of the smaller. */
  with(group: Group): Map<number, number> {
    const shared = new Map<number, number>();
    let size = 0;
    for (const one of this.#each(group)) {
      size++;
      for (const number of this.#groups.get(one) ?? []) shared.set(number, (shared.get(number) ?? 0) + 1);
    }
    for (const [number, n] of shared) shared.set(number, n / Math.min(size, this.#sizes[number]!));
    return shared;
  }

  /** Each once: a group is ascending, so one account's streams lie together. */
  *#each(group: Group): Generator<number> {
    const of = (i: number) => this.#account?.[group[i]!] ?? group[i]!;
    for (let i = 0; i < group.length; i++) if (i === 0 || of(i) !== of(i - 1)) yield of(i);
  }
}
