import type { Group } from './link.ts';
import type { Streams } from './streams.ts';

/** Groups as they are found, by account: which of them have accounts in common with another is told without going through all. */
export class Meeting {
  readonly #streams: Streams;
  readonly #byAccount = new Map<number, number[]>();
  /** How many accounts each has. */
  readonly #sizes: number[] = [];

  constructor(streams: Streams, groups: Iterable<Group> = []) {
    this.#streams = streams;
    for (const group of groups) this.add(group);
  }

  add(group: Group): void {
    const number = this.#sizes.length;
    let size = 0;
    for (const account of accounts(group, this.#streams)) {
      size++;
      const groups = this.#byAccount.get(account);
      if (groups) groups.push(number);
      else this.#byAccount.set(account, [number]);
    }
    this.#sizes.push(size);
  }

  /** By number of a group that has any of another's accounts: how many, as a part of the smaller. */
  with(group: Group): Map<number, number> {
    const shared = new Map<number, number>();
    let size = 0;
    for (const account of accounts(group, this.#streams)) {
      size++;
      for (const number of this.#byAccount.get(account) ?? [])
        shared.set(number, (shared.get(number) ?? 0) + 1);
    }
    for (const [number, n] of shared) shared.set(number, n / Math.min(size, this.#sizes[number]!));
    return shared;
  }
}

/** Each once: a group is ascending, so one account's streams lie together. */
function* accounts(group: Group, { account }: Streams): Generator<number> {
  for (let i = 0; i < group.length; i++)
    if (i === 0 || account[group[i]!] !== account[group[i - 1]!]) yield account[group[i]!]!;
}
