import { traitOf } from '../traits/index.ts';
import type { Outcome } from './compare.ts';
import type { Evidence } from './document.ts';
import { eOf } from './evalue.ts';
import type { Group } from './link.ts';
import type { Sharing } from './sharing.ts';
import type { Streams } from './streams.ts';

/** A test's outcome as a sentence, and what else could make it so. */
const words: Record<string, { summary(own: string, ordinary: string): string; against: string }> = {
  'level-volumes': {
    summary: (own, ordinary) =>
      `the accounts' volumes are level: they spread by a factor of ${own}, in comparable groups by ${ordinary}`,
    against:
      'A benchmark gives everyone the same number of requests too; then the days differ, and the prompts are the same.',
  },
  'steady-gaps': {
    summary: (own, ordinary) =>
      `requests come without the bursts that people make: burstiness ${own}, in comparable groups ${ordinary}`,
    against:
      'A timer or a batch job is steady too, but one owner has few accounts, and each keeps its own hours.',
  },
  'no-sittings': {
    summary: (own, ordinary) =>
      `there are ${own} exchanges to a sitting; people in comparable groups make ${ordinary}`,
    against:
      'A person who asks one thing now and then has short sittings too; hundreds with level volumes do not.',
  },
  'same-hours': {
    summary: (own, ordinary) =>
      `all accounts keep the same hours: their daily rhythms differ by ${own} of what is possible, in comparable groups by ${ordinary}`,
    against:
      'People of one town share a day, yet each has a rhythm of their own; comparable groups include such.',
  },
  'same-days': {
    summary: (own, ordinary) =>
      `all accounts are active on the same days: they differ by ${own} of what is possible, in comparable groups by ${ordinary}`,
    against: 'A launch or a deadline brings people together for days, not throughout.',
  },
  'same-prompt-sizes': {
    summary: (own, ordinary) =>
      `each account's prompts are a sample of the whole group's in size: differences ${own}, in comparable groups ${ordinary}`,
    against: 'Users of one tool send prompts of one kind; then volumes and hours differ.',
  },
  'same-answer-sizes': {
    summary: (own, ordinary) =>
      `each account's answers are a sample of the whole group's in size: differences ${own}, in comparable groups ${ordinary}`,
    against: 'Users of one tool get answers of one kind; then volumes and hours differ.',
  },
  'standalone-requests': {
    summary: (own, ordinary) =>
      `${own} of the requests stand alone, without a conversation; in comparable groups ${ordinary}`,
    against:
      'Many programs send standalone requests. It says what is done, and counts only beside the signs of one operator.',
  },
  'long-answers': {
    summary: (own, ordinary) =>
      `answers have ${own} tokens (geometric mean); in comparable groups ${ordinary}`,
    against:
      'Writers and programmers ask for long answers too. It counts only beside the signs of one operator.',
  },
};

const figure: Record<string, (value: number) => string> = {
  'level-volumes': value => Math.exp(Math.max(0, value)).toFixed(2),
  'no-sittings': value => Math.exp(value).toFixed(1),
  'standalone-requests': value => `${Math.round(-value * 100)}%`,
  'long-answers': value => Math.round(Math.exp(-value)).toString(),
};

export function testEvidence(outcomes: readonly Outcome[]): Evidence[] {
  return outcomes.map(({ test, p, figure: own, ordinary }) => {
    const show = figure[test.signal] ?? ((value: number) => Math.max(0, value).toFixed(2));
    const { summary, against } = words[test.signal]!;
    return {
      signal: test.signal,
      family: test.family,
      log_likelihood_ratio: Math.log(eOf(p)),
      p_value: p,
      summary: summary(show(own), show(ordinary())),
      against,
    };
  });
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
