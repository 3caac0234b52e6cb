import type { Group } from './link.ts';
import { FEWEST_ACCOUNTS } from './link.ts';
import { type Known, membersOf } from './profile.ts';
import { Sample } from './sample.ts';
import type { Sharing } from './sharing.ts';
import type { Streams } from './streams.ts';

/** So many ordinary groups are compared with; p-values can't be smaller than one over one more than this. */
const REFERENCES = 10_000;
const MOST_MEMBERS = 160;

export interface Reference {
  sample: Sample;
  streams: Group;
  /** Accounts of its streams, ascending. */
  accounts: Uint32Array;
}

/**
 * Groups as they come about without an operator: everyone who shares one value (a network, a client, an opening, a
 * system prompt …). A campus, a company, a tool's users and a viral prompt's are among them, so what a group of
 * such accounts looks like is measured on this very traffic and not assumed.
 */
export function referenceGroups(streams: Streams, sharing: Sharing, known: Known): Reference[] {
  const streamsOf = transpose(streams, sharing);
  const seen = new Set<string>();
  const byTrait = new Map<number, number[]>();
  for (let v = 0; v < sharing.values; v++) {
    const users = sharing.accounts[v]!;
    if (users < FEWEST_ACCOUNTS || users > streams.accounts.length / 4) continue;
    const list = byTrait.get(sharing.trait[v]!);
    if (list) list.push(v);
    else byTrait.set(sharing.trait[v]!, [v]);
  }
  // Turn by turn over the traits, in a scattered order that is always the same.
  const scattered = (v: number) => Math.imul(v + 1, 0x9e3779b1) >>> 0;
  const queues = [...byTrait.values()].map(list => list.sort((a, b) => scattered(a) - scattered(b)));
  const references: Reference[] = [];
  for (let turn = 0; references.length < REFERENCES && queues.some(queue => turn < queue.length); turn++)
    for (const queue of queues) {
      if (turn >= queue.length || references.length >= REFERENCES) continue;
      const reference = referenceOf(streamsOf(queue[turn]!), streams, known);
      if (!reference) continue;
      const name = reference.accounts.join();
      if (seen.has(name)) continue;
      seen.add(name);
      references.push(reference);
    }
  return references;
}

function referenceOf(group: Group, streams: Streams, known: Known): Reference | undefined {
  const accounts: number[] = [];
  for (const s of group)
    if (accounts[accounts.length - 1] !== streams.account[s]) accounts.push(streams.account[s]!);
  const step = Math.max(1, accounts.length / MOST_MEMBERS);
  const kept = new Set<number>();
  for (let i = 0; i < accounts.length; i += step) kept.add(accounts[Math.floor(i)]!);
  const members = membersOf(
    group.filter(s => kept.has(streams.account[s]!)),
    streams,
    known,
  );
  if (members.count < FEWEST_ACCOUNTS) return undefined;
  return { sample: new Sample(members), streams: group.slice(), accounts: Uint32Array.from(accounts) };
}

function transpose(streams: Streams, sharing: Sharing): (value: number) => Group {
  const start = new Uint32Array(sharing.values + 1);
  for (const v of sharing.value) start[v + 1]!++;
  for (let v = 0; v < sharing.values; v++) start[v + 1]! += start[v]!;
  const next = start.slice();
  const of = new Uint32Array(sharing.value.length);
  for (let s = 0; s < streams.count; s++)
    for (let e = sharing.start[s]!; e < sharing.start[s + 1]!; e++) of[next[sharing.value[e]!]!++] = s;
  return value => of.subarray(start[value]!, start[value + 1]!);
}
