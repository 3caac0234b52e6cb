import { bipartite } from './graph.ts';
import { FEWEST_ACCOUNTS, type Group } from './link.ts';
import { louvain } from './louvain.ts';
import { ALL, type Sharing } from './matrix.ts';
import { acrossToWithin, isWord, type World } from './several.ts';
import type { Streams } from './streams.ts';
import { accountsOf } from './tester.ts';

/** What an account asks less often is what somebody asks now and then, and no template of who feeds it. */
const AGAIN = 3;
/** What fewer accounts ask so is somebody's own. */
const ACCOUNTS = 3;
/** Accounts whose words meet less than this, as a part of what chance would make, are of two operators. */
const MEETING = 2 / 3;
/** What of a group its operators must make up, and each of them: fewer are strangers, whom who belongs leaves out. */
const COVERED = 0.9;
const EACH = 1 / 5;
/** The most that an operator's accounts ask of what the others do, as a multiple of what they ask of each other's. */
const ACROSS = 1 / 2;

/**
 * The operators that a group is made of, told apart by the words that accounts use again and again (Louvain on accounts and words):
 * one queue gives all of its accounts the same, whatever share of each template chance gives to one. What is asked once or twice
 * is left out, for it makes pieces of any queue's accounts. None where it is one, or where its accounts don't use enough to tell.
 */
export function operatorsIn(whole: Group, world: World): Group[] {
  const { account } = world.streams;
  const all = accountsOf(whole, world.streams).size;
  const large = apart(whole, world).filter(({ size }) => size >= Math.max(FEWEST_ACCOUNTS, EACH * all));
  const covered = large.reduce((sum, { size }) => sum + size, 0);
  if (large.length < 2 || covered < COVERED * all) return [];
  const parts = large.map(accounts => whole.filter(s => accounts.has(account[s]!)));
  const others = large.map(accounts => whole.filter(s => !accounts.has(account[s]!)));
  const areApart = parts.every((part, i) => acrossToWithin(part, others[i]!, world) < ACROSS);
  return areApart ? parts : [];
}

/** Sets of accounts that use other words than the rest. */
function apart(whole: Group, { streams, sharing }: World): Set<number>[] {
  const uses = usesOf(whole, streams, sharing);
  const users = new Map<number, number>();
  for (const { words } of uses) for (const word of words.keys()) users.set(word, (users.get(word) ?? 0) + 1);
  const shared = [...users].filter(([, count]) => count >= ACCOUNTS);
  const node = new Map(shared.map(([word], i) => [word, uses.length + i]));
  const edges = shared.reduce((sum, [, count]) => sum + count, 0);
  const graph = bipartite(uses.length + node.size, uses.length, edges, (i, edge) => {
    const { words, sent } = uses[i]!;
    for (const [word, count] of words)
      if (node.has(word))
        edge(node.get(word)!, Math.log1p(uses.length / users.get(word)!) * Math.sqrt(count / sent));
  });
  const { community } = louvain(graph, MEETING);
  const parts = new Map<number, Set<number>>();
  uses.forEach(({ account }, i) => {
    const part = community[i]!;
    parts.set(part, (parts.get(part) ?? new Set()).add(account));
  });
  return [...parts.values()];
}

interface Uses {
  account: number;
  /** Its exchanges. */
  sent: number;
  /** By value: how many of them show it. */
  words: Map<number, number>;
}

/** By account of a group: the words that it uses again and again. One account's streams lie together. */
function usesOf(
  whole: Group,
  { account, exchanges }: Streams,
  { start, value, share, trait }: Sharing,
): Uses[] {
  const all: Uses[] = [];
  for (let from = 0, to = 0; from < whole.length; from = to) {
    const own = account[whole[from]!]!;
    while (to < whole.length && account[whole[to]!] === own) to++;
    const words = new Map<number, number>();
    let sent = 0;
    for (const s of whole.subarray(from, to)) {
      sent += exchanges[s]!;
      for (let e = start[s]!; e < start[s + 1]!; e++) {
        const count = (exchanges[s]! * share[e]!) / ALL;
        // Most of what a stream shows it shows once, and of one stream that is all.
        if (!isWord(trait[value[e]!]!) || (to - from === 1 && Math.round(count) < AGAIN)) continue;
        words.set(value[e]!, (words.get(value[e]!) ?? 0) + count);
      }
    }
    for (const [word, count] of words) if (Math.round(count) < AGAIN) words.delete(word);
    all.push({ account: own, sent, words });
  }
  return all;
}
