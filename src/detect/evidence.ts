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
    summary: test.summary(test.show(figure), test.show(ordinary())),
    against: test.against,
  }));
}

/** What the accounts share and others don't: of each trait, the value that weighs most. */
export function sharedEvidence(group: Group, streams: Streams, sharing: Sharing): Evidence[] {
  const inside = new Map<number, number>();
  let accounts = 0;
  let seen = new Set<number>();
  group.forEach((s, i) => {
    if (i === 0 || streams.account[s] !== streams.account[group[i - 1]!]) {
      accounts++;
      seen = new Set();
    }
    for (let e = sharing.start[s]!; e < sharing.start[s + 1]!; e++) seen.add(sharing.value[e]!);
    if (i + 1 === group.length || streams.account[group[i + 1]!] !== streams.account[s])
      for (const v of seen) inside.set(v, (inside.get(v) ?? 0) + 1);
  });
  const others = Math.max(1, streams.accounts.length - accounts);
  const best = new Map<number, { users: number; elsewhere: number; ratio: number; score: number }>();
  for (const [v, users] of inside) {
    const elsewhere = sharing.accounts[v]! - users;
    const ratio = Math.log((users + 0.5) / (accounts + 1) / ((elsewhere + 0.5) / (others + 1)));
    const score = (users / accounts) * ratio;
    const known = best.get(sharing.trait[v]!);
    if (ratio > 1 && users >= 3 && (!known || score > known.score))
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

const percent = (share: number) => `${(share * 100).toPrecision(2)}%`;
