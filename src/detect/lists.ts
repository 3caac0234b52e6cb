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
  /** Different prompts in all. */
  own: number;
  /** Those that enough accounts of all send. */
  shared: Set<number>;
}

/** By account of the group, in its order. */
export function askedIn(group: Group, streams: Streams, sharing: Sharing): Map<number, Asked> {
  const asked = new Map<number, Asked>();
  for (const s of group) {
    const account = streams.account[s]!;
    const one = asked.get(account) ?? { own: 0, shared: new Set() };
    asked.set(account, one);
    one.own += streams.distinctBodies[s]!;
    for (let e = sharing.start[s]!; e < sharing.start[s + 1]!; e++)
      if (sharing.trait[sharing.value[e]!] === PROMPT) one.shared.add(sharing.value[e]!);
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
  const asked = askedIn(group, streams, sharing);
  const users = new Map<number, number[]>();
  for (const [account, { shared }] of asked)
    for (const v of shared) {
      const known = users.get(v);
      if (known) known.push(account);
      else users.set(v, [account]);
    }
  const followers = new Set<number>();
  for (const [account, { own, shared }] of asked) {
    if (shared.size <= MOSTLY * own) continue;
    const prompts = [...shared].filter(v => users.get(v)!.length >= FEWEST_ACCOUNTS);
    if (prompts.length <= MOSTLY * own) continue;
    let together = 0;
    for (let k = 0; k < PARTNERS; k++) {
      const others = users.get(prompts[Math.floor((k * prompts.length) / PARTNERS)]!)!;
      // Any of them but itself, scattered and always the same.
      const at = (Math.imul(account + 1, 0x9e3779b1) ^ Math.imul(k + 1, 0x85ebca77)) >>> 0;
      let other = others[at % others.length]!;
      if (other === account) other = others[(at + 1) % others.length]!;
      const theirs = asked.get(other)!.shared;
      for (const v of prompts) if (theirs.has(v)) together++;
    }
    if (together / PARTNERS > MOSTLY * own) followers.add(account);
  }
  return followers;
}
