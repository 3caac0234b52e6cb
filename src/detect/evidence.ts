import { traitOf } from '../traits/index.ts';
import type { Outcome } from './compare.ts';
import type { Evidence } from './document.ts';
import { eOf } from './evalue.ts';
import type { Group } from './link.ts';
import type { Sharing } from './sharing.ts';
import type { Streams } from './streams.ts';

export function testEvidence(outcomes: readonly Outcome[]): Evidence[] {
  return outcomes.map(({ test, p, figure, ordinary }) => ({
    signal: test.signal,
    family: test.family,
    log_likelihood_ratio: Math.log(eOf(p)),
    p_value: p,
    summary: test.summary(test.show(figure), test.show(ordinary)),
    against: test.against,
  }));
}

/** Fewer of a campaign's accounts than this share: what they have in common says nothing of the campaign. */
const FEWEST_SHARE = 0.1;

/** What the accounts share and others don't: of each trait, the value that weighs most. */
export function sharedEvidence(group: Group, streams: Streams, sharing: Sharing): Evidence[] {
  // By value, how many of the accounts show it: in the group's streams, and in any of theirs.
  const inside = new Map<number, number>();
  const anywhere = new Map<number, number>();
  let accounts = 0;
  for (let i = 0; i < group.length; accounts++) {
    const account = streams.account[group[i]!]!;
    const from = i;
    while (streams.account[group[i]!] === account) i++;
    countValues(group.subarray(from, i), sharing, inside);
    let [first, end] = [group[from]!, group[i - 1]! + 1];
    while (streams.account[first - 1] === account) first--;
    while (streams.account[end] === account) end++;
    countValues(
      Uint32Array.from({ length: end - first }, (_, k) => first + k),
      sharing,
      anywhere,
    );
  }
  const others = Math.max(1, streams.accounts.length - accounts);
  const best = new Map<number, { users: number; elsewhere: number; ratio: number; score: number }>();
  for (const [v, users] of inside) {
    const elsewhere = sharing.accounts[v]! - anywhere.get(v)!;
    const ratio = Math.log((users + 0.5) / (accounts + 1) / ((elsewhere + 0.5) / (others + 1)));
    const score = (users / accounts) * ratio;
    const known = best.get(sharing.trait[v]!);
    if (ratio > 1 && users >= Math.max(3, FEWEST_SHARE * accounts) && (!known || score > known.score))
      best.set(sharing.trait[v]!, { users, elsewhere, ratio, score });
  }
  return [...best.entries()]
    .sort(([, a], [, b]) => b.score - a.score)
    .map(([trait, { users, elsewhere, ratio }]) => {
      const { name, family, words: shared } = traitOf.get(trait)!;
      return {
        signal: name,
        family,
        log_likelihood_ratio: ratio,
        p_value: null,
        summary: `${users} of the ${accounts} accounts ${shared}; of all other accounts ${elsewhere} do (${percent(elsewhere / others)})`,
        against:
          family === 'content'
            ? 'Users of a tool, a course or a viral prompt share words; sharing alone convicts nobody.'
            : 'A campus, a company, a popular client or a reseller shares this too; sharing alone convicts nobody.',
      };
    });
}

/** Each value that some streams of one account show, once. */
function countValues(streams: Group, sharing: Sharing, counts: Map<number, number>): void {
  const seen = new Set<number>();
  for (const s of streams)
    for (let e = sharing.start[s]!; e < sharing.start[s + 1]!; e++) seen.add(sharing.value[e]!);
  for (const v of seen) counts.set(v, (counts.get(v) ?? 0) + 1);
}

const percent = (share: number) => `${(share * 100).toPrecision(2)}%`;
