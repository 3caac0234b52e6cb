import { traitNamed } from '../traits/index.ts';
import { FEWEST_ACCOUNTS, type Group } from './link.ts';
import type { Sharing } from './sharing.ts';
import type { Streams } from './streams.ts';

const PROMPT = traitNamed('shared-prompt').id;

/** An account goes through a list if those who share a prompt with it ask so much of what it asks. */
const MOSTLY = 0.4;
/** So many of them are looked at: a prompt may be a group's of 25,000. */
const PARTNERS = 16;

/** What an account of a group asks. */
export interface Asked {
  account: number;
  /** Different prompts in all. */
  own: number;
  /** Those that enough accounts of all send. */
  shared: Set<number>;
}

/** By account of the group, in its order. */
export const askedIn = (group: Group, streams: Streams, sharing: Sharing): Asked[] =>
  sectionsOf(group, streams).map(section => asks(section, streams, sharing));

function asks(section: Group, streams: Streams, sharing: Sharing): Asked {
  const asked: Asked = { account: streams.account[section[0]!]!, own: 0, shared: new Set() };
  for (const s of section) {
    asked.own += streams.distinctBodies[s]!;
    for (let e = sharing.start[s]!; e < sharing.start[s + 1]!; e++)
      if (sharing.trait[sharing.value[e]!] === PROMPT) asked.shared.add(sharing.value[e]!);
  }
  return asked;
}

/**
 * The accounts of a group that go through a list together: a benchmark, course work. Most of what each asks is asked by
 * whoever shares any prompt with it; a queue that sends a prompt through several accounts shares each with others. They
 * share words with whoever harvests such tasks, and are not of the harvest. Nothing but sharing is looked at, so that the
 * rest may be tested.
 */
export function listFollowers(group: Group, streams: Streams, sharing: Sharing): Set<number> {
  const accounts = sectionsOf(group, streams);
  // Few are looked at closely: of most accounts most prompts are nobody else's.
  const likely = accounts.filter(section => mostShared(section, streams, sharing));
  const users = usersOf(accounts, likely, streams, sharing);
  const followers = new Set<number>();
  for (const section of likely) {
    const { account, own, shared } = asks(section, streams, sharing);
    const prompts = [...shared].filter(v => users.get(v)!.length >= FEWEST_ACCOUNTS);
    if (prompts.length <= MOSTLY * own) continue;
    const countedIn = new Map(prompts.map(v => [v, -1]));
    let together = 0;
    for (let k = 0; k < PARTNERS; k++) {
      const others = users.get(prompts[Math.floor((k * prompts.length) / PARTNERS)]!)!;
      // Any of them but itself, scattered and always the same.
      const at = (Math.imul(account + 1, 0x9e3779b1) ^ Math.imul(k + 1, 0x85ebca77)) >>> 0;
      let other = others[at % others.length]!;
      if (other === section) other = others[(at + 1) % others.length]!;
      together += ofThese(countedIn, k, other, sharing);
    }
    if (together / PARTNERS > MOSTLY * own) followers.add(account);
  }
  return followers;
}

/** How many of some prompts an account asks; `seen` tells in which round each was counted last, for its streams may both ask it. */
function ofThese(seen: Map<number, number>, round: number, section: Group, sharing: Sharing): number {
  let count = 0;
  for (const s of section)
    for (let e = sharing.start[s]!; e < sharing.start[s + 1]!; e++) {
      const last = seen.get(sharing.value[e]!);
      if (last === undefined || last === round) continue;
      seen.set(sharing.value[e]!, round);
      count++;
    }
  return count;
}

/** The streams of each account, which lie side by side. */
function sectionsOf(group: Group, { account }: Streams): Group[] {
  const sections: Group[] = [];
  for (let from = 0, i = 1; i <= group.length; i++) {
    if (i < group.length && account[group[i]!] === account[group[from]!]) continue;
    sections.push(group.subarray(from, i));
    from = i;
  }
  return sections;
}

/** Whether it may ask so much that others ask; streams may have a prompt in common, so it may be less. */
function mostShared(section: Group, streams: Streams, sharing: Sharing): boolean {
  let [own, shared] = [0, 0];
  for (const s of section) {
    own += streams.distinctBodies[s]!;
    for (let e = sharing.start[s]!; e < sharing.start[s + 1]!; e++)
      if (sharing.trait[sharing.value[e]!] === PROMPT) shared++;
  }
  return shared > MOSTLY * own;
}

/** By prompt that any of some accounts asks, all the accounts that do. */
function usersOf(
  accounts: readonly Group[],
  some: readonly Group[],
  streams: Streams,
  sharing: Sharing,
): Map<number, Group[]> {
  const users = new Map<number, Group[]>();
  for (const section of some) for (const v of asks(section, streams, sharing).shared) users.set(v, []);
  if (users.size === 0) return users;
  for (const section of accounts)
    for (const s of section)
      for (let e = sharing.start[s]!; e < sharing.start[s + 1]!; e++) {
        const known = users.get(sharing.value[e]!);
        if (known && known[known.length - 1] !== section) known.push(section);
      }
  return users;
}
