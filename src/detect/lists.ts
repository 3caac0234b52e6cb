import { traitNamed } from '../traits/index.ts';
import { FEWEST_ACCOUNTS, type Group } from './link.ts';
import type { Sharing } from './sharing.ts';
import type { Streams } from './streams.ts';

const PROMPT = traitNamed('shared-prompt').id;

/** A prompt is on a list if so many send it of those who share any prompt with the account. */
const ON_THE_LIST = 0.2;
/** An account goes through a list if so much of what it asks is on it. */
const MOSTLY = 0.4;

/**
 * The accounts of a group that go through a list together: a benchmark, course work. Most of what each asks is asked by a
 * good part of those with whom it shares anything; a queue that sends a prompt through several accounts shares each with
 * others. They share words with whoever harvests such tasks, and are not of the harvest. Nothing but sharing is looked
 * at, so that the rest may be tested.
 */
export function listFollowers(group: Group, streams: Streams, sharing: Sharing): Set<number> {
  const asked = new Map<number, { own: number; prompts: number[] }>();
  const users = new Map<number, Set<number>>();
  for (const s of group) {
    const account = streams.account[s]!;
    const one = asked.get(account) ?? { own: 0, prompts: [] };
    asked.set(account, one);
    one.own += streams.distinctBodies[s]!;
    for (let e = sharing.start[s]!; e < sharing.start[s + 1]!; e++) {
      const v = sharing.value[e]!;
      if (sharing.trait[v] !== PROMPT) continue;
      one.prompts.push(v);
      if (!users.has(v)) users.set(v, new Set());
      users.get(v)!.add(account);
    }
  }
  const followers = new Set<number>();
  for (const [account, { own, prompts }] of asked) {
    if (prompts.length <= MOSTLY * own) continue;
    const together = new Set(prompts.flatMap(v => [...users.get(v)!]));
    if (together.size < FEWEST_ACCOUNTS) continue;
    const listed = prompts.filter(v => users.get(v)!.size >= ON_THE_LIST * together.size).length;
    if (listed > MOSTLY * own) followers.add(account);
  }
  return followers;
}
