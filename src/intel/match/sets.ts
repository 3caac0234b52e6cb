import { setImmediate as breath } from 'node:timers/promises';
import { Tail } from './chance.ts';
import type { Matched } from './draws.ts';
import type { Groups } from './groups.ts';
import { type Hit, type Scores, tally } from './score.ts';

/** Accounts are shown down to the score at which chance would show at most this part of as many. */
const CHANCE = 0.05;
/** A campaign here is linked where chance would do it so rarely, by templates or by infrastructure. */
export const LINKED = 0.01;
/** After so many sets it is left at that where chance does as well in a larger part of them, and nothing else could come of it. */
const [FIRST, PLAIN] = [99, 0.4];
/** Where very many here show what was told, sets are fewer, but so many where something here may be linked. */
const FEWEST = 199;
/** Milliseconds of work at a stretch. */
const STRETCH = 20;

/** Values that are looked for, and what they are compared with. */
export interface Sought {
  hits: readonly Hit[];
  /** Of the hits, those of each part by which campaigns are linked. */
  parts: readonly (readonly Hit[])[];
  /** Groups that may be linked, by number. */
  near: readonly number[];
  groups: Groups;
  matched: Matched;
  random: () => number;
}

export interface ByChance {
  /** Who shows how much of what was told. */
  scores: Scores;
  /** P-value: that values lie together at the same accounts as much as these. */
  together: number;
  /** By part, by place in `near`: p-value that a group shows as much. */
  like: number[][];
  /** From which score on chance shows at most `CHANCE` of as many accounts. */
  from: number;
}

/**
 * Compares what was told with sets of other values: at most `sets` of them, and fewer where these would add up more than `work`
 * accounts. So the least p-value is one by one more than the sets.
 *
 * @param named accounts that may be shown: of more, scores are not told apart
 */
export async function compareSets(
  { hits, parts, near, groups, matched, random }: Sought,
  { sets, work, named }: { sets: number; work: number; named: number },
): Promise<ByChance> {
  const scores: Scores = [];
  const told = tally(hits, (account, score) => scores.push([account, score]));
  const inside = parts.map(its => groups.inside(its));
  const like = parts.map(() => near.map(() => 0));
  const tail = new Tail(scores, named);
  const size = hits.reduce((sum, { accounts }) => sum + accounts.length, 1);
  const most = Math.min(sets, Math.max(near.length ? FEWEST : FIRST, Math.floor(work / size)));
  let [drawn, together] = [0, 0];
  const p = (n: number, of = drawn) => (n + 1) / (of + 1);
  // What lies together no more than by chance, at nobody and in no campaign, will not be found to in ten times as many sets.
  const isPlain = () =>
    together > PLAIN * FIRST &&
    tail.from(4 * CHANCE) === Number.POSITIVE_INFINITY &&
    like.flat().every(n => p(n, most) > LINKED / 2);
  let since = performance.now();
  while (drawn < most && !(drawn === FIRST && isPlain())) {
    // Others wait for the process that has the store.
    if (performance.now() - since > STRETCH) {
      await breath();
      since = performance.now();
    }
    drawn++;
    if (tail.add(matched.alike(hits, random)) >= told) together++;
    // What is like no campaign of ours needs no such sets.
    if (near.length === 0) continue;
    parts.forEach((its, part) => {
      const theirs = groups.inside(matched.any(its, random));
      near.forEach((g, i) => {
        if (theirs[g]! >= inside[part]![g]!) like[part]![i]!++;
      });
    });
  }
  return {
    scores,
    together: p(together),
    like: like.map(counts => counts.map(n => p(n))),
    from: tail.from(CHANCE),
  };
}
